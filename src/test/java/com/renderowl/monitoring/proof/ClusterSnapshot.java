package com.renderowl.monitoring.proof;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.Cluster;
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
public record ClusterSnapshot(Map<String, JsonObject> objects) {

    /** Histories of what happened, which come and go by themselves, and a kind that is deprecated. */
    private static final Set<String> LEFT_OUT = Set.of("events", "events.events.k8s.io", "componentstatuses");

    private static final Set<String> WORKLOADS = Set.of("Deployment", "DaemonSet");

    public static ClusterSnapshot of(Cluster cluster) {
        String kinds = cluster.kubectl("api-resources", "--verbs=list", "--output=name")
                .lines()
                .filter(kind -> !LEFT_OUT.contains(kind))
                .collect(Collectors.joining(","));
        Map<String, JsonObject> objects = new TreeMap<>();
        for (JsonElement item :
                cluster.json("get", kinds, "--all-namespaces").getAsJsonObject().getAsJsonArray("items")) {
            JsonObject object = item.getAsJsonObject();
            objects.put(key(object), object);
        }
        return new ClusterSnapshot(objects);
    }

    /** Waits for a moment at which each workload has one pod, and none is on its way out. */
    public static ClusterSnapshot settled(Cluster cluster) {
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

    /** Waits for a moment at which every pod is Ready, and none is on its way out. */
    public static ClusterSnapshot ready(Cluster cluster) {
        cluster.waitUntil(
                "every pod is Ready",
                Duration.ofMinutes(3),
                () ->
                        cluster
                                .json("get", "pods", "--all-namespaces")
                                .getAsJsonObject()
                                .getAsJsonArray("items")
                                .asList()
                                .stream()
                                .map(JsonElement::getAsJsonObject)
                                .allMatch(pod -> !isGoing(pod) && isReady(pod)));
        return of(cluster);
    }

    private static boolean isReady(JsonObject pod) {
        JsonElement conditions = pod.getAsJsonObject("status").get("conditions");
        return conditions != null
                && conditions.getAsJsonArray().asList().stream()
                        .map(JsonElement::getAsJsonObject)
                        .anyMatch(
                                condition -> condition.get("type").getAsString().equals("Ready")
                                        && condition.get("status").getAsString().equals("True"));
    }

    /** The keys, less the kind, that are in both with another value. */
    public static <V> Set<String> changed(Map<String, V> old, Map<String, V> now) {
        return old.keySet().stream()
                .filter(key -> now.containsKey(key) && !now.get(key).equals(old.get(key)))
                .map(key -> key.substring(key.indexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The object of a key such as {@code Service monitoring/prometheus}; for one without a namespace {@code Node node-1}. */
    public JsonObject get(String key) {
        JsonObject object = objects.get(key);
        if (object == null) {
            throw new AssertionError("There is no " + key + " among " + objects.keySet());
        }
        return object;
    }

    /** The keys of the objects that the other one does not have. */
    public Set<String> without(ClusterSnapshot other) {
        Set<String> keys = new TreeSet<>(objects.keySet());
        keys.removeAll(other.objects.keySet());
        return keys;
    }

    /** The identity of each object: another one means that it was deleted and made anew. */
    public Map<String, String> identities() {
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
    public Map<String, Set<String>> pods() {
        return objects.values().stream()
                .filter(object -> kind(object).equals("Pod") && !isGoing(object))
                .collect(Collectors.groupingBy(
                        object -> metadata(object).get("namespace").getAsString() + "/"
                                + labels(object).get("app"),
                        TreeMap::new,
                        Collectors.mapping(object -> metadata(object).get("uid").getAsString(), Collectors.toSet())));
    }

    /** How often each container of each pod was started again, by the pod's key and the container's name. */
    public Map<String, Integer> restarts() {
        Map<String, Integer> restarts = new TreeMap<>();
        objects.forEach((key, object) -> {
            if (kind(object).equals("Pod") && object.getAsJsonObject("status").has("containerStatuses")) {
                object.getAsJsonObject("status")
                        .getAsJsonArray("containerStatuses")
                        .forEach(status -> restarts.put(
                                key + " " + status.getAsJsonObject().get("name").getAsString(),
                                status.getAsJsonObject().get("restartCount").getAsInt()));
            }
        });
        return restarts;
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
