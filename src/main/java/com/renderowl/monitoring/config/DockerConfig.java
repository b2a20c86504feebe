package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What only a stack on a Docker engine has.
 *
 * @param namePrefix what the names of its containers and volumes start with; names are unique on an engine
 * @param network the name of its network
 * @param bindAddress the address of this machine on which its ports are published
 * @param prometheusPort where Prometheus is on this machine
 * @param alertmanagerPort where Alertmanager is on this machine
 * @param grafanaPort where Grafana is on this machine, if it is part of the stack
 */
public record DockerConfig(
        String namePrefix,
        String network,
        String bindAddress,
        int prometheusPort,
        int alertmanagerPort,
        int grafanaPort) {

    /** By this name containers reach what runs on the machine itself. */
    public static final String HOST = "host.docker.internal";

    private static final Syntax<String> NAME =
            Syntax.matching(Names::isObjectName, "is not a valid name", Names.OBJECT_ALLOWED);

    private static final Syntax<String> ADDRESS = Syntax.matching(
            text -> text.matches("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}"),
            "is not an IPv4 address",
            "an IPv4 address of this machine; 0.0.0.0 publishes to everybody who reaches it");

    /** Where one of the stack's ports is reached from this machine. */
    public URI urlOf(int port) {
        return URI.create("http://" + (bindAddress.equals("0.0.0.0") ? "127.0.0.1" : bindAddress) + ":" + port);
    }

    static DockerConfig read(ObjectReader root, Platform platform) {
        return switch (platform) {
            case KUBERNETES, OPERATOR -> {
                root.refuseIfGiven("docker", "is for the platform docker", "with platform: docker only");
                yield read(root.objectOfNothing("docker"));
            }
            case DOCKER -> read(root.object("docker"));
        };
    }

    private static DockerConfig read(ObjectReader reader) {
        DockerConfig config = new DockerConfig(
                reader.key("namePrefix", "What the names of containers and volumes start with")
                        .value(NAME, "renderowl"),
                reader.key("network", "Name of the network of the containers").value(NAME, "renderowl-monitoring"),
                reader.key("bindAddress", "Address of this machine on which ports are published")
                        .value(ADDRESS, "127.0.0.1"),
                reader.key("prometheusPort", "Port of Prometheus on this machine")
                        .value(Syntax.PORT, 9090),
                reader.key("alertmanagerPort", "Port of Alertmanager on this machine")
                        .value(Syntax.PORT, 9093),
                reader.key("grafanaPort", "Port of Grafana on this machine").value(Syntax.PORT, 3001));
        reader.refuseUnknownKeys();
        config.checkPorts(reader);
        return config;
    }

    private void checkPorts(ObjectReader reader) {
        Map<Integer, String> keys = new HashMap<>();
        ports().forEach((key, port) -> {
            String other = keys.putIfAbsent(port, key);
            if (other != null) {
                reader.refuse(
                        key,
                        "is also " + reader.pathOf(other),
                        "a port of its own",
                        reader.reading().toSet(reader.pathOf(key)));
            }
        });
    }

    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("prometheusPort", prometheusPort);
        ports.put("alertmanagerPort", alertmanagerPort);
        ports.put("grafanaPort", grafanaPort);
        return ports;
    }
}
