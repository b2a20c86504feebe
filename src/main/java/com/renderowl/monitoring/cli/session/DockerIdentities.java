package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.machine.DockerApi;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a stack's resources are called by its Docker engine.
 *
 * @param engine that has them
 */
public record DockerIdentities(DockerApi engine) {

    private static final Map<String, String> KINDS = Map.of(
            "docker:index/container:Container", "containers",
            "docker:index/network:Network", "networks",
            "docker:index/volume:Volume", "volumes");

    /** The identity of the object that a resource of a state stands for; empty where it is not there, or not ours. */
    public Optional<String> of(JsonObject resource) {
        String kind = KINDS.get(resource.get("type").getAsString());
        JsonElement inputs = resource.get("inputs");
        if (kind == null || inputs == null || !inputs.isJsonObject()) {
            return Optional.empty();
        }
        JsonElement name = inputs.getAsJsonObject().get("name");
        return name == null || !name.isJsonPrimitive()
                ? Optional.empty()
                : engine.identity(kind, name.getAsString(), labels(inputs.getAsJsonObject()));
    }

    private static Map<String, String> labels(JsonObject inputs) {
        Map<String, String> labels = new HashMap<>();
        if (inputs.get("labels") instanceof JsonArray given) {
            for (JsonElement element : given) {
                JsonObject label = element.getAsJsonObject();
                labels.put(label.get("label").getAsString(), label.get("value").getAsString());
            }
        }
        return labels;
    }
}
