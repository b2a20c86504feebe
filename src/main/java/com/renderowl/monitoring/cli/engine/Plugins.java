package com.renderowl.monitoring.cli.engine;

import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * A Pulumi home of our own, with the provider that was built here laid out as an installed plugin. The engine would also
 * find it on the PATH, but warns about that on every run.
 */
public final class Plugins {

    /** What the program asks for; the version of the provider that {@code tools/build} makes. */
    public static final String KUBERNETES_VERSION = "4.25.0";

    /** What the program asks for on the platform docker; the version that {@code tools/build} stands in for. */
    public static final String DOCKER_VERSION = "5.2.0";

    private static final String NO_LOGS =
            """
            This file keeps Pulumi from writing 60 MB of debugging logs for each update, which takes a third of its time.
            Put a folder in its place to have them.
            """;

    private Plugins() {}

    /**
     * The environment variables that make the engine use the private home, which is made now if need be.
     *
     * @param project whose private folder holds it
     * @param engine one that was not built here downloads its plugins into it
     */
    public static Map<String, String> privateHome(Project project, Engine engine) {
        Path home = project.privateFolder().resolve("home");
        try {
            Files.createDirectories(home, Project.OWNER_ONLY);
            keepLogsOut(home.resolve("logs"));
            if (engine.isBuilt()) {
                install("kubernetes", KUBERNETES_VERSION, project, home);
                install("docker", DOCKER_VERSION, project, home);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("PULUMI_HOME", home.toString());
    }

    /**
     * The engine writes down all that it and its plugins do, at the highest verbosity, for the case that its makers ask for it, and has
     * <a href="https://github.com/pulumi/pulumi/pull/23731">no setting</a> against it. Where it finds no folder for that, it does
     * without.
     */
    private static void keepLogsOut(Path logs) throws IOException {
        if (!Files.exists(logs)) {
            Files.writeString(logs, NO_LOGS);
        }
    }

    /** Those that are built; a stack needs one of them, and the command that runs it has that built. */
    private static void install(String name, String version, Project project, Path home) throws IOException {
        String program = "pulumi-resource-" + name;
        Path built = project.toolsFolder().resolve(program);
        Path folder = home.resolve("plugins").resolve("resource-" + name + "-v" + version);
        Path installed = folder.resolve(program);
        if (!Files.exists(built) || (Files.exists(installed) && Files.isSameFile(installed, built))) {
            return;
        }
        Files.createDirectories(folder);
        Path next = folder.resolve(program + ".new");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, built.toRealPath());
        Files.move(next, installed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
