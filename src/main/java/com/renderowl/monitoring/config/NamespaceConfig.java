package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.util.regex.Pattern;

/**
 * The Kubernetes namespaces of a stack.
 *
 * @param monitoring where Prometheus and the exporters live; enforces the restricted Pod Security Standard
 * @param nodeExporter where the node exporter lives, apart because it needs the host's files and network
 * @param application where the monitored applications live
 * @param ensureApplication whether the application namespace is created when it is missing; it is never deleted
 */
public record NamespaceConfig(String monitoring, String nodeExporter, String application, boolean ensureApplication) {

    private static final String PREFIX = "renderowl-";

    private static final Pattern OF_CLUSTER = Pattern.compile("default|kube-.*|openshift|openshift-.*");

    static NamespaceConfig read(ObjectReader reader) {
        NamespaceConfig config = new NamespaceConfig(
                reader.key(
                                "monitoring",
                                "Namespace of Prometheus and the exporters, of the stack's own: not `default`,"
                                        + " `kube-*` or `openshift*`")
                        .value(Syntax.OBJECT_NAME, "monitoring"),
                reader.key(
                                "nodeExporter",
                                "Namespace of the node exporter, which may not live under the restricted Pod Security"
                                        + " Standard")
                        .value(Syntax.OBJECT_NAME, "monitoring-node"),
                application(reader),
                reader.key(
                                "ensureApplication",
                                "Whether the application namespace is created when it is missing (it is never deleted)")
                        .value(Syntax.FLAG, true));
        reader.refuseUnknownKeys();
        config.check(reader);
        return config;
    }

    private static String application(ObjectReader reader) {
        String named = PREFIX + reader.reading().stack();
        String application = reader.key("application", "Namespace of the monitored applications")
                .value(Syntax.OBJECT_NAME, named);
        if (Names.isObjectName(application)) {
            return application;
        }
        reader.refuse(
                "application",
                Shown.quoted(application) + ", made of the stack's name, is not a valid name",
                Names.OBJECT_ALLOWED,
                reader.reading().toSet(reader.pathOf("application")));
        // Other defaults are made of this name, and reading goes on.
        return PREFIX + "stack";
    }

    /** Such a namespace is the cluster's: it would get the stack's Pod Security Standard, and go with the stack. */
    private static void refuseOfCluster(ObjectReader reader, String key, String namespace) {
        if (OF_CLUSTER.matcher(namespace).matches()) {
            reader.refuse(
                    key,
                    Shown.quoted(namespace) + " is a namespace of the cluster itself",
                    "a namespace of the stack's own",
                    "choose another name: the stack changes what its namespaces admit, and destroy deletes them");
        }
    }

    private void check(ObjectReader reader) {
        refuseOfCluster(reader, "monitoring", monitoring);
        refuseOfCluster(reader, "nodeExporter", nodeExporter);
        if (monitoring.equals(nodeExporter)) {
            reader.refuse(
                    "nodeExporter",
                    Shown.quoted(nodeExporter) + " is also " + reader.pathOf("monitoring"),
                    "a namespace of its own",
                    "choose another name: the node exporter is not admitted under the restricted standard");
        }
        if (application.equals(monitoring) || application.equals(nodeExporter)) {
            reader.refuse(
                    "application",
                    Shown.quoted(application) + " is one of the monitoring's own namespaces",
                    "a namespace of its own",
                    "choose the namespace in which the applications run");
        }
    }
}
