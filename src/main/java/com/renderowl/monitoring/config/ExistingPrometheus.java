package com.renderowl.monitoring.config;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The Prometheus that a cluster brings itself, where the stack makes none: it scrapes what the stack's monitors say, and
 * evaluates its rules.
 *
 * @param namespace where it runs; never a namespace that the stack makes
 * @param selector the labels of its pods, which the exporters admit; at least one
 * @param service the Service by which it is queried
 * @param port where it listens
 * @param serviceAccount the account of its pods, which is then allowed to find the targets, or null where it may already
 */
public record ExistingPrometheus(
        String namespace, Map<String, String> selector, String service, int port, @Nullable String serviceAccount) {

    /** The Service that the operator itself makes for every Prometheus. */
    private static final String OPERATED = "prometheus-operated";

    private static final int PORT = 9090;

    /** Stands for the namespace until that is given; never deployed. */
    private static final String UNKNOWN = "unknown";

    /** Its pods. */
    public PeerConfig.Pods pods() {
        return new PeerConfig.Pods(namespace, selector);
    }

    static ExistingPrometheus read(ObjectReader reader) {
        String namespace = reader.key("namespace", "Namespace of a Prometheus that is there already")
                .valueOrNull(Syntax.OBJECT_NAME);
        ExistingPrometheus config = new ExistingPrometheus(
                namespace == null ? UNKNOWN : namespace,
                reader.key("selector", "Labels of its pods, which network policies admit")
                        .map(Syntax.LABEL_KEY, Syntax.LABEL_VALUE, Map.of("app.kubernetes.io/name", "prometheus")),
                reader.key("service", "Service by which it is queried").value(Syntax.OBJECT_NAME, OPERATED),
                reader.key("port", "Port where it listens").value(Syntax.PORT, PORT),
                reader.key(
                                "serviceAccount",
                                "Account of its pods, which is then given the right to find targets; not needed where it has"
                                        + " that already")
                        .valueOrNull(Syntax.DOTTED_NAME));
        reader.refuseUnknownKeys();
        if (reader.has("selector") && reader.isEmpty("selector")) {
            reader.refuse(
                    "selector",
                    "is empty, so every pod of its namespace would be admitted",
                    "at least one label",
                    "set the labels of its pods: kubectl get pods --show-labels --namespace " + config.namespace());
        }
        return config;
    }

    /** Reports what is wrong where the stack relies on it. */
    void check(ObjectReader reader, NamespaceConfig namespaces) {
        if (!reader.has("namespace")) {
            reader.refuse(
                    "namespace",
                    "is missing",
                    "the namespace of the Prometheus that scrapes this stack",
                    "kubectl get prometheuses --all-namespaces lists those there are; then "
                            + reader.reading().toSet(reader.pathOf("namespace")));
        } else if (namespace.equals(namespaces.monitoring()) || namespace.equals(namespaces.nodeExporter())) {
            reader.refuse(
                    "namespace",
                    Shown.quoted(namespace) + " is a namespace of this stack, whose 'destroy' would delete that"
                            + " Prometheus with it",
                    "a namespace that the stack does not make",
                    "give the stack one of its own: ./monitoring config set --path namespaces.monitoring"
                            + " renderowl-monitoring --stack "
                            + reader.reading().stack());
        }
    }
}
