package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Operations that were cut off in the middle, as a state lists them. The engine only warns about them, and forgets a
 * created object that it never heard of again: if the object is in the cluster and no longer in the program, it would
 * stay there for ever.
 *
 * <p>A Kubernetes object's identity is known before it is created. So an object whose creation was cut off is written
 * into the state as if it were there, and a refresh then finds out whether it is: if not, it is dropped again.
 *
 * @param adopted what is now in the state, by URN
 * @param dropped what was only forgotten, by URN: its resource is in the state as it was before, or was none of the
 *     cluster's objects
 */
record InterruptedOperations(List<String> adopted, List<String> dropped) {

    /** See {@code fieldManagerName} in {@code provider/pkg/provider/provider.go} of pulumi-kubernetes 4.25.0. */
    private static final String FIELD_MANAGER = "__fieldManager";

    InterruptedOperations {
        adopted = List.copyOf(adopted);
        dropped = List.copyOf(dropped);
    }

    /**
     * Clears the operations of an exported state.
     *
     * @param export what {@code pulumi stack export} wrote; is changed
     */
    static InterruptedOperations clear(JsonObject export) {
        JsonElement deployment = export.get("deployment");
        if (deployment == null || !deployment.isJsonObject()) {
            return new InterruptedOperations(List.of(), List.of());
        }
        JsonObject state = deployment.getAsJsonObject();
        JsonArray resources = array(state, "resources");
        Set<String> known = new HashSet<>();
        resources.forEach(resource -> known.add(text(resource.getAsJsonObject(), "urn")));
        List<String> adopted = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (JsonElement operation : array(state, "pending_operations")) {
            JsonObject resource = operation.getAsJsonObject().getAsJsonObject("resource");
            String urn = text(resource, "urn");
            String id = identity(resource);
            boolean isCreation = text(operation.getAsJsonObject(), "type").equals("creating");
            if (isCreation && !id.isEmpty() && known.add(urn)) {
                resources.add(asCreated(resource, id));
                adopted.add(urn);
            } else {
                dropped.add(urn);
            }
        }
        state.add("resources", resources);
        state.remove("pending_operations");
        return new InterruptedOperations(adopted, dropped);
    }

    /** The same with objects that were adopted before and not looked at yet. */
    InterruptedOperations alsoAdopted(List<String> before) {
        List<String> all = new ArrayList<>(adopted);
        before.stream().filter(urn -> !urn.isBlank() && !all.contains(urn)).forEach(all::add);
        return new InterruptedOperations(all, dropped);
    }

    private static JsonObject asCreated(JsonObject resource, String id) {
        JsonObject created = resource.deepCopy();
        created.addProperty("id", id);
        created.add("outputs", resource.getAsJsonObject("inputs").deepCopy());
        return created;
    }

    /**
     * Gives back what turns out to be somebody else's, once a refresh has read the adopted objects from the cluster: all
     * our objects are applied under one name, and one that was never applied under it was not made by the lost run.
     *
     * @param export what {@code pulumi stack export} wrote after the refresh; is changed
     */
    void giveBackForeign(JsonObject export) {
        JsonObject state = export.getAsJsonObject("deployment");
        JsonArray kept = new JsonArray();
        for (JsonElement element : array(state, "resources")) {
            JsonObject resource = element.getAsJsonObject();
            if (!adopted.contains(text(resource, "urn")) || isOurs(resource.getAsJsonObject("outputs"))) {
                kept.add(resource);
            }
        }
        state.add("resources", kept);
    }

    private static boolean isOurs(JsonObject outputs) {
        String owner = text(outputs, FIELD_MANAGER);
        JsonElement metadata = outputs.get("metadata");
        if (owner.isEmpty() || metadata == null || !metadata.isJsonObject()) {
            return false;
        }
        for (JsonElement element : array(metadata.getAsJsonObject(), "managedFields")) {
            JsonObject entry = element.getAsJsonObject();
            if (text(entry, "operation").equals("Apply")
                    && text(entry, "manager").equals(owner)) {
                return true;
            }
        }
        return false;
    }

    /** The provider's own identity of an object, or empty when this is no object of a cluster. */
    private static String identity(JsonObject resource) {
        JsonElement inputs = resource.get("inputs");
        if (!text(resource, "type").startsWith("kubernetes:") || inputs == null || !inputs.isJsonObject()) {
            return "";
        }
        JsonElement metadata = inputs.getAsJsonObject().get("metadata");
        if (metadata == null || !metadata.isJsonObject()) {
            return "";
        }
        String name = text(metadata.getAsJsonObject(), "name");
        String namespace = text(metadata.getAsJsonObject(), "namespace");
        return name.isEmpty() || namespace.isEmpty() ? name : namespace + "/" + name;
    }

    private static JsonArray array(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonArray() ? value.getAsJsonArray() : new JsonArray();
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
