package com.renderowl.monitoring.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Python of its own with the libraries that the Python program needs, kept for the next time. */
final class PythonLibraries {

    private final Path folder;
    private final Path requirements;
    private final Map<String, String> environment;

    /**
     * At a place.
     *
     * @param folder where to keep it
     * @param requirements the libraries with their versions, as pip reads them
     * @param environment the user's: it says where Python is and how to download
     */
    PythonLibraries(Path folder, Path requirements, Map<String, String> environment) {
        this.folder = folder;
        this.requirements = requirements;
        this.environment = Map.copyOf(environment);
    }

    /** The interpreter. */
    Path python() {
        return folder.resolve("bin/python");
    }

    /**
     * Installs the libraries, unless that was done before.
     *
     * @return why it is not possible here, or empty
     */
    Optional<String> install() {
        Path installed = folder.resolve("requirements.txt");
        try {
            if (Files.isRegularFile(installed)
                    && Files.isExecutable(python())
                    && Files.mismatch(installed, requirements) < 0) {
                return Optional.empty();
            }
            Files.createDirectories(folder);
            Files.deleteIfExists(installed);
            if (run("python3", "--version").isPresent()) {
                return Optional.of("there is no python3 on the PATH");
            }
            Optional<String> problem = run("python3", "-m", "venv", "--clear", folder.toString())
                    .or(() -> run(python().toString(), "-m", "pip", "install", "-q", "-r", requirements.toString()));
            if (problem.isEmpty()) {
                Files.copy(requirements, installed);
            }
            return problem;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the program complained of, if it did: its last line. */
    private Optional<String> run(String... command) {
        // Through env, so that a program that is not there ends with a message as any other failure does.
        List<String> line = new ArrayList<>(List.of("/usr/bin/env"));
        line.addAll(List.of(command));
        TimedRun run = TimedProcess.run(command[0], line, folder, environment);
        return run.exitCode() == 0
                ? Optional.empty()
                : Optional.of(run.output().strip().lines().reduce(command[0] + " failed", (first, last) -> last));
    }
}
