package com.renderowl.monitoring.proof;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.Kubectl;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Every object of every kind that the API server lists, at one moment.
 *
 * @param objects {@code Kind namespace/name} to the object
 */
record ClusterSnapshot(Map<String, JsonObject> objects) {

    /** Histories of what happened, which come and go by themselves, and a kind that is deprecated. */
    private static final Set<String> LEFT_OUT = Set.of("events", "events.events.k8s.io", "componentstatuses");

    private static final Set<String> WORKLOADS = Set.of("Deployment", "DaemonSet");

    static ClusterSnapshot of(ControlPlane cluster) {
        return of(cluster::kubectl);
    }

    /** Of any cluster. */
    static ClusterSnapshot of(Kubectl cluster) {
        String kinds = cluster.run("api-resources", "--verbs=list", "--output=name")
                .lines()
                .filter(kind -> !LEFT_OUT.contains(kind))
                .collect(Collectors.joining(","));
        Map<String, JsonObject> objects = new TreeMap<>();
        String all = cluster.run("get", kinds, "--all-namespaces", "--output=json");
        for (JsonElement item : JsonParser.parseString(all).getAsJsonObject().getAsJsonArray("items")) {
            JsonObject object = item.getAsJsonObject();
            objects.put(key(object), object);
        }
        return new ClusterSnapshot(objects);
    }

    /** Waits for a moment at which each workload has one pod, and none is on its way out. */
    static ClusterSnapshot settled(ControlPlane cluster) {
        AtomicReference<ClusterSnapshot> last = new AtomicReference<>();
        cluster.waitUntil("every workload has one pod", Duration.ofMinutes(2), () -> {
            ClusterSnapshot now = of(cluster);
            last.set(now);
            boolean going = now.objects.values().stream()
                    .anyMatch(object -> kind(object).equals("Pod") && isGoing(object));
            return !going && now.pods().values().stream().allMatch(pods -> pods.size() == 1);
        });
        return last.get();
    }

    /** The keys, less the kind, that are in both with another value. */
    static <V> Set<String> changed(Map<String, V> old, Map<String, V> now) {
        return old.keySet().stream()
                .filter(key -> now.containsKey(key) && !now.get(key).equals(old.get(key)))
                .map(key -> key.substring(key.indexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The object of a key such as {@code Service monitoring/prometheus}; for one without a namespace {@code Node node-1}. */
    JsonObject get(String key) {
        JsonObject object = objects.get(key);
        if (object == null) {
            throw new AssertionError("There is no " + key + " among " + objects.keySet());
        }
        return object;
    }

    /** The keys of the objects that the other one does not have. */
    Set<String> without(ClusterSnapshot other) {
        Set<String> keys = new TreeSet<>(objects.keySet());
        keys.removeAll(other.objects.keySet());
        return keys;
    }

    /** The identity of each object: another one means that it was deleted and made anew. */
    Map<String, String> identities() {
        return figures("uid", kind -> true);
    }

    /** The version of each object of some kinds: it changes with every write. */
    Map<String, String> versions(Set<String> kinds) {
        return figures("resourceVersion", kinds::contains);
    }

    /** The generation of each workload: it changes with every write to its specification. */
    Map<String, String> generations() {
        return figures("generation", WORKLOADS::contains);
    }

    /** The identities of the pods that are not being deleted, by namespace and the label {@code app}. */
    Map<String, Set<String>> pods() {
        return objects.values().stream()
                .filter(object -> kind(object).equals("Pod") && !isGoing(object))
                .collect(Collectors.groupingBy(
                        object -> metadata(object).get("namespace").getAsString() + "/"
                                + labels(object).get("app"),
                        TreeMap::new,
                        Collectors.mapping(object -> metadata(object).get("uid").getAsString(), Collectors.toSet())));
    }

    /** Whether it is being deleted. */
    static boolean isGoing(JsonObject object) {
        return metadata(object).has("deletionTimestamp");
    }

    static Map<String, String> labels(JsonObject object) {
        Map<String, String> labels = new TreeMap<>();
        if (metadata(object).get("labels") instanceof JsonObject given) {
            given.asMap().forEach((name, value) -> labels.put(name, value.getAsString()));
        }
        return labels;
    }

    /** A member far down, as {@code at(service, "spec", "clusterIP")}. */
    static JsonElement at(JsonElement object, String... path) {
        return Arrays.stream(path)
                .reduce(object, (element, name) -> element.getAsJsonObject().get(name), (one, other) -> other);
    }

    private Map<String, String> figures(String member, Predicate<String> kinds) {
        Map<String, String> figures = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (kinds.test(kind(object))) {
                figures.put(key, metadata(object).get(member).getAsString());
            }
        });
        return figures;
    }

    /** {@code Kind namespace/name}. */
    static String key(JsonObject object) {
        JsonElement namespace = metadata(object).get("namespace");
        String name = metadata(object).get("name").getAsString();
        return kind(object) + " " + (namespace == null ? name : namespace.getAsString() + "/" + name);
    }

    private static String kind(JsonObject object) {
        return object.get("kind").getAsString();
    }

    private static JsonObject metadata(JsonObject object) {
        return object.getAsJsonObject("metadata");
    }
}
