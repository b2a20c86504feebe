package com.renderowl.monitoring.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The labels of a workload and everything that belongs to it.
 *
 * @param name the workload's name, also the value of {@code app}, by which people select it
 * @param component its part in the system, such as {@code exporter}
 * @param stack the stack it belongs to
 * @param version the version of what runs; the only label that may change over the workload's life
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/">Common labels</a>
 */
public record Labels(String name, String component, String stack, String version) {

    private static final String PART_OF = "renderowl-monitoring";

    /** What selects the workload's pods: everything that never changes. Selectors of workloads are immutable. */
    public Map<String, String> selector() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("app", name);
        labels.put("app.kubernetes.io/component", component);
        labels.put("app.kubernetes.io/instance", stack);
        labels.put("app.kubernetes.io/name", name);
        labels.put("app.kubernetes.io/part-of", PART_OF);
        return Collections.unmodifiableMap(labels);
    }

    /** All labels. */
    public Map<String, String> all() {
        Map<String, String> labels = new LinkedHashMap<>(selector());
        labels.put("app.kubernetes.io/version", version);
        return Collections.unmodifiableMap(labels);
    }

    /** The labels of an object that belongs to the stack but to none of its workloads, such as a namespace. */
    public static Map<String, String> ofStack(String stack) {
        return Map.of("app.kubernetes.io/instance", stack, "app.kubernetes.io/part-of", PART_OF);
    }
}
