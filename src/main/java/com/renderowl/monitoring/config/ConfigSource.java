package com.renderowl.monitoring.config;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.util.Map;
import java.util.Set;

/**
 * The stack's configuration as the engine hands it to a program: every key with its namespace
 * ({@code renderowl-monitoring:prometheus}), structured values as JSON text, secrets decrypted.
 *
 * <p>The SDK's own {@code Config} can only be asked for a key that is known beforehand; refusing an unknown key needs
 * all of them, so the program reads the same data at its source.
 *
 * @param values key to value, never null
 * @param secretKeys the keys whose values must never be shown
 */
public record ConfigSource(Map<String, String> values, Set<String> secretKeys) {

    public ConfigSource {
        values = Map.copyOf(values);
        secretKeys = Set.copyOf(secretKeys);
    }

    /**
     * Reads what Pulumi's Java language host puts into the environment ({@code PULUMI_CONFIG} and
     * {@code PULUMI_CONFIG_SECRET_KEYS}, both JSON).
     */
    public static ConfigSource fromEnvironment(Map<String, String> environment) {
        Gson gson = new Gson();
        Map<String, String> values = gson.fromJson(
                environment.getOrDefault("PULUMI_CONFIG", "{}"), new TypeToken<Map<String, String>>() {}.getType());
        Set<String> secretKeys = gson.fromJson(
                environment.getOrDefault("PULUMI_CONFIG_SECRET_KEYS", "[]"), new TypeToken<Set<String>>() {}.getType());
        return new ConfigSource(values, secretKeys);
    }

    /** The values would appear in any log that prints this record, so only the number of keys does. */
    @Override
    public String toString() {
        return "ConfigSource[" + values.size() + " keys]";
    }
}
