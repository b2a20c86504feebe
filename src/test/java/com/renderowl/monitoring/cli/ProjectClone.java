package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A fresh clone of this project, in a folder with a space in its name, of a user without login and without cluster. It
 * shares what is built: the programs of {@code tools/bin}, and the jar if there is one (otherwise the first command
 * builds it, as in a real clone).
 */
final class ProjectClone implements AutoCloseable {

    private static final List<String> SOURCES =
            List.of("monitoring", "pom.xml", "Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.local.yaml", "src/main", "tools");
    private static final List<String> BUILT = List.of("target/monitoring.jar", "target/monitoring.fingerprint");

    private final TemporaryDirectory directory;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private ProjectClone(TemporaryDirectory directory) {
        this.directory = directory;
        this.folder = directory.path().resolve("my clone");
    }

    static ProjectClone create() {
        ProjectClone clone = new ProjectClone(TemporaryDirectory.create("clone"));
        Path original = Tools.projectRoot();
        try {
            SOURCES.forEach(name -> clone.copy(original, name));
            BUILT.stream()
                    .filter(name -> Files.exists(original.resolve(name)))
                    .forEach(name -> clone.copy(original, name));
            Files.createSymbolicLink(
                    clone.folder.resolve("tools/bin"),
                    original.resolve("tools/bin").toRealPath());
            Files.createDirectories(clone.folder.resolve("target"));
            if (Files.exists(original.resolve("target/lib"))) {
                Files.createSymbolicLink(clone.folder.resolve("target/lib"), original.resolve("target/lib"));
            }
            // An archive of loaded classes would take longer to make than it saves in a few commands.
            Files.createFile(clone.folder.resolve("target/monitoring-" + System.getProperty("java.version") + ".jsa"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return clone;
    }

    /** Its root. */
    Path folder() {
        return folder;
    }

    /** A file or folder in it. */
    Path file(String name) {
        return folder.resolve(name);
    }

    /** The text of a file in it. */
    String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets a variable for all further commands. */
    ProjectClone environment(String name, String value) {
        environment.put(name, value);
        return this;
    }

    /** Takes these variables back. */
    ProjectClone withoutEnvironment(String... names) {
        environment.keySet().removeAll(List.of(names));
        return this;
    }

    /** {@code ./monitoring} with these arguments, called from another folder. */
    Command monitoring(String... arguments) {
        return Command.in(directory.path(), file("monitoring"), arguments).with(environment);
    }

    @Override
    public void close() {
        directory.close();
    }

    private void copy(Path original, String name) {
        try (Stream<Path> paths = Files.walk(original.resolve(name))) {
            for (Path path : paths.filter(path -> !path.startsWith(original.resolve("tools/bin")))
                    .toList()) {
                Path copy = folder.resolve(original.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(copy);
                } else {
                    Files.createDirectories(copy.getParent());
                    Files.copy(path, copy);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
