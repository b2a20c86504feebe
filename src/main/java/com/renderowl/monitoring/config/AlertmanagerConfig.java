package com.renderowl.monitoring.config;

import java.util.Map;

/**
 * The Alertmanager that Prometheus sends its alerts to.
 *
 * @param enabled whether alerts are sent
 * @param pods where it is
 * @param port where it listens
 */
public record AlertmanagerConfig(boolean enabled, PeerConfig.Pods pods, int port) {

    static AlertmanagerConfig read(ObjectReader reader, String monitoringNamespace) {
        boolean enabled = reader.key("enabled", "Whether alerts are sent to an Alertmanager in the cluster")
                .value(Syntax.FLAG, true);
        int port = reader.key("port", "Port of Alertmanager").value(Syntax.PORT, 9093);
        PeerConfig.Pods pods = PeerConfig.readPods(
                reader,
                "Alertmanager",
                new PeerConfig.Pods(monitoringNamespace, Map.of("app.kubernetes.io/name", "alertmanager")));
        if (enabled && reader.has("selector") && reader.isEmpty("selector")) {
            reader.refuse(
                    "selector",
                    "is empty, so alerts would go to every pod of the namespace",
                    "at least one label",
                    "set the labels of its pods, or set " + reader.pathOf("enabled") + " to false");
        }
        return new AlertmanagerConfig(enabled, pods, port);
    }
}
