package com.renderowl.monitoring.proof;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.session.StateFolder;
import com.renderowl.monitoring.harness.Cluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The objects of one stack, without what controllers have made of them and without the namespace of the applications,
 * which is not the stack's.
 *
 * @param identities {@code Kind namespace/name} to the object's uid
 */
record StackObjects(Map<String, String> identities) {

    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final String PROJECT = "renderowl-monitoring";

    /** Those in a cluster, by their labels; what is being deleted does not count. */
    static StackObjects in(Cluster cluster, String stack) {
        Map<String, String> identities = new TreeMap<>();
        ClusterSnapshot.of(cluster).objects().forEach((key, object) -> {
            Map<String, String> labels = ClusterSnapshot.labels(object);
            boolean isOurs = PROJECT.equals(labels.get(PART_OF)) && stack.equals(labels.get(INSTANCE));
            boolean isMadeOfOurs =
                    object.getAsJsonObject("metadata").has("ownerReferences") || key.startsWith("Endpoints ");
            if (isOurs && !isMadeOfOurs && !ClusterSnapshot.isGoing(object)) {
                identities.put(key, uid(object));
            }
        });
        return new StackObjects(identities);
    }

    /** Those that a state knows. */
    static StackObjects inState(StateFolder state) {
        Map<String, String> identities = new TreeMap<>();
        for (JsonElement element : resources(state)) {
            JsonObject resource = element.getAsJsonObject();
            boolean isOurs = !resource.get("urn").getAsString().endsWith("::namespaces-application");
            if (isOurs
                    && resource.get("outputs") instanceof JsonObject outputs
                    && outputs.get("metadata") instanceof JsonObject) {
                identities.put(ClusterSnapshot.key(outputs), uid(outputs));
            }
        }
        return new StackObjects(identities);
    }

    private static Iterable<JsonElement> resources(StateFolder state) {
        try {
            JsonObject checkpoint = JsonParser.parseString(Files.readString(state.stateFile()))
                    .getAsJsonObject()
                    .getAsJsonObject("checkpoint");
            return checkpoint.get("latest") instanceof JsonObject latest
                            && latest.get("resources") instanceof JsonArray found
                    ? found
                    : new JsonArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Set<String> keys() {
        return identities.keySet();
    }

    /** The uids of claims and namespaces: another one means that data was lost. */
    Map<String, String> identitiesOfWhatHoldsData() {
        return identities.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith("PersistentVolumeClaim ")
                        || entry.getKey().startsWith("Namespace "))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }

    private static String uid(JsonObject object) {
        return object.getAsJsonObject("metadata").get("uid").getAsString();
    }
}
