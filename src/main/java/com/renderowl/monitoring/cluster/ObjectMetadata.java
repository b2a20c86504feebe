package com.renderowl.monitoring.cluster;

import java.util.List;
import java.util.Map;

/**
 * What a cluster tells of an object besides its content.
 *
 * @param kind such as {@code ConfigMap}
 * @param namespace empty where it is in none
 * @param name in its namespace
 * @param created when, as the cluster writes it: {@code 2026-11-30T22:00:00Z}
 * @param managers the programs that have written fields of it
 * @param annotations those that were asked for and that it has
 * @param labels those that were asked for and that it has
 */
public record ObjectMetadata(
        String kind,
        String namespace,
        String name,
        String created,
        List<String> managers,
        Map<String, String> annotations,
        Map<String, String> labels) {

    public ObjectMetadata {
        managers = List.copyOf(managers);
        annotations = Map.copyOf(annotations);
        labels = Map.copyOf(labels);
    }
}
