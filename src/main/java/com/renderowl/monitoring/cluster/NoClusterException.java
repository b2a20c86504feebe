package com.renderowl.monitoring.cluster;

/** There is a kubeconfig, but it does not lead to a cluster; the message says why and what to do. */
public final class NoClusterException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoClusterException(String message) {
        super(message);
    }
}
