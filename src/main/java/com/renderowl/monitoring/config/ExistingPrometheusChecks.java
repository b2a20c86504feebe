package com.renderowl.monitoring.config;

import com.google.gson.JsonObject;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reports settings that mean nothing where a Prometheus of the cluster scrapes the stack: they are its owner's business. */
final class ExistingPrometheusChecks {

    private static final String WHY =
            "is a setting of the Prometheus itself, and operator.deployPrometheus is false: the stack has none";

    private static final String ALLOWED = "with operator.deployPrometheus: true only";

    private ExistingPrometheusChecks() {}

    static void check(StackConfig config, ObjectReader root) {
        ObjectReader operator = root.object("operator");
        config.operator().existing().check(operator.object("existingPrometheus"), config.namespaces());
        if (config.operator().shards() != 1) {
            refuse(operator, "shards");
        }
        // What is set to its default does no harm; the project's own defaults arrive that way too.
        ObjectReader defaults = ObjectReader.root(root.reading().silent(), new JsonObject(), Set.of());
        Map<String, Object> given = settings(config.prometheus());
        PrometheusConfig standardPrometheus = PrometheusConfig.read(
                defaults.object("prometheus"), StackSecrets.read(defaults, false), config.platform());
        Map<String, Object> standard = settings(standardPrometheus);
        CapacityConfig standardCapacity =
                CapacityConfig.read(defaults.object("capacity"), config.prometheus(), 1, config.platform());
        if (!config.capacity().equals(standardCapacity)) {
            refuse(root, "capacity");
        }
        refuseChanged(root.object("prometheus"), given, standard);
        NetworkConfig standardNetwork = NetworkConfig.read(
                defaults.object("network"), config.namespaces().monitoring());
        refuseChanged(root.object("network"), settings(config.network()), settings(standardNetwork));
        if (!(config.tls() instanceof TlsConfig.None)) {
            refuse(root.object("tls"), "mode");
        }
        refuseForeignAlertmanager(config, root.object("alertmanager"));
    }

    private static void refuseForeignAlertmanager(StackConfig config, ObjectReader reader) {
        if (config.alertmanager().enabled() && !config.alertmanager().deploy()) {
            reader.refuse(
                    "deploy",
                    "is false, and so is operator.deployPrometheus: the stack has nothing that could send alerts there",
                    "true, or " + reader.pathOf("enabled") + ": false",
                    "let the cluster's Prometheus send its alerts where it does: set " + reader.pathOf("enabled")
                            + " to false, and remove namespace, selector and port");
        }
    }

    private static Map<String, Object> settings(PrometheusConfig config) {
        Map<String, Object> settings = new TreeMap<>(Map.of(
                "image", config.image(),
                "replicas", config.replicas(),
                "resources", config.resources(),
                "retention", config.retention(),
                "retentionSize", config.retentionSize(),
                "volume", config.volume(),
                "evaluationInterval", config.evaluationInterval(),
                "externalLabels", config.externalLabels(),
                "logLevel", config.logLevel(),
                "remoteWrite", config.remoteWrites()));
        settings.put("objectStorage", Optional.ofNullable(config.objectStorage()));
        return settings;
    }

    private static Map<String, Object> settings(NetworkConfig config) {
        return new TreeMap<>(Map.of(
                "apiServer", config.apiServer(),
                "grafana", config.grafana(),
                "nodes", config.nodes()));
    }

    private static void refuseChanged(ObjectReader reader, Map<String, Object> given, Map<String, Object> standard) {
        given.forEach((name, value) -> {
            if (!value.equals(standard.get(name))) {
                refuse(reader, name);
            }
        });
    }

    private static void refuse(ObjectReader reader, String name) {
        reader.refuse(name, WHY, ALLOWED, "remove it: " + reader.reading().toRemove(reader.pathOf(name)));
    }
}
