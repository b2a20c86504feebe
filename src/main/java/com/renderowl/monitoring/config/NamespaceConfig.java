package com.renderowl.monitoring.config;

/**
 * The Kubernetes namespaces of a stack.
 *
 * @param monitoring where Prometheus and the exporters live; enforces the restricted Pod Security Standard
 * @param nodeExporter where the node exporter lives, apart because it needs the host's files and network
 * @param application where the monitored applications live
 * @param ensureApplication whether the application namespace is created when it is missing; it is never deleted
 */
public record NamespaceConfig(String monitoring, String nodeExporter, String application, boolean ensureApplication) {

    static NamespaceConfig read(ObjectReader reader, String stack) {
        NamespaceConfig config = new NamespaceConfig(
                Checks.objectName(reader.key("monitoring", "Namespace of Prometheus and the exporters"), "monitoring"),
                Checks.objectName(
                        reader.key(
                                "nodeExporter",
                                "Namespace of the node exporter, which may not live under the restricted Pod Security"
                                        + " Standard"),
                        "monitoring-node"),
                Checks.objectName(
                        reader.key("application", "Namespace of the monitored applications"), "renderowl-" + stack),
                reader.key(
                                "ensureApplication",
                                "Whether the application namespace is created when it is missing (it is never deleted)")
                        .flag(true));
        reader.refuseUnknownKeys();
        if (config.monitoring.equals(config.nodeExporter)) {
            reader.problems()
                    .add(
                            reader.pathOf("nodeExporter"),
                            KeyReader.quoted(config.nodeExporter) + " is also namespaces.monitoring",
                            "a namespace of its own",
                            "choose another name: the node exporter is not admitted under the restricted standard");
        }
        if (config.application.equals(config.monitoring) || config.application.equals(config.nodeExporter)) {
            reader.problems()
                    .add(
                            reader.pathOf("application"),
                            KeyReader.quoted(config.application) + " is one of the monitoring's own namespaces",
                            "a namespace of its own",
                            "choose the namespace in which the applications run");
        }
        return config;
    }
}
