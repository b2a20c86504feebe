package com.renderowl.monitoring.cli.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.engine.Step.State;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An object as its cluster or Docker engine knows it.
 *
 * @param kind such as {@code PersistentVolumeClaim}, or {@code Docker volume}
 * @param namespace empty where it is in none
 * @param name in its namespace
 */
public record ObjectIdentity(String kind, String namespace, String name) {

    private static final String DOCKER = "docker:";

    /**
     * The object that a resource is at one moment.
     *
     * @param step about the resource
     * @param state the one or the other of the step
     */
    public static ObjectIdentity of(Step step, @Nullable State state) {
        JsonObject inputs = state == null ? new JsonObject() : state.inputs();
        JsonObject named = inputs.get("metadata") instanceof JsonObject metadata ? metadata : inputs;
        String kind = step.type().substring(step.type().lastIndexOf(':') + 1);
        return new ObjectIdentity(
                step.type().startsWith(DOCKER) ? "Docker " + kind.toLowerCase(Locale.ROOT) : kind,
                text(named, "namespace"),
                text(named, "name"));
    }

    /** {@code PersistentVolumeClaim monitoring/prometheus-data}. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? name : namespace + "/" + name);
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
