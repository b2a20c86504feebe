package com.renderowl.monitoring.kubernetes.operator;

import com.renderowl.monitoring.config.StackConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The selectors by which a Prometheus of another namespace finds the stack's monitors and rules. An object is selected
 * when both its labels and those of its namespace are.
 *
 * @param labels of monitors and rules
 * @param namespace in which they are
 * @see <a href="https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec">
 *     PrometheusSpec</a>
 */
public record ExistingSelection(Map<String, String> labels, String namespace) {

    /** The label that Kubernetes itself puts on every namespace. */
    public static final String NAMESPACE_NAME = "kubernetes.io/metadata.name";

    /** Those that the configuration asks for. */
    public static ExistingSelection of(StackConfig config) {
        return new ExistingSelection(
                config.operator().monitorLabels(), config.namespaces().monitoring());
    }

    /** All selectors as lines of the resource's {@code spec}, two for each kind. */
    public String yaml() {
        return yaml(List.of(Kind.values()));
    }

    /** The selectors of some kinds. */
    public String yaml(List<Kind> kinds) {
        Map<String, String> lines = new LinkedHashMap<>();
        for (Kind kind : kinds) {
            lines.put(kind.selector(), selector(labels));
            lines.put(kind.namespaceSelector(), selector(Map.of(NAMESPACE_NAME, namespace)));
        }
        return lines.entrySet().stream()
                .map(line -> line.getKey() + ": " + line.getValue())
                .collect(Collectors.joining("\n"));
    }

    /** One selector as YAML. */
    private static String selector(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + ": " + label.getValue())
                        .collect(Collectors.joining(", ", "{matchLabels: {", "}}"));
    }

    /** The kinds of objects that a Prometheus selects. */
    public enum Kind {
        /** Pods by their labels. */
        POD_MONITOR("podmonitors", "PodMonitor", Monitors.GROUP, "podMonitor"),
        /** Services by their labels. */
        SERVICE_MONITOR("servicemonitors", "ServiceMonitor", Monitors.GROUP, "serviceMonitor"),
        /** Fixed addresses. */
        SCRAPE_CONFIG("scrapeconfigs", "ScrapeConfig", Monitors.ALPHA_GROUP, "scrapeConfig"),
        /** Rules. */
        RULE("prometheusrules", "PrometheusRule", Monitors.GROUP, "rule");

        private final String plural;
        private final String kind;
        private final String group;
        private final String field;

        Kind(String plural, String kind, String group, String field) {
            this.plural = plural;
            this.kind = kind;
            this.group = group;
            this.field = field;
        }

        /** As the API server calls them in paths. */
        public String plural() {
            return plural;
        }

        /** As objects call themselves. */
        public String kind() {
            return kind;
        }

        /** Their group and version. */
        public String group() {
            return group;
        }

        /** The field of a Prometheus that selects them by their labels. */
        public String selector() {
            return field + "Selector";
        }

        /** The field that selects by the labels of their namespaces. */
        public String namespaceSelector() {
            return field + "NamespaceSelector";
        }
    }
}
