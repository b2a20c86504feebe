package com.renderowl.monitoring.cli.guard;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.cli.engine.Step;
import com.renderowl.monitoring.cli.engine.Step.State;
import com.renderowl.monitoring.model.DataVolume;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is said of a loss.
 *
 * @param step the step that loses it
 * @param kind what it is
 * @param object the object that is there now
 */
record LossText(Step step, Kind kind, ObjectIdentity object) {

    /** What a part of the stack keeps on its volume, by the beginning of its resources' logical names. */
    private static final Map<String, String> DATA = Map.of(
            "prometheus", "all samples of Prometheus",
            "alertmanager", "Alertmanager's silences, and whom it has told of what",
            "grafana", "what people have saved in Grafana");

    /** The settings that such a change comes from, by the property that changes; PART is the part of the stack. */
    private static final Map<String, String> SETTINGS = Map.of(
            "spec.storageClassName", "PART.volume.storageClass",
            "metadata.namespace", "namespaces",
            "name", "docker.namePrefix");

    /** The settings of the namespaces' names, by the logical names of the namespaces. */
    private static final Map<String, String> NAMESPACES = Map.of(
            "namespaces-monitoring", "namespaces.monitoring", "namespaces-node-exporter", "namespaces.nodeExporter");

    private static final String PROVIDER = "provider";
    private static final int LONGEST_VALUE = 60;

    /** What would happen, and why. */
    String replaced(Optional<Step> successor) {
        String by = kind == Kind.VOLUME ? " by an empty one" : "";
        return object + " would be replaced" + by
                + successor
                        .map(other -> ", as the program calls it " + other.name() + " now")
                        .orElseGet(this::reasons);
    }

    /** What would happen where nothing comes in its place. */
    String deleted() {
        State before = step.before();
        boolean isKept = before != null && before.isRetained();
        return object + " would " + (isKept ? "leave the stack" : "be deleted")
                + ", as the stack no longer declares it";
    }

    private String reasons() {
        if (step.replaceReasons().contains(PROVIDER)) {
            return ", as another cluster or engine is meant than the one that it is on";
        }
        String changes = step.replaceReasons().stream()
                .map(path -> path + " changes" + values(path))
                .collect(Collectors.joining(" and "));
        return changes.isEmpty() ? ", as something that it depends on is" : ", as " + changes;
    }

    private String values(String path) {
        String old = value(step.before(), path);
        String now = value(step.after(), path);
        if (old.length() > LONGEST_VALUE || now.length() > LONGEST_VALUE || (old.isEmpty() && now.isEmpty())) {
            return "";
        }
        return " from " + (old.isEmpty() ? "nothing" : old) + " to " + (now.isEmpty() ? "nothing" : now);
    }

    /** A text below a path of plain names; secret values are masked in it. */
    private static String value(@Nullable State state, String path) {
        if (state == null) {
            return "";
        }
        String declared = value(state.inputs(), path);
        // What the program leaves to the cluster is only known from there.
        return declared.isEmpty() ? value(state.outputs(), path) : declared;
    }

    private static String value(JsonObject properties, String path) {
        JsonElement element = properties;
        for (String key : path.split("\\.", -1)) {
            element = element instanceof JsonObject object ? object.get(key) : null;
        }
        return element != null && element.isJsonPrimitive() ? element.getAsString() : "";
    }

    /**
     * What would be lost.
     *
     * @param stays whether the object itself stays where it is
     * @param held what else is in it
     */
    String consequence(boolean stays, List<String> held) {
        if (stays) {
            return "It stays in the cluster with " + data()
                    + ", but is not used; the stack finds it again when the change is taken back.";
        }
        return switch (kind) {
            case VOLUME -> "Lost would be " + data() + ".";
            case OPERATED ->
                "The operator ends its pods. It keeps their claims, with " + data()
                        + ", but what comes instead begins with empty ones.";
            case WORKLOAD -> "All its pods end at once and are made anew; what they miss meanwhile is lost.";
            case NAMESPACE -> "Lost would be all that is in it, with all data: " + String.join(", ", held) + ".";
        };
    }

    /** How a claim is replaced that the engine never deletes; it stays as long as a pod mounts it. */
    String byHand() {
        return "kubectl delete " + DataVolume.user(object.name()) + " -n " + object.namespace()
                + "; kubectl delete pvc " + object.name() + " -n " + object.namespace()
                + "; then the same command makes both anew.";
    }

    private String data() {
        return DATA.getOrDefault(part(), "the data on it");
    }

    private String part() {
        return step.name().replaceFirst("-.*", "");
    }

    /** How to keep it. */
    String avoidance() {
        if (step.replaceReasons().contains(PROVIDER)) {
            return "name the cluster that the stack is in: cluster.context, KUBECONFIG, DOCKER_HOST.";
        }
        if (step.isDeletion()) {
            return "leave what it belongs to switched on, on the platform that it has now.";
        }
        if (NAMESPACES.containsKey(step.name())) {
            return "set " + NAMESPACES.get(step.name()) + " back to what it was.";
        }
        return step.replaceReasons().stream()
                .flatMap(path -> Stream.ofNullable(SETTINGS.get(path)))
                .findFirst()
                .map(setting -> setting.replace("PART", part()))
                .map(setting -> "set " + setting + " back to what it was.")
                .orElse("take the change back.");
    }
}
