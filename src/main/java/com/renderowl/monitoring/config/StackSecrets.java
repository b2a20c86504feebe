package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.pulumi.core.Output;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of the stack's secrets, by name; everything else in the program carries only the names. Values leave this
 * class as secret outputs, which the engine encrypts in its state, or to be hashed.
 */
public final class StackSecrets {

    /** The name of the secret with the PostgreSQL exporter's connection. */
    public static final String POSTGRES_DATA_SOURCE_NAME = "postgresDataSourceName";

    /** The name of the secret with the Redis exporter's password. */
    public static final String REDIS_PASSWORD = "redisPassword";

    /** The name of the secret with the password of the user that scrapes and probes when basic authentication is on. */
    public static final String SCRAPE_PASSWORD = "scrapePassword";

    private static final String PATH = "secrets";

    private final Map<String, String> values;
    private final Set<String> referenced =
            new LinkedHashSet<>(Set.of(POSTGRES_DATA_SOURCE_NAME, REDIS_PASSWORD, SCRAPE_PASSWORD));

    private StackSecrets(Map<String, String> values) {
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads the object of secrets.
     *
     * @param element the object, or null where there is none
     * @param encrypted whether the stack's configuration holds it encrypted; in clear it is refused
     */
    static StackSecrets read(@Nullable JsonElement element, boolean encrypted, Problems problems) {
        Map<String, String> values = new LinkedHashMap<>();
        if (element == null || element.isJsonNull()) {
            return new StackSecrets(values);
        }
        if (!element.isJsonObject()) {
            problems.add(
                    PATH,
                    "is not an object",
                    "names with encrypted texts",
                    "pulumi config set --secret --path " + PATH + "." + REDIS_PASSWORD);
            return new StackSecrets(values);
        }
        JsonObject object = element.getAsJsonObject();
        if (!encrypted && object.size() > 0) {
            problems.add(
                    PATH,
                    "is stored in clear text",
                    "values that were set with --secret",
                    "change what was exposed, then set each again: pulumi config set --secret --path " + PATH
                            + ".NAME");
        }
        for (Map.Entry<String, JsonElement> entry : object.entrySet()) {
            if (entry.getValue().isJsonPrimitive()
                    && !entry.getValue().getAsString().isEmpty()) {
                values.put(entry.getKey(), entry.getValue().getAsString());
            } else {
                problems.add(
                        PATH + "." + entry.getKey(),
                        "is empty or not a text",
                        "a text",
                        "pulumi config set --secret --path " + PATH + "." + entry.getKey());
            }
        }
        return new StackSecrets(values);
    }

    /** Whether the stack has a secret of this name. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** The secret as an output that stays secret; there must be one of this name. */
    public Output<String> output(String name) {
        return Output.ofSecret(value(name));
    }

    /** The secret in clear, for hashing only; there must be one of this name. */
    public String value(String name) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException("there is no secret named " + name);
        }
        return value;
    }

    /** Reads a key whose value is the name of a secret, and reports when there is no such secret. */
    @Nullable
    String reference(ObjectReader reader, String key, String description) {
        String name = reader.key(key, description).parsedOrNull(text -> text, "a name under " + PATH);
        if (name == null) {
            return null;
        }
        require(name, reader.pathOf(key), reader.problems());
        return name;
    }

    /** Reports when there is no secret of this name. */
    void require(String name, String neededBy, Problems problems) {
        referenced.add(name);
        if (!has(name)) {
            problems.add(
                    PATH + "." + name,
                    "is missing; " + neededBy + " needs it",
                    "a text, encrypted",
                    "pulumi config set --secret --path " + PATH + "." + name);
        }
    }

    /** Reports the secrets that nothing in the configuration refers to. */
    void refuseUnused(Problems problems) {
        for (String name : values.keySet()) {
            if (!referenced.contains(name)) {
                problems.add(
                        PATH + "." + name,
                        "nothing refers to this secret",
                        String.join(", ", new TreeSet<>(referenced)),
                        NearestName.suggestion(
                                name,
                                new TreeSet<>(referenced),
                                "remove it: pulumi config rm --path " + PATH + "." + name));
            }
        }
    }

    /** The names only. */
    @Override
    public String toString() {
        return "StackSecrets" + values.keySet();
    }
}
