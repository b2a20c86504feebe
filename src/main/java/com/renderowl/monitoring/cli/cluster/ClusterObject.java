package com.renderowl.monitoring.cli.cluster;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An object as the API server tells it, or a part of one. What is not there is empty, zero or false, so that nobody has to
 * ask for every step on the way.
 *
 * @param json the object
 */
public record ClusterObject(JsonObject json) {

    /** Its name. */
    public String name() {
        return text("metadata", "name");
    }

    /** Its namespace; empty for one that is in none. */
    public String namespace() {
        return text("metadata", "namespace");
    }

    /** Its labels. */
    public Map<String, String> labels() {
        return texts("metadata", "labels");
    }

    /** Names with texts below a path. */
    public Map<String, String> texts(String... path) {
        Map<String, String> texts = new TreeMap<>();
        if (element(path) instanceof JsonObject object) {
            object.asMap().forEach((name, value) -> {
                if (value.isJsonPrimitive()) {
                    texts.put(name, value.getAsString());
                }
            });
        }
        return texts;
    }

    /** A text. */
    public String text(String... path) {
        JsonElement element = element(path);
        return element.isJsonPrimitive() ? element.getAsString() : "";
    }

    /** A whole number. */
    public long number(String... path) {
        JsonElement element = element(path);
        return element.isJsonPrimitive() ? element.getAsLong() : 0;
    }

    /** The objects of a list. */
    public List<ClusterObject> list(String... path) {
        List<ClusterObject> entries = new ArrayList<>();
        if (element(path) instanceof JsonArray array) {
            for (JsonElement entry : array) {
                if (entry instanceof JsonObject object) {
                    entries.add(new ClusterObject(object));
                }
            }
        }
        return entries;
    }

    /** Whether there is something at this path, be it empty. */
    public boolean has(String... path) {
        return !element(path).isJsonNull();
    }

    /** A part of it; an empty one where there is none. */
    public ClusterObject part(String... path) {
        return new ClusterObject(element(path) instanceof JsonObject object ? object : new JsonObject());
    }

    /** What is at a path; JSON's null where nothing is. */
    public JsonElement element(String... path) {
        JsonElement element = json;
        for (String name : path) {
            element = element instanceof JsonObject object && object.has(name) ? object.get(name) : JsonNull.INSTANCE;
        }
        return element;
    }
}
