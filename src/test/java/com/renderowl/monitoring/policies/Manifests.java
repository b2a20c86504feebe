package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.Document;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Kubernetes objects as maps and lists. */
final class Manifests {

    private Manifests() {}

    /** The object with a text at a path, such as {@code metadata.name}; empty where there is none. */
    static String text(Map<String, Object> object, String path) {
        return new Document(object).at(path) instanceof String text ? text : "";
    }

    /** The map of texts at a path; empty where there is none. */
    static Map<String, String> texts(Map<String, Object> object, String path) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (new Document(object).at(path) instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    /** Those of a kind. */
    static List<Map<String, Object>> ofKind(List<Map<String, Object>> objects, String kind) {
        return objects.stream()
                .filter(object -> text(object, "kind").equals(kind))
                .toList();
    }

    /** A pod that does nothing. */
    static Map<String, Object> pod(String name, String namespace, Map<String, String> labels) {
        return Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Pod",
                "metadata",
                Map.of("name", name, "namespace", namespace, "labels", labels),
                "spec",
                Map.of("containers", List.of(Map.of("name", "nothing", "image", "nothing"))));
    }
}
