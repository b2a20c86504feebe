package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads one object of the configuration strictly: it knows its path, remembers which keys were asked for, and reports
 * the others as unknown. A wrong value is reported and the default used instead, so that reading goes on and finds the
 * next problem.
 */
final class ObjectReader {

    private final JsonObject object;
    private final String path;
    private final Set<String> secretKeys;
    private final Problems problems;
    private final Consumer<KeyReference> reference;
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Starts at {@code object}.
     *
     * @param path the object's path, empty for the whole configuration
     * @param secretKeys the first parts of paths below which no value may be shown
     * @param problems where problems go
     * @param reference is told of every key that is asked for
     */
    ObjectReader(
            JsonObject object,
            String path,
            Set<String> secretKeys,
            Problems problems,
            Consumer<KeyReference> reference) {
        this.object = object;
        this.path = path;
        this.secretKeys = secretKeys;
        this.problems = problems;
        this.reference = reference;
    }

    /** The key {@code name} of this object, to be read by one of the methods of what is returned. */
    KeyReader key(String name, String description) {
        known.add(name);
        JsonElement element = object.get(name);
        return new KeyReader(
                pathOf(name),
                description,
                element == null || element.isJsonNull() ? null : element,
                isSecret(pathOf(name)),
                problems,
                reference);
    }

    /** The path of a key of this object. */
    String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** This object's own path. */
    String path() {
        return path;
    }

    Problems problems() {
        return problems;
    }

    /** The keys that the user gave, in the user's order. */
    List<String> keys() {
        return List.copyOf(object.keySet());
    }

    /** Whether the user gave this key. */
    boolean has(String name) {
        return object.has(name) && !object.get(name).isJsonNull();
    }

    /** The object under {@code name}; an empty one where there is none, so that its defaults apply. */
    ObjectReader object(String name) {
        known.add(name);
        JsonElement element = object.get(name);
        JsonObject inner = new JsonObject();
        if (element != null && element.isJsonObject()) {
            inner = element.getAsJsonObject();
        } else if (element != null && !element.isJsonNull()) {
            problems.add(
                    pathOf(name),
                    "is " + KeyReader.shape(element, isSecret(pathOf(name))),
                    "an object with keys of its own",
                    "write its keys on lines of their own below it, see docs/configuration.md");
        }
        return new ObjectReader(inner, pathOf(name), secretKeys, problems, reference);
    }

    /** The objects of the list under {@code name}; the path of each ends in its index. */
    List<ObjectReader> objects(String name) {
        known.add(name);
        List<ObjectReader> readers = new ArrayList<>();
        List<JsonElement> elements =
                KeyReader.elements(pathOf(name), object.get(name), isSecret(pathOf(name)), problems);
        for (int index = 0; index < elements.size(); index++) {
            String itemPath = pathOf(name) + "[" + index + "]";
            JsonElement element = elements.get(index);
            if (element.isJsonObject()) {
                readers.add(new ObjectReader(element.getAsJsonObject(), itemPath, secretKeys, problems, reference));
            } else {
                problems.add(
                        itemPath,
                        "is " + KeyReader.shape(element, isSecret(pathOf(name))),
                        "an object with keys of its own",
                        "see docs/configuration.md");
            }
        }
        return readers;
    }

    /** Reports every key that nothing asked for. */
    void refuseUnknownKeys() {
        for (String given : object.keySet()) {
            if (!known.contains(given)) {
                problems.add(
                        pathOf(given),
                        "unknown key",
                        String.join(", ", known),
                        NearestName.suggestion(given, known, "remove it"));
            }
        }
    }

    private boolean isSecret(String valuePath) {
        return secretKeys.contains(valuePath.split("[.\\[]", 2)[0]);
    }

    /** The object as it was given, for values with a shape of their own. */
    @Nullable
    JsonElement element(String name) {
        known.add(name);
        return object.get(name);
    }
}
