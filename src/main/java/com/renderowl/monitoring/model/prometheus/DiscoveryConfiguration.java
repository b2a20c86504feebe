package com.renderowl.monitoring.model.prometheus;

import com.renderowl.monitoring.config.Discovery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How Prometheus finds the targets of a job and what it calls them.
 *
 * @param discovery what is looked for
 * @param port where the targets listen
 * @param instanceIsNode whether a target is known by its node rather than by its pod
 */
public record DiscoveryConfiguration(Discovery discovery, int port, boolean instanceIsNode) {

    /** The part of a scrape job, or of an Alertmanager entry, that names the targets. */
    public Map<String, Object> toYaml() {
        if (discovery instanceof Discovery.Pods pods) {
            String labels = pods.selector().entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(entry -> entry.getKey() + "=" + entry.getValue())
                    .collect(Collectors.joining(","));
            return kubernetes("pod", pods.namespace(), labels);
        }
        if (discovery instanceof Discovery.Service service) {
            return kubernetes("endpointslice", service.namespace(), "kubernetes.io/service-name=" + service.service());
        }
        Discovery.Fixed fixed = (Discovery.Fixed) discovery;
        return Yaml.map(
                "static_configs",
                List.of(Yaml.map(
                        "targets",
                        fixed.targets().stream().map(Object::toString).toList())));
    }

    /** The steps after which a target has its address and the labels {@code instance}, {@code namespace}, {@code pod}. */
    public List<Relabeling> relabelings() {
        List<Relabeling> steps = new ArrayList<>();
        if (discovery instanceof Discovery.Fixed) {
            return steps;
        }
        // A pod that has ended keeps its address on record although nothing listens there any more.
        steps.add(Relabeling.drop("__meta_kubernetes_pod_phase", "Pending|Succeeded|Failed"));
        // Discovery offers a pod once per container port; with the address set from these two they become one target.
        steps.add(Relabeling.replace("__meta_kubernetes_pod_ip", "([0-9.]+)", "__address__", "${1}:" + port));
        steps.add(Relabeling.replace("__meta_kubernetes_pod_ip", "(.*:.*)", "__address__", "[${1}]:" + port));
        steps.add(Relabeling.copy("__meta_kubernetes_namespace", "namespace"));
        steps.add(Relabeling.copy("__meta_kubernetes_pod_name", "pod"));
        steps.add(Relabeling.copy("__meta_kubernetes_pod_node_name", "node"));
        steps.add(Relabeling.copy(
                instanceIsNode ? "__meta_kubernetes_pod_node_name" : "__meta_kubernetes_pod_name", "instance"));
        return steps;
    }

    private static Map<String, Object> kubernetes(String role, String namespace, String labels) {
        return Yaml.map(
                "kubernetes_sd_configs",
                List.of(Yaml.map(
                        "role",
                        role,
                        "namespaces",
                        Yaml.map("names", List.of(namespace)),
                        "selectors",
                        List.of(Yaml.map("role", role, "label", labels)))));
    }
}
