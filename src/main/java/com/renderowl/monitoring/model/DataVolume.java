package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.VolumeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A volume of a cluster on which a part of the stack keeps its data, one for each replica.
 *
 * @param part whose it is: {@code prometheus} or {@code alertmanager}, which is also its section of the configuration
 * @param name what the logical name of its claim ends in
 * @param namespace where the claim is
 * @param claim the claim's name
 * @param volume what is claimed
 */
public record DataVolume(String part, String name, String namespace, String claim, VolumeConfig volume) {

    private static final String DATA = "data";

    private static final Pattern OPERATED = Pattern.compile("(\\w+)-(.+)-db-\\1-\\2(-shard-\\d+)?-\\d+");

    /** All of a stack; none on a Docker engine, where volumes have no size. */
    public static List<DataVolume> of(StackConfig config) {
        List<DataVolume> volumes = new ArrayList<>(ofPrometheus(config));
        if (config.alertmanager().runs()) {
            volumes.addAll(ofAlertmanager(config));
        }
        return List.copyOf(volumes);
    }

    /** Those of the stack's own Prometheus. */
    public static List<DataVolume> ofPrometheus(StackConfig config) {
        return config.operator().deployPrometheus()
                ? volumes(
                        config,
                        PrometheusWorkload.NAME,
                        config.operator().shards(),
                        config.prometheus().replicas(),
                        config.prometheus().volume())
                : List.of();
    }

    /** Those of the stack's own Alertmanager. */
    public static List<DataVolume> ofAlertmanager(StackConfig config) {
        return volumes(
                config,
                AlertmanagerWorkload.NAME,
                1,
                config.alertmanager().replicas(),
                config.alertmanager().volume());
    }

    private static List<DataVolume> volumes(
            StackConfig config, String part, int shards, int replicas, VolumeConfig volume) {
        String namespace = config.namespaces().monitoring();
        return switch (config.platform()) {
            case KUBERNETES -> List.of(new DataVolume(part, DATA, namespace, part + "-" + DATA, volume));
            case OPERATOR -> {
                List<DataVolume> volumes = new ArrayList<>();
                for (int shard = 0; shard < shards; shard++) {
                    for (int replica = 0; replica < replicas; replica++) {
                        String number = (shard == 0 ? "" : "-shard-" + shard) + "-" + replica;
                        volumes.add(new DataVolume(
                                part, DATA + number, namespace, operated(part, config.stack(), number), volume));
                    }
                }
                yield volumes;
            }
            case DOCKER -> List.of();
        };
    }

    /**
     * The name under which a StatefulSet of Prometheus Operator looks for the claim of a pod, {@code TEMPLATE-POD}; the
     * template's name is that of the operator's resource with {@code -db} ({@code VolumeName} and {@code
     * prometheusNameByShard} in {@code pkg/prometheus/common.go}, {@code volumeName} in {@code
     * pkg/alertmanager/statefulset.go} of prometheus-operator 0.93.1).
     */
    private static String operated(String part, String stack, String number) {
        String resource = part + "-" + stack;
        return resource + "-db-" + resource + number;
    }

    /** The key that says how large it is. */
    public String sizeKey() {
        return part + ".volume.size";
    }

    /** Whether this is the claim of one of several replicas, which stays where it is when there are fewer. */
    public static boolean isOfReplica(String claim) {
        return OPERATED.matcher(claim).matches();
    }

    /** The resource whose pods use a claim, as kubectl takes its kind and name. */
    public static String user(String claim) {
        Matcher operated = OPERATED.matcher(claim);
        return operated.matches()
                ? operated.group(1) + " " + operated.group(2)
                : "deployment " + claim.replaceFirst("-" + DATA + "$", "");
    }

    @Override
    public String toString() {
        return namespace + "/" + claim;
    }
}
