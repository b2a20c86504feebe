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
        Map<String, Object> config = new HashMap<>(plain);
        // The engine's own entries stay: its salt, and the secrets that it has encrypted with it.
        values(settings).forEach((key, value) -> {
            if (value instanceof Map<?, ?> map && map.containsKey("secure")) {
                config.put(key, value);
            }
        });
        settings.put(CONFIG, config);
        Pulumi.writeYaml(file, settings);
        newSecrets.forEach((key, value) ->
                pulumi.runWithInput(value, CONFIG, "set", "--secret", key).requireOutput());
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

    private static Map<String, Object> values(Map<String, Object> settings) {
        Map<String, Object> values = new HashMap<>();
        if (settings.get(CONFIG) instanceof Map<?, ?> config) {
            config.forEach((key, value) -> values.put(String.valueOf(key), value));
        }
        return values;
    }
}
