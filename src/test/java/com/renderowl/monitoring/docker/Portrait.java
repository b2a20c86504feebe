package com.renderowl.monitoring.docker;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** All that the engine was told about a container, flat: path to value, without what is empty, so that two compare. */
final class Portrait {

    private Portrait() {}

    /** What {@code docker inspect} has of a container, but for what differs between two containers that are the same. */
    static SortedMap<String, String> of(JsonObject inspected) {
        SortedMap<String, String> all = new TreeMap<>();
        put(all, "Name", inspected.get("Name"));
        JsonObject config = inspected.getAsJsonObject("Config").deepCopy();
        // The first letters of the container's own id.
        config.remove("Hostname");
        put(all, "Config", config);
        JsonObject host = inspected.getAsJsonObject("HostConfig").deepCopy();
        // Two ways to say the same: what is mounted in the end is below.
        List.of("Binds", "Mounts").forEach(host::remove);
        put(all, "HostConfig", host);
        for (JsonElement mount : inspected.getAsJsonArray("Mounts")) {
            JsonObject one = mount.getAsJsonObject().deepCopy();
            // Where a volume is on the disk, and how the mount was written down.
            List.of("Mode", "Driver").forEach(one::remove);
            if (one.has("Name")) {
                one.remove("Source");
            }
            String at = one.remove("Destination").getAsString();
            put(all, "Mounts " + at, one);
        }
        for (Map.Entry<String, JsonElement> network : inspected
                .getAsJsonObject("NetworkSettings")
                .getAsJsonObject("Networks")
                .entrySet()) {
            Set<String> aliases = new TreeSet<>();
            // Where there is no network there are no names.
            if (network.getValue().getAsJsonObject().get("Aliases") instanceof JsonArray names) {
                names.forEach(alias -> aliases.add(alias.getAsString()));
            }
            // The engine adds the first letters of the id.
            aliases.removeIf(inspected.get("Id").getAsString()::startsWith);
            all.put("Networks " + network.getKey(), aliases.toString());
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /** What a volume or a network was made with. */
    static SortedMap<String, String> ofShared(JsonObject inspected) {
        SortedMap<String, String> all = new TreeMap<>();
        for (String key : List.of("Name", "Driver", "Scope", "Labels", "Options", "Internal", "EnableIPv6")) {
            if (inspected.has(key)) {
                put(all, key, inspected.get(key));
            }
        }
        return Collections.unmodifiableSortedMap(all);
    }

    /** Where the two differ: path to both values, {@code -} for none. */
    static SortedMap<String, String> differences(Map<String, String> one, Map<String, String> other) {
        SortedMap<String, String> found = new TreeMap<>();
        Set<String> paths = new TreeSet<>(one.keySet());
        paths.addAll(other.keySet());
        for (String path : paths) {
            String here = one.getOrDefault(path, "-");
            String there = other.getOrDefault(path, "-");
            if (!here.equals(there)) {
                found.put(path, here + " | " + there);
            }
        }
        return found;
    }

    private static void put(SortedMap<String, String> all, String path, JsonElement value) {
        if (value instanceof JsonObject object) {
            object.entrySet().forEach(entry -> put(all, path + "." + entry.getKey(), entry.getValue()));
        } else if (value instanceof JsonArray array) {
            List<String> entries = new ArrayList<>();
            array.forEach(entry -> entries.add(entry.isJsonPrimitive() ? entry.getAsString() : entry.toString()));
            // The order of variables and hosts has no meaning.
            if (path.endsWith(".Env")) {
                Collections.sort(entries);
            }
            if (!entries.isEmpty()) {
                all.put(path, entries.toString());
            }
        } else if (value instanceof JsonPrimitive primitive
                && !Set.of("", "0", "false").contains(primitive.getAsString())) {
            all.put(path, primitive.getAsString());
        }
    }
}
