package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    private static final String VALUES = "PULUMI_CONFIG";

    private static final String SECRET_KEYS = "PULUMI_CONFIG_SECRET_KEYS";

    public ConfigSource {
        values = Map.copyOf(values);
        secretKeys = Set.copyOf(secretKeys);
    }

    /**
     * Reads what Pulumi's Java language host puts into the environment ({@code PULUMI_CONFIG} and
     * {@code PULUMI_CONFIG_SECRET_KEYS}, both JSON); a missing one is as good as an empty one.
     *
     * @throws InvalidConfigurationException when one of them is not what the host writes
     */
    public static ConfigSource fromEnvironment(Map<String, String> environment) {
        Map<String, String> values = new LinkedHashMap<>();
        JsonElement object = json(VALUES, environment.get(VALUES), "{}");
        if (!object.isJsonObject()) {
            throw unreadable(VALUES);
        }
        object.getAsJsonObject().asMap().forEach((key, value) -> values.put(key, text(VALUES, value)));
        Set<String> secretKeys = new HashSet<>();
        JsonElement list = json(SECRET_KEYS, environment.get(SECRET_KEYS), "[]");
        if (!list.isJsonArray()) {
            throw unreadable(SECRET_KEYS);
        }
        list.getAsJsonArray().forEach(key -> secretKeys.add(text(SECRET_KEYS, key)));
        return new ConfigSource(values, secretKeys);
    }

    /** The values would appear in any log that prints this record, so only the number of keys does. */
    @Override
    public String toString() {
        return "ConfigSource[" + values.size() + " keys]";
    }

    private static JsonElement json(String variable, @Nullable String text, String otherwise) {
        try {
            return StrictJson.parse(text == null || text.isBlank() ? otherwise : text);
        } catch (InvalidJsonException ignored) {
            throw unreadable(variable);
        }
    }

    private static String text(String variable, JsonElement element) {
        if (!element.isJsonPrimitive()) {
            throw unreadable(variable);
        }
        return element.getAsString();
    }

    /** Says nothing of the content, which may hold secrets. */
    private static InvalidConfigurationException unreadable(String variable) {
        return new InvalidConfigurationException(List.of(new Problem(
                variable,
                "the environment variable is not what Pulumi writes",
                "the JSON that Pulumi's Java language host puts there",
                "start the program by ./monitoring or pulumi, which set it")));
    }
}
