package com.renderowl.monitoring.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
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

    /** Those that a stack has now. */
    static List<DataVolume> of(Session session) {
        Result result = session.pulumi().run(List.of("stack", "export", "--stack", session.stack()));
        if (result.exitCode() != 0) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    "The state cannot be read: " + result.errors().strip());
        }
        JsonElement resources = JsonParser.parseString(result.output())
                .getAsJsonObject()
                .getAsJsonObject("deployment")
                .get("resources");
        List<DataVolume> volumes = new ArrayList<>();
        if (resources != null && resources.isJsonArray()) {
            for (JsonElement element : resources.getAsJsonArray()) {
                JsonObject resource = element.getAsJsonObject();
                String urn = resource.get("urn").getAsString();
                if (resource.get("type").getAsString().equals(TYPE) && urn.endsWith(DATA)) {
                    volumes.add(new DataVolume(
                            urn, resource.getAsJsonObject("outputs").get("name").getAsString()));
                }
            }
        }
        return volumes;
    }
}
