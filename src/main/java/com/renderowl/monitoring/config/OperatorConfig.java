package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.util.Map;

/**
 * How the platform {@code operator} uses Prometheus Operator.
 *
 * @param monitorLabels the labels of monitors and rules, by which Prometheus selects them; at least one
 * @param minimumVersion the oldest release of the operator whose definitions have every field that is used
 * @param shards over how many servers the targets are spread, each with all replicas
 * @param deployPrometheus whether the stack has a Prometheus of its own
 * @param existing the one that scrapes the stack where it has none of its own; nobody's otherwise
 */
public record OperatorConfig(
        Map<String, String> monitorLabels,
        String minimumVersion,
        int shards,
        boolean deployPrometheus,
        ExistingPrometheus existing) {

    /** The release that the typed model of the custom resources was generated from. */
    static final String OLDEST_VERSION = "0.91.0";

    private static final Syntax<String> VERSION = Syntax.matching(
            text -> text.matches("\\d{1,4}\\.\\d{1,4}\\.\\d{1,4}"), "is not a version", "a version such as 0.91.0");

    static OperatorConfig read(ObjectReader root, Platform platform) {
        return switch (platform) {
            case KUBERNETES, DOCKER -> {
                root.refuseIfGiven("operator", "is for the platform operator", "with platform: operator only");
                yield read(root.objectOfNothing("operator"));
            }
            case OPERATOR -> read(root.object("operator"));
        };
    }

    private static OperatorConfig read(ObjectReader reader) {
        OperatorConfig config = new OperatorConfig(
                reader.key("monitorLabels", "Labels of monitors and rules, by which Prometheus selects them")
                        .map(Syntax.LABEL_KEY, Syntax.LABEL_VALUE, Map.of("prometheus", "renderowl")),
                reader.key("minimumVersion", "Oldest release of Prometheus Operator that is accepted")
                        .value(VERSION, OLDEST_VERSION),
                reader.key("shards", "Over how many servers the targets are spread, each with all replicas")
                        .value(Syntax.integer(1, 100), 1),
                reader.key(
                                "deployPrometheus",
                                "Whether the stack has a Prometheus of its own; false for one that is there already")
                        .value(Syntax.FLAG, true),
                ExistingPrometheus.read(reader.object("existingPrometheus")));
        if (config.deployPrometheus && reader.has("existingPrometheus")) {
            String deployPath = reader.pathOf("deployPrometheus");
            reader.refuse(
                    "existingPrometheus",
                    "is about a Prometheus that is there already, but the stack makes its own",
                    deployPath + ": false",
                    "remove it: " + reader.reading().toRemove(reader.pathOf("existingPrometheus")) + ", or set "
                            + deployPath + " to false");
        }
        if (reader.has("monitorLabels") && reader.isEmpty("monitorLabels")) {
            reader.refuse(
                    "monitorLabels",
                    "is empty, so Prometheus would select every monitor of the namespace",
                    "at least one label",
                    "set a label, such as prometheus: renderowl");
        }
        reader.refuseUnknownKeys();
        return config;
    }

    /** What the stack's name must be, since the Prometheus resource and its pods are named after it. */
    static boolean isResourceName(String stack) {
        // The StatefulSet is named prometheus-NAME-shard-SHARD, and its pods' label may have 63 characters.
        return Names.isObjectName(stack) && stack.length() <= 30;
    }
}
