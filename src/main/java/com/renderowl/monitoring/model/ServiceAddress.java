package com.renderowl.monitoring.model;

/**
 * Where something is reached inside a cluster.
 *
 * @param name of the Service
 * @param namespace its namespace
 * @param port its port
 */
public record ServiceAddress(String name, String namespace, int port) {

    /** The Service of one of the stack's workloads. */
    public static ServiceAddress of(Workload workload) {
        return new ServiceAddress(
                workload.name(), workload.namespace(), workload.port().number());
    }

    /** {@code NAME.NAMESPACE.svc:PORT}. */
    public String hostAndPort() {
        return name + "." + namespace + ".svc:" + port;
    }

    /** The command that makes it reachable from the user's machine, on the same port. */
    public String portForward() {
        return "kubectl port-forward svc/" + name + " " + port + ":" + port + " -n " + namespace;
    }
}
