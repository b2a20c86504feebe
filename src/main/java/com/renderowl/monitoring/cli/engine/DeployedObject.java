package com.renderowl.monitoring.cli.engine;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.units.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An object of a cluster as the state of a stack has it.
 *
 * @param urn the resource's name in the state
 * @param group the group of its API, such as {@code apps}; empty for the core group
 * @param identity its kind, namespace and name
 * @param uid its identity when it was last read; empty where that is not known
 * @param inputs what the program declared
 * @param isProtected whether the engine refuses to let go of the resource
 */
public record DeployedObject(
        String urn, String group, ObjectIdentity identity, String uid, JsonObject inputs, boolean isProtected) {

    /** What stands for the owner of an object without the annotation. */
    public static final String NO_OWNER = "none";

    private static final String KUBERNETES = "kubernetes:";

    /** All of a state. */
    public static List<DeployedObject> of(JsonArray resources) {
        List<DeployedObject> objects = new ArrayList<>();
        for (JsonElement element : resources) {
            JsonObject resource = element.getAsJsonObject();
            if (text(resource, "type").startsWith(KUBERNETES)) {
                objects.add(object(resource));
            }
        }
        return objects;
    }

    private static DeployedObject object(JsonObject resource) {
        JsonObject inputs = part(resource, "inputs");
        JsonObject declared = part(inputs, "metadata");
        String version = text(inputs, "apiVersion");
        return new DeployedObject(
                text(resource, "urn"),
                version.contains("/") ? version.substring(0, version.indexOf('/')) : "",
                new ObjectIdentity(text(inputs, "kind"), text(declared, "namespace"), text(declared, "name")),
                text(part(part(resource, "outputs"), "metadata"), "uid"),
                inputs,
                text(resource, "protect").equals("true"));
    }

    /** What no other object has at the same time. */
    public String key() {
        return group + "/" + identity;
    }

    /** Whether it is a namespace. */
    public boolean isNamespace() {
        return group.isEmpty() && identity.kind().equals("Namespace");
    }

    /** The kind as kubectl takes it, such as {@code deployment.apps}. */
    public String kindForKubectl() {
        String kind = identity.kind().toLowerCase(Locale.ROOT);
        return group.isEmpty() ? kind : kind + "." + group;
    }

    /** The owner that the program declared; empty in a state of a release that had none. */
    public String mark() {
        return annotation(Owner.ANNOTATION);
    }

    /**
     * Whose an object is instead of the stack's: the other owner, or {@link #NO_OWNER}; empty where it still is the stack's.
     *
     * @param before the owner annotation when it was deployed, or empty
     * @param now the one that it has now, or empty
     */
    public static String newOwner(String before, String now) {
        if (now.isEmpty()) {
            return before.isEmpty() ? "" : NO_OWNER;
        }
        boolean isSame = Owner.parse(before)
                .flatMap(old -> Owner.parse(now).map(old::isSameStack))
                .orElse(false);
        return isSame ? "" : now;
    }

    /** The value of an annotation that the program declared; empty where there is none. */
    public String annotation(String key) {
        return text(part(part(inputs, "metadata"), "annotations"), key);
    }

    /** The value of a label that the program declared; empty where there is none. */
    public String label(String key) {
        return text(part(part(inputs, "metadata"), "labels"), key);
    }

    private static JsonObject part(JsonObject object, String key) {
        return object.get(key) instanceof JsonObject found ? found : new JsonObject();
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
