package com.renderowl.monitoring.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** The volumes with the data of a stack on Docker, as its state has them. */
final class DataVolumes {

    private static final String TYPE = "docker:index/volume:Volume";

    /** The logical names of volumes end in that of their mount. */
    private static final String DATA = "-data";

    private DataVolumes() {}

    /**
     * A volume.
     *
     * @param urn its name in the state
     * @param name its name on the engine
     */
    record DataVolume(String urn, String name) {}

    /**
     * Those in a state.
     *
     * @param resources of the state
     */
    static List<DataVolume> of(JsonArray resources) {
        List<DataVolume> volumes = new ArrayList<>();
        for (JsonElement element : resources) {
            JsonObject resource = element.getAsJsonObject();
            String urn = resource.get("urn").getAsString();
            if (resource.get("type").getAsString().equals(TYPE) && urn.endsWith(DATA)) {
                volumes.add(new DataVolume(
                        urn, resource.getAsJsonObject("outputs").get("name").getAsString()));
            }
        }
        return volumes;
    }
}
