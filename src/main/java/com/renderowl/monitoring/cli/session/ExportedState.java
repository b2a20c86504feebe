package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.Diagnosis;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The state of a stack as a whole, as the engine exports and imports it. Secrets in it are encrypted.
 *
 * @param session about the stack
 * @param privateFolder for files that only this user can read
 */
public record ExportedState(Session session, Path privateFolder) {

    private static final String FOLDER = "recovery";

    /**
     * Reads it.
     *
     * @throws CommandFailure when that fails
     */
    public JsonObject read() {
        return JsonParser.parseString(mustSucceed(List.of("stack", "export", "--stack", session.stack()))
                        .output())
                .getAsJsonObject();
    }

    /** The resources in one that was read; empty in that of a new stack. */
    public static JsonArray resources(JsonObject state) {
        return state.get("deployment") instanceof JsonObject deployment
                        && deployment.get("resources") instanceof JsonArray resources
                ? resources
                : new JsonArray();
    }

    /**
     * Replaces it.
     *
     * @throws CommandFailure when that fails
     */
    public void write(JsonObject state) {
        PrivateFiles.deleteLeftOvers(privateFolder, FOLDER);
        Path folder = PrivateFiles.createTemporaryFolder(privateFolder, PrivateFiles.nameOfThisProcess(FOLDER));
        try {
            Path file = folder.resolve("state.json");
            PrivateFiles.write(file, state.toString());
            mustSucceed(List.of("stack", "import", "--stack", session.stack(), "--file", file.toString()));
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    Result mustSucceed(List<String> command) {
        Result result = session.pulumi().run(command);
        if (result.exitCode() != 0) {
            String said = (result.output() + result.errors()).strip();
            Optional<Diagnosis> known = Diagnosis.of(said);
            throw new CommandFailure(
                    known.map(Diagnosis::exitCode).orElse(ExitCode.FAILED),
                    "The state of " + session.stack() + " cannot be put in order: " + said
                            + known.map(diagnosis -> "\n" + diagnosis.sentence())
                                    .orElse(""));
        }
        return result;
    }
}
