package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.pulumi.core.Output;
import com.renderowl.monitoring.config.KeyReference.Form;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
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

    /** The name of the secret with the password of Grafana's user admin. */
    public static final String GRAFANA_ADMIN_PASSWORD = "grafanaAdminPassword";

    /** The key of the object of secrets. */
    public static final String SECTION = "secrets";

    private final Reading reading;
    private final Map<String, String> values;
    private final Set<String> referenced =
            new TreeSet<>(Set.of(POSTGRES_DATA_SOURCE_NAME, REDIS_PASSWORD, SCRAPE_PASSWORD, GRAFANA_ADMIN_PASSWORD));

    private StackSecrets(Reading reading, Map<String, String> values) {
        this.reading = reading;
        this.values = Collections.unmodifiableMap(values);
    }

    /**
     * Reads the object of secrets of the whole configuration.
     *
     * @param encrypted whether the stack's configuration holds it encrypted; in clear it is refused
     */
    static StackSecrets read(ObjectReader root, boolean encrypted) {
        Map<String, String> values = new LinkedHashMap<>();
        StackSecrets secrets = new StackSecrets(root.reading(), values);
        secrets.describe(POSTGRES_DATA_SOURCE_NAME, "Connection of the PostgreSQL exporter", DataSourceName.ALLOWED);
        secrets.describe(REDIS_PASSWORD, "Password of Redis, if it asks for one", "a text");
        secrets.describe(
                SCRAPE_PASSWORD,
                "Password of the user that scrapes and probes Prometheus; required with basicAuth.enabled",
                "a text of at most 72 bytes");
        secrets.describe(
                GRAFANA_ADMIN_PASSWORD,
                "Password of Grafana's user admin; required with grafana.deploy unless grafana.adminSecretName is given; on the"
                        + " platform docker it is admin unless it is given",
                "a text");
        JsonElement element = root.element(SECTION);
        if (element.isJsonObject()) {
            secrets.fill(element.getAsJsonObject(), encrypted, values);
        } else if (!element.isJsonNull()) {
            root.refuse(
                    SECTION, KeyReader.shape(element), "names with encrypted texts", secrets.toEncrypt(REDIS_PASSWORD));
        }
        return secrets;
    }

    private void fill(JsonObject object, boolean encrypted, Map<String, String> into) {
        if (!encrypted && !object.isEmpty()) {
            reading.problems()
                    .add(
                            SECTION,
                            "is stored in clear text",
                            "values that were set with --secret",
                            "change what was exposed, then set each again: " + toEncrypt("NAME"));
        }
        object.asMap().forEach((name, given) -> {
            String text = given.isJsonPrimitive() ? given.getAsString() : "";
            if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,62}")) {
                // Names become file names where Prometheus reads its credentials.
                refuse(name, "is not a valid name for a secret", "letters, digits, dashes and underscores, at most 63");
            } else if (text.isBlank()) {
                refuse(name, "is empty or not a text", "a text");
            } else if (text.chars().anyMatch(Character::isISOControl)) {
                refuse(name, "holds a line break or another control character", "a text on one line");
            } else if (name.equals(POSTGRES_DATA_SOURCE_NAME)) {
                DataSourceName.problem(text).ifPresent(problem -> refuse(name, problem, DataSourceName.ALLOWED));
            }
            // Kept even when it is wrong, so that nobody is told that it is missing.
            into.put(name, text);
        });
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

    /**
     * Reads a key whose value is the name of a secret, and reports when there is no such secret. What was given is not
     * shown then: it may be the secret itself.
     */
    @Nullable
    String reference(ObjectReader reader, String key, String description) {
        Syntax<String> name = new Syntax<>(
                text -> {
                    if (!has(text)) {
                        throw new SecretInClearException("names no secret that this stack has (name not shown, in case"
                                + " it is the secret itself)");
                    }
                    referenced.add(text);
                    return text;
                },
                "the NAME of a secret that was set by " + toEncrypt("NAME"));
        return reader.key(key, description).valueOrNull(name);
    }

    /**
     * Reports when a secret holds no URL, or one with another port than {@code reader} has under the key {@code port}: the
     * network policy would stop what is sent there. Nothing may be derived from the secret itself, as it stands in the
     * rendered files; placeholders pass.
     */
    void checkUrl(@Nullable String name, ObjectReader reader, int port) {
        if (name == null || !has(name) || value(name).equals(SecretPlaceholders.TEXT)) {
            return;
        }
        try {
            if (WebUrl.port(WebUrl.parse(value(name))) != port) {
                reader.refuse(
                        "port",
                        "is not the port of the URL in " + KeyPath.child(SECTION, name),
                        "the port of that URL: the one behind its host, else 443 for https and 80 for http",
                        reading.toSet(reader.pathOf("port")));
            }
        } catch (IllegalArgumentException reason) {
            refuse(name, String.valueOf(reason.getMessage()), "an http or https URL");
        }
    }

    /** The server of the PostgreSQL exporter's connection; empty where the connection is not known, or is refused. */
    Optional<DataSourceName.Server> databaseServer() {
        return Optional.ofNullable(values.get(POSTGRES_DATA_SOURCE_NAME))
                .filter(connection -> !connection.equals(SecretPlaceholders.DATA_SOURCE)
                        && DataSourceName.problem(connection).isEmpty())
                .map(DataSourceName::server);
    }

    /** Reports when there is no secret of this name. */
    void require(String name, String neededBy) {
        if (!has(name)) {
            refuse(name, "is missing; " + neededBy + " needs it", "an encrypted text");
        }
    }

    /** Reports the secrets that nothing in the configuration refers to. */
    void refuseUnused() {
        for (String name : values.keySet()) {
            if (!referenced.contains(name)) {
                String path = KeyPath.child(SECTION, name);
                reading.problems()
                        .add(
                                path,
                                "is not referred to by anything",
                                String.join(", ", referenced),
                                NearestName.of(name, referenced)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("remove it: " + reading.toRemove(path)));
            }
        }
    }

    /** Reports a problem with the secret {@code name}; the fix is to set it again. */
    void refuse(String name, String what, String allowed) {
        reading.problems().add(KeyPath.child(SECTION, name), what, allowed, toEncrypt(name));
    }

    private String toEncrypt(String name) {
        return reading.toEncrypt(KeyPath.child(SECTION, name));
    }

    private void describe(String name, String description, String allowed) {
        reading.reference()
                .accept(new KeyReference(KeyPath.child(SECTION, name), description, allowed, "", false, Form.TEXT));
    }

    /** The names only. */
    @Override
    public String toString() {
        return "StackSecrets" + values.keySet();
    }
}
