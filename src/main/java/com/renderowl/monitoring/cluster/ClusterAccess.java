package com.renderowl.monitoring.cluster;

/**
 * How a cluster is reached.
 *
 * @param context the kubeconfig's current context, or {@code in-cluster}
 * @param source the file that says so, or what else does
 * @param server the API server's URL
 * @param isDirect whether a connection goes to the server itself, not through a proxy
 */
public record ClusterAccess(String context, String source, String server, boolean isDirect) {

    /** How to call it in messages. */
    public String description() {
        return "cluster " + context + " (" + server + ")";
    }
}
