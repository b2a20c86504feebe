package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.AlertRouting;
import com.renderowl.monitoring.config.AlertmanagerConfig;
import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Builds the workload of Alertmanager. */
public final class AlertmanagerWorkload {

    /** The name of the workload and its Service. */
    public static final String NAME = ReservedJobs.ALERTMANAGER;

    /** The ConfigMap with {@code alertmanager.yml}. */
    public static final String CONFIG_MAP = "alertmanager-config";

    /** The Secret with what Alertmanager needs to reach its receivers. */
    public static final String RECEIVERS_SECRET = "alertmanager-receivers";

    /** Replicas agree here on who tells whom; by TCP and by UDP. */
    static final List<Port> CLUSTER_PORTS = List.of(
            Port.tcp("cluster", AlertmanagerConfig.CLUSTER_PORT),
            Port.udp("cluster-udp", AlertmanagerConfig.CLUSTER_PORT));

    /** The claim for silences and the log of notifications. */
    public static final String CLAIM = "alertmanager-data";

    /** Where it listens. */
    public static final Port PORT = Port.tcp("web", AlertmanagerConfig.PORT);

    private static final int PERIOD_SECONDS = 10;

    /**
     * After a start the alerts arrive one by one, within the minute after which Prometheus repeats them; until then an
     * alert could be sent that another one, not here yet, inhibits.
     */
    public static final int START_DELAY_SECONDS = 60;

    /** How long it remembers whom it has told. */
    public static final String RETENTION = AlertRouting.LONGEST_REPETITION.milliseconds() / 3_600_000 + "h";

    /** {@code monitoring alert test} needs to know which receiver failed, not only what kind. */
    public static final List<String> FEATURES = List.of("receiver-name-in-metrics", "auto-gomemlimit");

    /** It does not end before it has begun (dispatch/dispatch.go of 0.34.2), and writes silences to disk after that. */
    private static final int STOP_SECONDS = START_DELAY_SECONDS + 30;

    private AlertmanagerWorkload() {}

    static Workload build(StackConfig config) {
        AlertmanagerConfig alertmanager = config.alertmanager();
        return new Workload(
                WorkloadKind.SINGLE_WITH_VOLUME,
                config.namespaces().monitoring(),
                new Labels(
                        NAME, "alerting", config.stack(), alertmanager.image().version()),
                alertmanager.image(),
                List.of(
                        "--config.file=" + Paths.ALERTMANAGER_YML,
                        "--storage.path=" + Paths.ALERTMANAGER_DATA,
                        "--data.retention=" + RETENTION,
                        "--dispatch.start-delay=" + START_DELAY_SECONDS + "s",
                        "--web.listen-address=:" + PORT.number(),
                        // One instance has nobody to gossip with.
                        "--cluster.listen-address=",
                        "--enable-feature=" + String.join(",", FEATURES)),
                List.of(),
                PORT,
                new Probes(
                        Probe.httpGet("/-/ready", PORT.number(), 5, 12),
                        Probe.httpGet("/-/ready", PORT.number(), PERIOD_SECONDS, 3),
                        Probe.httpGet("/-/healthy", PORT.number(), PERIOD_SECONDS, 6)),
                mounts(config),
                alertmanager.resources(),
                SecurityProfile.restricted(SecurityProfile.ALERTMANAGER),
                false,
                STOP_SECONDS);
    }

    /** The names of the stack's secrets that Alertmanager needs, in the order of their names. */
    public static Set<String> secrets(StackConfig config) {
        Set<String> names = new TreeSet<>();
        for (ReceiverConfig receiver : config.alertmanager().routing().receivers()) {
            if (receiver.secretName() == null) {
                names.addAll(receiver.integration().secrets());
            }
        }
        return names;
    }

    /** The Secrets that somebody else makes for Alertmanager, with the keys that it needs, both in order of their names. */
    public static SortedMap<String, SortedSet<String>> existingSecrets(StackConfig config) {
        SortedMap<String, SortedSet<String>> keys = new TreeMap<>();
        for (ReceiverConfig receiver : config.alertmanager().routing().receivers()) {
            if (receiver.secretName() != null) {
                keys.computeIfAbsent(receiver.secretName(), unused -> new TreeSet<>())
                        .addAll(receiver.integration().secrets());
            }
        }
        return keys;
    }

    private static List<Mount> mounts(StackConfig config) {
        List<Mount> mounts = new ArrayList<>();
        mounts.add(new Mount("config", Paths.ALERTMANAGER_CONFIG, new Mount.Source.ConfigFiles(CONFIG_MAP)));
        mounts.add(new Mount("data", Paths.ALERTMANAGER_DATA, new Mount.Source.Data(CLAIM)));
        if (!secrets(config).isEmpty()) {
            mounts.add(
                    new Mount("receivers", Paths.ALERTMANAGER_SECRETS, new Mount.Source.SecretFiles(RECEIVERS_SECRET)));
        }
        // Numbered, as the name of a Secret may be too long for that of a volume.
        int number = 0;
        for (String secret : existingSecrets(config).keySet()) {
            number++;
            mounts.add(new Mount(
                    "existing-secret-" + number,
                    Paths.ALERTMANAGER_EXISTING_SECRETS + "/" + secret,
                    new Mount.Source.SecretFiles(secret)));
        }
        return mounts;
    }
}
