package com.renderowl.monitoring.config;

import java.util.Optional;

/**
 * What can stand for encrypted values where nobody needs to know them, such as in a rendering: it is no secret, and the
 * reader accepts it.
 */
public final class SecretPlaceholders {

    static final String TEXT = "placeholder";

    static final String DATA_SOURCE = "postgresql://placeholder@placeholder:5432/placeholder";

    /** In bcrypt's form, but of no password: no hash of one ends in the same 53 characters. */
    private static final String HASH = "$2y$10$" + ".".repeat(53);

    private SecretPlaceholders() {}

    /**
     * The placeholder of one value.
     *
     * @param path of the value in the stack's configuration, such as {@code secrets.redisPassword}
     * @return empty where only the value itself will do, as of a section that is encrypted as a whole
     */
    public static Optional<String> of(String path) {
        String section = path.split("[.\\[]", 2)[0];
        if (!StackConfigReader.ENCRYPTABLE.contains(section)) {
            // Refused because it is encrypted, whatever it is.
            return Optional.of(TEXT);
        }
        if (path.equals(KeyPath.child(StackSecrets.SECTION, StackSecrets.POSTGRES_DATA_SOURCE_NAME))) {
            return Optional.of(DATA_SOURCE);
        }
        if (section.equals(StackSecrets.SECTION) && !path.equals(section)) {
            return Optional.of(TEXT);
        }
        return path.startsWith("basicAuth.users") && path.endsWith(".passwordHash")
                ? Optional.of(HASH)
                : Optional.empty();
    }
}
