package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A fresh clone of this project, in a folder with a space in its name, of a user without login and without cluster. It
 * shares what is built: the programs of {@code tools/bin}, and the jar.
 */
final class ProjectClone implements AutoCloseable {

    private static final List<String> SOURCES = List.of(
            "monitoring", "pom.xml", "Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.local.yaml", "src/main", "tools");
    private static final List<String> BUILT = List.of("target/monitoring.jar", "target/monitoring.fingerprint");

    private static @Nullable ProjectClone first;

    private final TemporaryDirectory directory;
    private final Path folder;
    private final Map<String, String> environment = new HashMap<>();

    private ProjectClone(TemporaryDirectory directory) {
        this.directory = directory;
        this.folder = directory.path().resolve("my clone");
    }

    /** A clone whose jar is built: by the first one, if the project's own is not that of its sources. */
    static synchronized ProjectClone create() {
        if (first == null) {
            ProjectClone built = of(Tools.projectRoot());
            built.monitoring("help").run().requireOutput();
            first = built;
        }
        return of(first.folder);
    }

    private static ProjectClone of(Path original) {
        ProjectClone clone = new ProjectClone(TemporaryDirectory.create("clone"));
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
                Files.createSymbolicLink(
                        clone.folder.resolve("target/lib"),
                        original.resolve("target/lib").toRealPath());
            }
            // An archive of loaded classes would take longer to make than it saves in a few commands.
            String archive = "target/monitoring-" + System.getProperty("java.version") + ".jsa";
            Files.createFile(clone.folder.resolve(archive));
            Files.writeString(
                    clone.folder.resolve(archive + ".home"),
                    clone.folder.toRealPath().toString());
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

    /** Every file below a folder of it with its bytes, as text that can be compared and searched. */
    SortedMap<String, String> contents(String name) {
        Path folder = file(name);
        SortedMap<String, String> contents = new TreeMap<>();
        if (!Files.exists(folder)) {
            return contents;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
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
