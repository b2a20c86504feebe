package com.renderowl.monitoring.config;

import org.jspecify.annotations.Nullable;

/**
 * Where credentials come from: from the stack's own secrets, or from a Kubernetes Secret that somebody else makes.
 *
 * @param secrets the stack's own
 * @param secretName the Kubernetes Secret, or null for the stack's own secrets
 */
record Credentials(StackSecrets secrets, @Nullable String secretName) {

    /** What Kubernetes accepts as a key, and what is surely no credential in the wrong place. */
    private static final String KEY = "[A-Za-z0-9_-]([A-Za-z0-9._-]{0,61}[A-Za-z0-9_-])?";

    static Credentials read(ObjectReader reader, StackSecrets secrets) {
        return new Credentials(
                secrets,
                reader.key(
                                "secretName",
                                "Secret that is there already; urlSecret, bearerTokenSecret, passwordSecret and"
                                        + " routingKeySecret then name its keys, not secrets of the stack")
                        .valueOrNull(Syntax.DOTTED_NAME));
    }

    /** Reads a key whose value is the name of a secret of the stack, or a key of the Kubernetes Secret. */
    @Nullable
    String reference(ObjectReader reader, String key, String description) {
        if (secretName == null) {
            return secrets.reference(reader, key, description);
        }
        Syntax<String> name = new Syntax<>(
                text -> {
                    if (!text.matches(KEY)) {
                        throw new SecretInClearException(
                                "is no key of a Secret (not shown, in case it is the secret" + " itself)");
                    }
                    return text;
                },
                "a key of the Secret " + secretName + ": letters, digits, dots, dashes and underscores, at most 63");
        return reader.key(key, description).valueOrNull(name);
    }

    /** Reports a secret of the stack that holds no URL, or one with another port; what others make is not known here. */
    void checkUrl(@Nullable String name, ObjectReader reader, int port) {
        if (secretName == null) {
            secrets.checkUrl(name, reader, port);
        }
    }

    /** Reports a Secret of which no key is named. */
    void refuseUnused(ObjectReader reader) {
        if (secretName != null) {
            reader.refuse(
                    "secretName",
                    "is given, but nothing of the receiver is in it",
                    "a Secret that urlSecret, bearerTokenSecret, passwordSecret or routingKeySecret names a key of",
                    "name the key, or remove it: " + reader.reading().toRemove(reader.pathOf("secretName")));
        }
    }

    /** What the value of {@link #reference} may be, for who did not give one. */
    String allowed(ObjectReader reader) {
        return secretName == null
                ? "the NAME of a secret that was set by " + reader.reading().toEncrypt("secrets.NAME")
                : "a key of the Secret " + secretName;
    }
}
