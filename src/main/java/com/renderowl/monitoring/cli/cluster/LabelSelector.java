package com.renderowl.monitoring.cli.cluster;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A selector of labels as objects have it.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors">Label
 *     selectors</a>
 */
public final class LabelSelector {

    private LabelSelector() {}

    /**
     * Whether {@code selector} takes something with these labels; an empty selector takes everything.
     *
     * @param selector with {@code matchLabels} and {@code matchExpressions}, each of which may be missing
     */
    public static boolean matches(ClusterObject selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.texts("matchLabels").entrySet())
                && selector.list("matchExpressions").stream().allMatch(expression -> holds(expression, labels));
    }

    /** The part of an API path that asks for objects with all of these labels only. */
    public static String query(Map<String, String> labels) {
        String selector = new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .collect(Collectors.joining(","));
        return "?labelSelector=" + URLEncoder.encode(selector, StandardCharsets.UTF_8);
    }

    private static boolean holds(ClusterObject expression, Map<String, String> labels) {
        String key = expression.text("key");
        boolean isAmong = labels.containsKey(key) && values(expression).contains(labels.get(key));
        return switch (expression.text("operator")) {
            case "In" -> isAmong;
            case "NotIn" -> !isAmong;
            case "Exists" -> labels.containsKey(key);
            case "DoesNotExist" -> !labels.containsKey(key);
            // The API server admits no other.
            default -> false;
        };
    }

    private static Set<String> values(ClusterObject expression) {
        Set<String> values = new TreeSet<>();
        if (expression.element("values").isJsonArray()) {
            expression.element("values").getAsJsonArray().forEach(value -> values.add(value.getAsString()));
        }
        return values;
    }
}
