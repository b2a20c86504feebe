package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Stack configurations for tests, written as they stand in a stack file and handed over as the engine does it. */
final class Stacks {

    static final String PROJECT = "renderowl-monitoring";

    private Stacks() {}

    /**
     * The configuration below {@code config:} of a stack file, without the project's name in front of the keys. The key
     * {@code secrets} counts as encrypted.
     */
    static ConfigSource source(String yaml) {
        return source(yaml, Set.of("secrets"));
    }

    /** Like {@link #source(String)} with the keys that count as encrypted. */
    static ConfigSource source(String yaml, Set<String> encrypted) {
        Map<String, Object> loaded = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
        Map<String, String> values = new LinkedHashMap<>();
        (loaded == null ? Map.<String, Object>of() : loaded)
                .forEach((key, value) -> values.put(qualified(key), handedOver(value)));
        return new ConfigSource(
                values, Set.copyOf(encrypted.stream().map(Stacks::qualified).toList()));
    }

    /** What the engine makes of a value: JSON of a structure, an empty text of nothing. */
    static String handedOver(Object value) {
        if (value == null) {
            return "";
        }
        return value instanceof Map || value instanceof Iterable
                ? new Gson().newBuilder().serializeNulls().create().toJson(value)
                : value.toString();
    }

    /** The text of a file among the tests' resources. */
    static String resource(String path) {
        try (InputStream stream = Objects.requireNonNull(Stacks.class.getResourceAsStream(path), path)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Reads for the stack {@code staging}. */
    static StackConfig read(String yaml) {
        return StackConfigReader.read(source(yaml), PROJECT, "staging").config();
    }

    /** Reads what must be refused. */
    static InvalidConfigurationException refused(ConfigSource source) {
        return refused(source, "staging");
    }

    /** Reads what must be refused for this stack. */
    static InvalidConfigurationException refused(String yaml, String stack) {
        return refused(source(yaml), stack);
    }

    private static InvalidConfigurationException refused(ConfigSource source, String stack) {
        InvalidConfigurationException refusal = catchThrowableOfType(
                InvalidConfigurationException.class, () -> StackConfigReader.read(source, PROJECT, stack));
        if (refusal == null) {
            throw new AssertionError("the configuration was accepted: " + source.values());
        }
        return refusal;
    }

    /** Like {@link #refused(ConfigSource)}. */
    static InvalidConfigurationException refused(String yaml) {
        return refused(source(yaml));
    }

    private static String qualified(String key) {
        return key.contains(":") ? key : PROJECT + ":" + key;
    }
}
