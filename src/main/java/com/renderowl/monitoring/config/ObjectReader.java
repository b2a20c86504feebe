package com.renderowl.monitoring.config;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Reads one object of the configuration strictly: it knows its path, remembers which keys were asked for, and reports
 * the others as unknown. A wrong value is reported and the default used instead, so that reading goes on and finds the
 * next problem. A section without a value (all its lines commented out) is as good as none.
 */
final class ObjectReader {

    private static final String OBJECT_ALLOWED = "an object with keys of its own, see docs/configuration.md";

    private final Reading reading;
    private final JsonObject object;
    private final String path;
    private final boolean hidden;
    private final Set<String> hiddenKeys;
    private final Set<String> known = new LinkedHashSet<>();
    private final Set<String> refused = new HashSet<>();

    private ObjectReader(Reading reading, JsonObject object, String path, boolean hidden, Set<String> hiddenKeys) {
        this.reading = reading;
        this.object = object;
        this.path = path;
        this.hidden = hidden;
        this.hiddenKeys = hiddenKeys;
    }

    /**
     * Starts with the whole configuration.
     *
     * @param hiddenKeys the keys below which no value may be shown
     */
    static ObjectReader root(Reading reading, JsonObject object, Set<String> hiddenKeys) {
        return new ObjectReader(reading, object, "", false, hiddenKeys);
    }

    /** The key {@code name} of this object, to be read by one of the methods of what is returned. */
    KeyReader key(String name, String description) {
        known.add(name);
        return new KeyReader(reading, pathOf(name), description, object.get(name), isHidden(name));
    }

    /** The path of a key below this object. */
    String pathOf(String... names) {
        String result = path;
        for (String name : names) {
            result = KeyPath.child(result, name);
        }
        return result;
    }

    /** What all readers share. */
    Reading reading() {
        return reading;
    }

    /** The names of the keys that the user gave. */
    List<String> names() {
        return List.copyOf(object.keySet());
    }

    /** Whether the user gave this key a value. */
    boolean has(String name) {
        return object.has(name) && !object.get(name).isJsonNull();
    }

    /** Whether the list or object under {@code name} is missing or has no entry, be it valid or not. */
    boolean isEmpty(String name) {
        JsonElement element = given(name);
        return element.isJsonNull()
                || (element.isJsonArray() && element.getAsJsonArray().isEmpty())
                || (element.isJsonObject() && element.getAsJsonObject().isEmpty());
    }

    /** The object under {@code name}; an empty one where there is none, so that its defaults apply. */
    ObjectReader object(String name) {
        known.add(name);
        JsonElement element = given(name);
        if (element.isJsonObject()) {
            return below(pathOf(name), element.getAsJsonObject(), isHidden(name));
        }
        if (!element.isJsonNull()) {
            refuse(name, KeyReader.shape(element), OBJECT_ALLOWED, reading.toSet(pathOf(name, "KEY")));
        }
        return below(pathOf(name), new JsonObject(), isHidden(name));
    }

    /** The object under {@code name} as if nothing were given there, for a section that does not count. */
    ObjectReader objectOfNothing(String name) {
        known.add(name);
        return below(pathOf(name), new JsonObject(), false);
    }

    /** The objects of the list under {@code name}; the path of each ends in its index. */
    List<ObjectReader> objects(String name) {
        known.add(name);
        JsonElement element = given(name);
        JsonArray entries = new JsonArray();
        if (element.isJsonArray()) {
            entries = element.getAsJsonArray();
        } else if (!element.isJsonNull()) {
            refuse(name, KeyReader.shape(element), "a list of objects", "write it as a list, even with one entry");
        }
        List<ObjectReader> readers = new ArrayList<>();
        for (int index = 0; index < entries.size(); index++) {
            JsonElement entry = entries.get(index);
            String entryPath = KeyPath.entry(pathOf(name), index);
            if (entry.isJsonObject()) {
                readers.add(below(entryPath, entry.getAsJsonObject(), isHidden(name)));
            } else {
                reading.problems()
                        .add(
                                entryPath,
                                KeyReader.shape(entry),
                                OBJECT_ALLOWED,
                                reading.toSet(KeyPath.child(entryPath, "KEY")));
            }
        }
        return readers;
    }

    /** The element under {@code name} as it was given, for a section with a shape of its own; JSON's null for none. */
    JsonElement element(String name) {
        known.add(name);
        return given(name);
    }

    /** Reports a problem with this object as a whole. */
    void refuse(String what, String allowed, String fix) {
        reading.problems().add(path, what, allowed, fix);
    }

    /** Reports a problem with the key {@code name} of this object. */
    void refuse(String name, String what, String allowed, String fix) {
        reading.problems().add(pathOf(name), what, allowed, fix);
    }

    /** Reports the key {@code name} where it is given although it has no business there; it is not unknown then. */
    void refuseIfGiven(String name, String what, String allowed) {
        refused.add(name);
        if (has(name)) {
            refuse(name, what, allowed, "remove it: " + reading.toRemove(pathOf(name)));
        }
    }

    /** Reports every key that nothing asked for. */
    void refuseUnknownKeys() {
        refuseUnknownKeys(List.of());
    }

    /** Like {@link #refuseUnknownKeys()}; {@code elsewhere} are paths of other sections that may have been meant. */
    void refuseUnknownKeys(Collection<String> elsewhere) {
        for (String given : object.keySet()) {
            if (known.contains(given) || refused.contains(given)) {
                continue;
            }
            refuse(
                    given,
                    "is not a known key",
                    String.join(", ", known),
                    NearestName.of(given, known)
                            .or(() -> elsewhere.stream()
                                    .filter(other -> other.endsWith("." + given))
                                    .findFirst())
                            .map(near -> "did you mean " + near + "?")
                            .orElse("remove it: " + reading.toRemove(pathOf(given))));
        }
    }

    private ObjectReader below(String childPath, JsonObject child, boolean childHidden) {
        return new ObjectReader(reading, child, childPath, childHidden, Set.of());
    }

    private JsonElement given(String name) {
        return object.has(name) ? object.get(name) : JsonNull.INSTANCE;
    }

    private boolean isHidden(String name) {
        return hidden || hiddenKeys.contains(name);
    }
}
