package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ImageReference;
import java.util.List;
import java.util.Map;

/**
 * The Alertmanager that Prometheus sends its alerts to: the stack's own, or one that is in the cluster already.
 *
 * @param enabled whether alerts are sent
 * @param deploy whether the stack runs its own
 * @param pods where one is that the stack does not run
 * @param port where that one listens
 * @param image the container image of the stack's own
 * @param replicas how many of the stack's own tell each other whom they have told of what
 * @param resources what it may use
 * @param volume the volume that keeps its silences, and whom it has told of what
 * @param routing whom it tells
 */
public record AlertmanagerConfig(
        boolean enabled,
        boolean deploy,
        PeerConfig.Pods pods,
        int port,
        ImageReference image,
        int replicas,
        ResourceConfig resources,
        VolumeConfig volume,
        AlertRouting routing) {

    /** Where Alertmanager listens. */
    public static final int PORT = 9093;

    /** Where replicas talk to each other. */
    public static final int CLUSTER_PORT = 9094;

    /** More agree more slowly and are no safer. */
    private static final int MOST_REPLICAS = 7;

    /** What is true of an Alertmanager that the stack does not run. */
    private static final List<String> ELSEWHERE = List.of("namespace", "selector", "port");

    /** What is true of the stack's own. */
    private static final List<String> OWN = List.of(
            "image",
            "replicas",
            "resources",
            "volume",
            "receivers",
            "routes",
            "grouping",
            "watchdog",
            "requireReceivers");

    static AlertmanagerConfig read(ObjectReader reader, String monitoringNamespace, StackSecrets secrets) {
        boolean enabled = reader.key("enabled", "Whether alerts are sent to an Alertmanager in the cluster")
                .value(Syntax.FLAG, true);
        boolean deploy = reader.key("deploy", "Whether the stack runs its own; false for one that is there already")
                .value(Syntax.FLAG, true);
        int port = reader.key("port", "Port of one that is there already").value(Syntax.PORT, PORT);
        ImageReference image = reader.key("image", "Container image").value(Syntax.ALERTMANAGER, Images.ALERTMANAGER);
        int replicas = reader.key("replicas", "How many of them; more than 1 with platform: operator only")
                .value(Syntax.integer(1, MOST_REPLICAS), 1);
        ResourceConfig resources =
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("50m", "250m", "64Mi", "128Mi"));
        VolumeConfig volume =
                VolumeConfig.read(reader.object("volume"), "silences and the log of notifications", "1Gi");
        AlertRouting routing = AlertRouting.read(reader, monitoringNamespace, secrets);
        PeerConfig.Pods pods = PeerConfig.readPods(
                reader,
                "an Alertmanager that is there already",
                new PeerConfig.Pods(monitoringNamespace, Map.of("app.kubernetes.io/name", ReservedJobs.ALERTMANAGER)));
        AlertmanagerConfig config =
                new AlertmanagerConfig(enabled, deploy, pods, port, image, replicas, resources, volume, routing);
        config.check(reader);
        return config;
    }

    /** Whether the stack runs one. */
    public boolean runs() {
        return enabled && deploy;
    }

    private void check(ObjectReader reader) {
        if (enabled && !deploy && reader.has("selector") && reader.isEmpty("selector")) {
            reader.refuse(
                    "selector",
                    "is empty, so alerts would go to every pod of the namespace",
                    "at least one label",
                    "set the labels of its pods, or set " + reader.pathOf("enabled") + " to false");
        }
        String deployPath = reader.pathOf("deploy");
        refuseGiven(
                reader,
                deploy ? ELSEWHERE : OWN,
                deploy
                        ? "is about an Alertmanager that is there already, but the stack runs its own"
                        : "is about the stack's own Alertmanager, but " + deployPath + " is false",
                deployPath + ": " + !deploy);
        if (runs()) {
            routing.checkHeard(reader);
        } else if (!enabled && deploy && routing.requireReceivers()) {
            reader.refuse(
                    "enabled",
                    "is false, so alerts would reach nobody",
                    "true, because " + reader.pathOf("requireReceivers") + " is true, as it is in production",
                    "set it to true, or set " + reader.pathOf("requireReceivers") + " to false");
        }
    }

    private static void refuseGiven(ObjectReader reader, List<String> keys, String what, String allowed) {
        for (String key : keys) {
            if (reader.has(key)) {
                reader.refuse(
                        key,
                        what,
                        allowed,
                        "remove it: " + reader.reading().toRemove(reader.pathOf(key)) + ", or set "
                                + allowed.replace(": ", " to "));
            }
        }
    }
}
