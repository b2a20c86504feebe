package com.renderowl.monitoring.model;

/** A variable in the environment of a container. */
public sealed interface EnvironmentVariable {

    /** Its name. */
    String name();

    /**
     * A value that is no secret.
     *
     * @param name the variable
     * @param value its value
     */
    record Plain(String name, String value) implements EnvironmentVariable {}

    /**
     * A value from a Kubernetes Secret. The container starts without the variable when the Secret is missing: an
     * exporter that runs and says what it lacks tells more than one that never starts.
     *
     * @param name the variable
     * @param secretName the Secret
     * @param key the key in the Secret
     */
    record FromSecret(String name, String secretName, String key) implements EnvironmentVariable {}
}
