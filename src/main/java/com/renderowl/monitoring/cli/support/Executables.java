package com.renderowl.monitoring.cli.support;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Programs on the PATH. */
public final class Executables {

    private Executables() {}

    /** The first program of that name. */
    public static Optional<Path> find(String name, Map<String, String> environment) {
        return find(name, environment, path -> true);
    }

    /** The first program of that name that is acceptable. */
    public static Optional<Path> find(String name, Map<String, String> environment, Predicate<Path> isAcceptable) {
        for (String folder : environment.getOrDefault("PATH", "").split(":", -1)) {
            Path path = Path.of(folder.isEmpty() ? "." : folder).resolve(name);
            if (Files.isExecutable(path) && !Files.isDirectory(path) && isAcceptable.test(path)) {
                return Optional.of(path.toAbsolutePath());
            }
        }
        return Optional.empty();
    }
}
