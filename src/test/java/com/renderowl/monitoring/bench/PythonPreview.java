package com.renderowl.monitoring.bench;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.bench.Phases.Phase;
import com.renderowl.monitoring.cli.session.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A preview of a deployed stack by a Python program that declares the very same resources ({@code preview.py}). */
final class PythonPreview {

    private static final Map<Phase, String> ENDS = Map.of(
            Phase.START, "imported",
            Phase.ENGINE, "asked",
            Phase.DECLARATION, "declared",
            Phase.RESOURCES, "registered");

    private final Path python;
    private final Path script;
    private final Path folder;
    private final String project;
    private final int resources;
    private final Map<String, String> environment;

    private PythonPreview(
            Path python, Path script, Path folder, String project, int resources, Map<String, String> environment) {
        this.python = python;
        this.script = script;
        this.folder = folder;
        this.project = project;
        this.resources = resources;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Prepares it.
     *
     * @param python an interpreter with the libraries
     * @param script what it runs
     * @param project has the stack
     * @param state the stack's exported state, with its secrets in clear
     * @param folder for the Python program's own project; it is made
     */
    static PythonPreview prepare(Path python, Path script, ProjectCopy project, StackState state, Path folder) {
        Session session = project.session();
        try {
            Files.createDirectory(folder);
            Files.writeString(
                    folder.resolve("Pulumi.yaml"),
                    new Gson().toJson(Map.of("name", project.name(), "runtime", "python")));
            Files.copy(session.configFile(), folder.resolve("Pulumi." + ProjectCopy.STACK + ".yaml"));
            Files.writeString(folder.resolve("state.json"), state.json());
            // A folder of its own on the PATH, since a plugin beside the engine would be taken with a warning.
            Path programs = Files.createDirectory(folder.resolve("bin"));
            Files.createSymbolicLink(
                    programs.resolve("pulumi"), session.pulumi().executable().toRealPath());
            Map<String, String> environment = new HashMap<>(session.pulumi().environment());
            environment.merge("PATH", programs.toString(), (path, first) -> first + ":" + path);
            return new PythonPreview(python, script, folder, project.name(), state.resources(), environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TimedRun run() {
        List<String> command = new ArrayList<>(List.of(python.toString(), script.toString()));
        command.addAll(List.of(
                folder.resolve("state.json").toString(),
                folder.toString(),
                project,
                ProjectCopy.STACK,
                result().toString()));
        return TimedProcess.run("the Python program", command, folder, environment);
    }

    /**
     * The parts of the last run.
     *
     * @throws BenchFailure if its resources were not those of the stack
     */
    Phases phases(TimedRun run) {
        try {
            JsonObject result =
                    JsonParser.parseString(Files.readString(result())).getAsJsonObject();
            JsonObject changes = result.getAsJsonObject("changes");
            if (changes.size() != 1
                    || !changes.has("same")
                    || changes.get("same").getAsInt() != resources) {
                throw new BenchFailure("The Python program previewed " + changes + " instead of " + resources
                        + " resources that stay the same.");
            }
            JsonObject marks = result.getAsJsonObject("marks");
            Map<Phase, Double> ends = new HashMap<>();
            ENDS.forEach((phase, mark) -> ends.put(phase, marks.get(mark).getAsDouble()));
            ends.put(Phase.END, run.ended());
            return Phases.between(run.started(), ends);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path result() {
        return folder.resolve("result.json");
    }
}
