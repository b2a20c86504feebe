package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.model.reach.Endpoint;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The pods that rendered objects lead to, with the labels that they get in a cluster. There are two of each, as replicas
 * and updates bring, on two nodes.
 */
public final class RenderedPods {

    private static final int REPLICAS = 2;

    /** Where nodes are that the configuration does not know of. */
    private static final Cidr ANYWHERE = Cidr.parse("100.64.0.0/16");

    private RenderedPods() {}

    /**
     * The pods of workloads, and of the custom resources from which Prometheus Operator makes some.
     *
     * @param nodes on which pods on the host network are
     */
    public static List<Endpoint.Pod> of(List<Map<String, Object>> objects, List<Cidr> nodes) {
        return objects.stream()
                .flatMap(object -> switch (Manifests.text(object, "kind")) {
                    case "Deployment", "DaemonSet", "StatefulSet" ->
                        pods(object, Manifests.texts(object, "spec.template.metadata.labels"), nodes);
                    case "Prometheus", "Alertmanager" -> pods(object, operatedLabels(object), nodes);
                    default -> Stream.empty();
                })
                .toList();
    }

    /**
     * The operator puts labels of its own over those that the resource asks for.
     *
     * @see <a href="https://github.com/prometheus-operator/prometheus-operator/blob/v0.93.1/pkg/prometheus/server/statefulset.go">
     *     podSelectorLabels of Prometheus</a>
     */
    private static Map<String, String> operatedLabels(Map<String, Object> resource) {
        String kind = Manifests.text(resource, "kind").toLowerCase(Locale.ROOT);
        String name = Manifests.text(resource, "metadata.name");
        Map<String, String> labels = new LinkedHashMap<>(Manifests.texts(resource, "spec.podMetadata.labels"));
        labels.put("app.kubernetes.io/name", kind);
        labels.put("app.kubernetes.io/managed-by", "prometheus-operator");
        labels.put("app.kubernetes.io/instance", name);
        labels.put(kind, name);
        return labels;
    }

    private static Stream<Endpoint.Pod> pods(Map<String, Object> owner, Map<String, String> labels, List<Cidr> nodes) {
        // As workloads and custom resources may have the same names.
        String name =
                Manifests.text(owner, "kind").toLowerCase(Locale.ROOT) + "-" + Manifests.text(owner, "metadata.name");
        String namespace = Manifests.text(owner, "metadata.namespace");
        boolean onHost = Boolean.TRUE.equals(new Document(owner).at("spec.template.spec.hostNetwork"));
        List<Endpoint.Pod> pods = new ArrayList<>();
        IntStream.range(0, REPLICAS).forEach(replica -> {
            Endpoint.Pod pod = Endpoint.pod(name + "-" + replica, namespace, labels);
            pods.add(onHost ? Endpoint.hostPod(pod.name(), namespace, labels, List.of(node(nodes, replica))) : pod);
        });
        return pods.stream();
    }

    private static Cidr node(List<Cidr> nodes, int number) {
        Cidr network = nodes.isEmpty() ? ANYWHERE : nodes.get(0);
        return Cidr.ofAddress(Blocks.address(Blocks.first(network) + 10 + number));
    }
}
