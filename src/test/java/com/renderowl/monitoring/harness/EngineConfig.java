package com.renderowl.monitoring.harness;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.config.ConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stack's configuration: what the test gives, what is in the stack's file, and what the engine makes of it. */
final class EngineConfig {

    private static final String PROJECT = "renderowl-monitoring";
    private static final String CONFIG = "config";

    private final Pulumi pulumi;
    private final String fileName;
    private final Map<String, Object> plain = new HashMap<>();
    private final Map<String, String> newSecrets = new HashMap<>();
    private @Nullable ConfigSource source;

    EngineConfig(Pulumi pulumi, String stack) {
        this.pulumi = pulumi;
        this.fileName = "Pulumi." + stack + ".yaml";
    }

    void replace(Map<String, ?> values) {
        plain.clear();
        values.forEach((key, value) -> plain.put(qualified(key), value));
        source = null;
    }

    void replaceByCommitted() {
        try {
            replace(values(Pulumi.readYaml(Tools.projectRoot().resolve(fileName))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void secret(String key, String value) {
        newSecrets.put(qualified(key), value);
        source = null;
    }

    /** Writes the stack's file if something has changed; the stack must exist. */
    void write() {
        source();
    }

    /** What the program gets. */
    ConfigSource source() {
        if (source == null) {
            try {
                source = writeAndRead();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return source;
    }

    private ConfigSource writeAndRead() throws IOException {
        Path file = pulumi.project().resolve(fileName);
        Map<String, Object> settings = Files.exists(file) ? Pulumi.readYaml(file) : new HashMap<>();
        // The engine's own entries stay: its salt, and the secrets that it has encrypted with it.
        Map<String, Object> config = withEncrypted(plain, values(settings));
        settings.put(CONFIG, config);
        Pulumi.writeYaml(file, settings);
        newSecrets.forEach((key, value) -> pulumi.runWithInput(value, CONFIG, "set", "--secret", "--path", key)
                .requireOutput());
        newSecrets.clear();

        String effective = pulumi.run(CONFIG, "--json", "--show-secrets").requireOutput();
        Map<String, String> values = new HashMap<>();
        Set<String> secretKeys = new HashSet<>();
        JsonParser.parseString(effective).getAsJsonObject().asMap().forEach((key, element) -> {
            JsonObject entry = element.getAsJsonObject();
            values.put(key, entry.get("value").getAsString());
            if (entry.get("secret").getAsBoolean()) {
                secretKeys.add(key);
            }
        });
        return new ConfigSource(values, secretKeys);
    }

    private static String qualified(String key) {
        return key.contains(":") ? key : PROJECT + ":" + key;
    }

    /** Adds the encrypted values of a tree, and the maps that lead to them, to another tree. */
    private static Map<String, Object> withEncrypted(Map<String, Object> given, Map<String, Object> written) {
        Map<String, Object> result = new HashMap<>(given);
        written.forEach((key, value) -> {
            Map<String, Object> below = asMap(value);
            if (below.containsKey("secure")) {
                result.put(key, below);
            } else if (!below.isEmpty()) {
                Map<String, Object> merged = withEncrypted(asMap(given.get(key)), below);
                if (!merged.isEmpty()) {
                    result.put(key, merged);
                }
            }
        });
        return result;
    }

    private static Map<String, Object> values(Map<String, Object> settings) {
        return asMap(settings.get(CONFIG));
    }

    /** A copy; empty for what is no map. */
    private static Map<String, Object> asMap(@Nullable Object value) {
        Map<String, Object> copy = new HashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, element) -> copy.put(String.valueOf(key), element));
        }
        return copy;
    }
}
