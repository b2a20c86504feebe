package com.renderowl.monitoring.cli.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the engine does, or would do, to one resource.
 *
 * <p>Source: {@code StepEventMetadata} in {@code sdk/go/common/apitype/events.go} of pulumi 3.254.0.
 *
 * @param operation {@code same}, {@code create}, {@code update}, {@code delete}, {@code replace}, ...
 * @param urn the resource
 * @param type such as {@code kubernetes:core/v1:Namespace}
 * @param changes the kind of each change, such as {@code update-replace}, by the path of the changed property
 * @param replaceReasons the properties that force a replacement; {@code provider} where all of a cluster or engine moves
 * @param before the resource until now, or null for a new one
 * @param after the resource from then on, or null for one that goes
 */
public record Step(
        String operation,
        String urn,
        String type,
        SortedMap<String, String> changes,
        List<String> replaceReasons,
        @Nullable State before,
        @Nullable State after) {

    /** Reading what is there. */
    static final String REFRESH = "refresh";

    public Step {
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
        replaceReasons = List.copyOf(replaceReasons);
    }

    /**
     * A resource at one moment. Secret values in it are {@code [secret]}.
     *
     * @param inputs what the program declares
     * @param outputs what the provider knows of it
     * @param isRetained whether the object itself stays when the engine lets go of the resource
     */
    public record State(JsonObject inputs, JsonObject outputs, boolean isRetained) {

        private static @Nullable State of(@Nullable JsonElement element) {
            return element instanceof JsonObject object
                    ? new State(
                            object(object, "inputs"),
                            object(object, "outputs"),
                            text(object, "retainOnDelete").equals("true"))
                    : null;
        }
    }

    /** Reads the metadata of an event. */
    static Step of(JsonObject metadata) {
        SortedMap<String, String> changes = new TreeMap<>();
        object(metadata, "detailedDiff")
                .asMap()
                .forEach((path, change) -> changes.put(path, text(change.getAsJsonObject(), "diffKind")));
        // A provider that tells no details tells at least which properties they are in.
        texts(metadata, "diffs").stream()
                .filter(property -> changes.keySet().stream().noneMatch(path -> isWithin(property, path)))
                .toList()
                .forEach(property -> changes.put(property, "update"));
        return new Step(
                text(metadata, "op"),
                text(metadata, "urn"),
                text(metadata, "type"),
                changes,
                texts(metadata, "keys"),
                State.of(metadata.get("old")),
                State.of(metadata.get("new")));
    }

    /** The logical name, the last part of the URN. */
    public String name() {
        return urn.substring(urn.lastIndexOf("::") + 2);
    }

    /** Whether another resource takes its place. */
    public boolean isReplacement() {
        return operation.contains("replace");
    }

    /** Whether it goes and nothing of its name comes. */
    public boolean isDeletion() {
        return operation.equals("delete");
    }

    private static boolean isWithin(String property, String path) {
        return path.equals(property) || path.startsWith(property + ".") || path.startsWith(property + "[");
    }

    private static List<String> texts(JsonObject object, String key) {
        List<String> texts = new ArrayList<>();
        if (object.get(key) instanceof JsonArray array) {
            array.forEach(element -> texts.add(element.getAsString()));
        }
        return texts;
    }

    private static JsonObject object(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject found ? found : new JsonObject();
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
