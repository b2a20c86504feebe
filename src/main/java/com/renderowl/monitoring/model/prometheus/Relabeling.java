package com.renderowl.monitoring.model.prometheus;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A step that changes the labels of a target or series, or drops it.
 *
 * @param action the action's name, such as {@code replace}
 * @param sourceLabels the labels whose values are looked at; none where the action looks at names
 * @param regex what their values must match, or null for anything
 * @param targetLabel the label that is set, or null where the action sets none
 * @param replacement the value it is set to, or null for what matched
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#relabel_config">Relabeling</a>
 */
public record Relabeling(
        String action,
        List<String> sourceLabels,
        @Nullable String regex,
        @Nullable String targetLabel,
        @Nullable String replacement) {

    /** Sets a label to the value of another one. */
    public static Relabeling copy(String from, String to) {
        return new Relabeling("replace", List.of(from), null, to, null);
    }

    /** Sets a label where the value of another one matches. */
    public static Relabeling replace(String from, String regex, String to, String replacement) {
        return new Relabeling("replace", List.of(from), regex, to, replacement);
    }

    /** Drops the target when a label's value matches. */
    public static Relabeling drop(String label, String regex) {
        return new Relabeling("drop", List.of(label), regex, null, null);
    }

    /** Keeps the target only when a label's value matches. */
    public static Relabeling keep(String label, String regex) {
        return new Relabeling("keep", List.of(label), regex, null, null);
    }

    /** Takes the labels off whose names match. */
    public static Relabeling dropLabels(String regex) {
        return new Relabeling("labeldrop", List.of(), regex, null, null);
    }

    /** The step as it stands in {@code prometheus.yml}. */
    public Map<String, Object> toYaml() {
        return Yaml.map(
                "source_labels", sourceLabels.isEmpty() ? null : sourceLabels,
                "action", action,
                "regex", regex,
                "target_label", targetLabel,
                "replacement", replacement);
    }
}
