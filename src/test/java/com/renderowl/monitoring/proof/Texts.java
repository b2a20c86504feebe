package com.renderowl.monitoring.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reading of whole directories. */
final class Texts {

    private Texts() {}

    /** The files below a directory, in the order of their paths. */
    static List<Path> filesBelow(Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The only file or link of this name below a directory. */
    static Path find(Path directory, String name) {
        try (Stream<Path> paths = Files.find(directory, 10, (path, attributes) -> path.getFileName()
                .toString()
                .equals(name))) {
            return paths.reduce((one, other) -> {
                        throw new IllegalStateException("Both " + one + " and " + other);
                    })
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All bytes of all files below some directories, as text. */
    static String below(Path... directories) {
        return Stream.of(directories)
                .flatMap(directory -> filesBelow(directory).stream())
                .map(Texts::read)
                .collect(Collectors.joining("\n"));
    }

    private static String read(Path file) {
        try {
            // Latin-1 reads any byte.
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
