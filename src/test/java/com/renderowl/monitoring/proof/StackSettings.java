package com.renderowl.monitoring.proof;

import com.google.gson.Gson;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/** A stack's configuration as a tree that edits are merged into, as {@code pulumi config set --path} does it. */
final class StackSettings {

    private static final String PROJECT = "renderowl-monitoring:";

    private final Map<String, Object> values = new LinkedHashMap<>();

    private StackSettings() {}

    /** What is committed for the stack staging. */
    static StackSettings committed() {
        return committed("staging");
    }

    /** What is committed for the stack of this name. */
    static StackSettings committed(String stack) {
        try {
            Map<String, Object> file = load(Files.readString(Tools.projectRoot().resolve("Pulumi." + stack + ".yaml")));
            StackSettings settings = new StackSettings();
            map(file.get("config"))
                    .forEach((key, value) -> settings.values.put(
                            key.startsWith(PROJECT) ? key.substring(PROJECT.length()) : key, value));
            return settings;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The given configuration only. */
    static StackSettings of(String yaml) {
        return new StackSettings().with(yaml);
    }

    /** Merges YAML into it; what is no map replaces what was there. */
    StackSettings with(String yaml) {
        merge(values, load(yaml));
        return this;
    }

    /** The text of a stack's file with it; JSON is YAML. */
    String file() {
        Map<String, Object> config = new LinkedHashMap<>();
        values.forEach((key, value) -> config.put(PROJECT + key, value));
        return new Gson().toJson(Map.of("config", config));
    }

    Map<String, Object> values() {
        return values;
    }

    private static void merge(Map<String, Object> into, Map<String, Object> more) {
        more.forEach((key, value) -> {
            if (value instanceof Map && into.get(key) instanceof Map) {
                Map<String, Object> both = new LinkedHashMap<>(map(into.get(key)));
                merge(both, map(value));
                into.put(key, both);
            } else {
                into.put(key, value);
            }
        });
    }

    private static Map<String, Object> load(String yaml) {
        return map(new Yaml().load(yaml));
    }

    private static Map<String, Object> map(Object value) {
        Map<String, Object> copy = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, element) -> copy.put(String.valueOf(key), element));
        }
        return copy;
    }
}
