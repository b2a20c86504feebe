package com.renderowl.monitoring.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Reports settings that have no effect on the stack's platform. Those that say what holds anyway are let pass: the
 * defaults that the project file declares reach the stacks of every platform.
 */
final class OtherPlatform {

    /** What only means something in a cluster, by its path. */
    private static final Map<String, Function<StackConfig, Object>> KUBERNETES = kubernetes();

    private OtherPlatform() {}

    /**
     * Reports them.
     *
     * @param config what was read
     * @param root the whole configuration
     * @param defaults what is read of an empty configuration
     */
    static void refuse(StackConfig config, ObjectReader root, Supplier<StackConfig> defaults) {
        switch (config.platform()) {
            // The sections that mean nothing there are refused where they are read.
            case KUBERNETES, OPERATOR -> {}
            case DOCKER -> refuse(config, defaults.get(), root);
        }
    }

    private static void refuse(StackConfig config, StackConfig defaults, ObjectReader root) {
        KUBERNETES.forEach((path, setting) -> {
            if (!setting.apply(config).equals(setting.apply(defaults))) {
                root.reading()
                        .problems()
                        .add(
                                path,
                                "has no effect on the platform docker",
                                "settings of the platform docker",
                                "remove it: " + root.reading().toRemove(path));
            }
        });
    }

    private static Map<String, Function<StackConfig, Object>> kubernetes() {
        Map<String, Function<StackConfig, Object>> settings = new LinkedHashMap<>();
        settings.put("cluster", StackConfig::cluster);
        settings.put("namespaces", StackConfig::namespaces);
        settings.put("protect", StackConfig::isProtected);
        settings.put("imagePullPolicy", StackConfig::imagePullPolicy);
        settings.put("prometheus.volume", config -> config.prometheus().volume());
        settings.put(
                "exporters.node.hostNetwork",
                config -> config.exporters().node().hostNetwork());
        settings.put(
                "exporters.postgres.secretName",
                config -> config.exporters().postgres().secretName());
        settings.put(
                "exporters.postgres.database",
                config -> config.exporters().postgres().database());
        settings.put(
                "exporters.postgres.port",
                config -> config.exporters().postgres().port());
        settings.put(
                "exporters.redis.secretName",
                config -> config.exporters().redis().secretName());
        settings.put(
                "exporters.redis.database", config -> config.exporters().redis().database());
        settings.put("alertmanager.deploy", config -> config.alertmanager().deploy());
        settings.put("alertmanager.volume", config -> config.alertmanager().volume());
        settings.put("alertmanager.selector", config -> config.alertmanager().pods());
        settings.put(
                "grafana.adminSecretName",
                config -> Optional.ofNullable(config.grafana().adminSecretName()));
        settings.put("network", StackConfig::network);
        settings.put("basicAuth", StackConfig::basicAuth);
        settings.put("tls", StackConfig::tls);
        return settings;
    }
}
