package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import java.util.List;
import java.util.Map;

/**
 * What the network policies admit beside the stack's own pods and its applications.
 *
 * @param policies whether there are network policies at all
 * @param grafana who shows Prometheus' data
 * @param ingressController who forwards users when an ingress is on
 * @param dns who resolves names
 * @param apiServer the Kubernetes API, through which targets are found
 * @param nodes the addresses of the nodes, where node exporters on the host network listen
 */
public record NetworkConfig(
        boolean policies,
        PeerConfig.Pods grafana,
        PeerConfig.Pods ingressController,
        PeerConfig.Pods dns,
        ApiServer apiServer,
        List<Cidr> nodes) {

    /** The private address ranges, in one of which the nodes of nearly every cluster are (RFC 1918). */
    private static final List<Cidr> PRIVATE =
            List.of(Cidr.parse("10.0.0.0/8"), Cidr.parse("172.16.0.0/12"), Cidr.parse("192.168.0.0/16"));

    /**
     * The Kubernetes API server. Whether a policy sees the Service's address or the endpoint behind it is left to the
     * network plugin, so both are admitted.
     *
     * @param serviceAddresses the address of the Service {@code kubernetes}
     * @param servicePort its port
     * @param endpointAddresses the addresses of the servers behind it
     * @param endpointPort their port
     */
    public record ApiServer(
            List<Cidr> serviceAddresses, int servicePort, List<Cidr> endpointAddresses, int endpointPort) {}

    static NetworkConfig read(ObjectReader reader, String monitoringNamespace) {
        NetworkConfig config = new NetworkConfig(
                hasPolicies(reader),
                PeerConfig.readPods(
                        reader.object("grafana"),
                        "Grafana",
                        new PeerConfig.Pods(monitoringNamespace, Map.of("app.kubernetes.io/name", "grafana"))),
                PeerConfig.readPods(
                        reader.object("ingressController"),
                        "the ingress controller",
                        new PeerConfig.Pods("ingress-nginx", Map.of("app.kubernetes.io/name", "ingress-nginx"))),
                PeerConfig.readPods(
                        reader.object("dns"),
                        "the cluster's DNS",
                        new PeerConfig.Pods("kube-system", Map.of("k8s-app", "kube-dns"))),
                apiServer(reader.object("apiServer")),
                addresses(reader.key("nodes", "Addresses of the nodes, where node exporters listen"), PRIVATE));
        reader.refuseUnknownKeys();
        return config;
    }

    static boolean hasPolicies(ObjectReader reader) {
        return reader.key("policies", "Whether network policies are created").value(Syntax.FLAG, true);
    }

    private static ApiServer apiServer(ObjectReader reader) {
        ApiServer config = new ApiServer(
                addresses(
                        reader.key("serviceAddresses", "Address of the Service kubernetes in the namespace default"),
                        List.of(Cidr.parse("10.96.0.1/32"))),
                reader.key("servicePort", "Port of that Service").value(Syntax.PORT, 443),
                addresses(reader.key("endpointAddresses", "Addresses of the API servers behind that Service"), PRIVATE),
                reader.key("endpointPort", "Port of the API servers").value(Syntax.PORT, 6443));
        reader.refuseUnknownKeys();
        return config;
    }

    private static List<Cidr> addresses(KeyReader key, List<Cidr> defaultValue) {
        return key.list(Syntax.ADDRESSES, defaultValue);
    }
}
