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

    private static final String PROVIDER = "pulumi-resource-kubernetes";

    private Plugins() {}

    /**
     * The environment variables that make the engine use the private home, which is made now if need be.
     *
     * @param project whose private folder holds it
     * @param engine one that was not built here downloads its plugins into it
     */
    public static Map<String, String> privateHome(Project project, Engine engine) {
        Path home = project.privateFolder().resolve("home");
        Path folder = home.resolve("plugins").resolve("resource-kubernetes-v" + KUBERNETES_VERSION);
        try {
            Files.createDirectories(home);
            if (engine.isBuilt()) {
                install(project.toolsFolder().resolve(PROVIDER), folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Map.of("PULUMI_HOME", home.toString());
    }

    private static void install(Path built, Path folder) throws IOException {
        Path installed = folder.resolve(PROVIDER);
        if (Files.exists(installed) && Files.isSameFile(installed, built)) {
            return;
        }
        Files.createDirectories(folder);
        Path next = folder.resolve(PROVIDER + ".new");
        Files.deleteIfExists(next);
        Files.createSymbolicLink(next, built.toRealPath());
        Files.move(next, installed, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
