package com.renderowl.monitoring.render;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where a rendering is put: as a whole or not at all, in place of the one before. */
public final class OutputFolder {

    /** Marks a folder as one that may be replaced. */
    static final String MARKER = ".rendered-by-monitoring";

    private OutputFolder() {}

    /**
     * Whether the folder may be replaced: it is not there, or empty, or holds an earlier rendering.
     *
     * @throws IOException when it cannot be looked into
     */
    public static boolean isReplaceable(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return Files.exists(folder.resolve(MARKER)) || entries.findAny().isEmpty();
        }
    }

    /**
     * Writes the files into a new folder and moves it to its place.
     *
     * @throws FileAlreadyExistsException when there is something else, which stays as it is
     * @throws IOException when writing fails; the earlier rendering is still there then
     */
    public static void replace(Path folder, Rendering rendering) throws IOException {
        if (!isReplaceable(folder)) {
            throw new FileAlreadyExistsException(folder.toString());
        }
        Path target = folder.toAbsolutePath().normalize();
        Path parent = target.getParent();
        Files.createDirectories(parent);
        Path next = Files.createTempDirectory(parent, "." + target.getFileName() + ".new");
        Path old = next.resolveSibling(next.getFileName() + ".old");
        try {
            write(next, rendering);
            if (Files.exists(target)) {
                Files.move(target, old);
            }
            Files.move(next, target);
        } catch (IOException failure) {
            if (Files.exists(old) && !Files.exists(target)) {
                Files.move(old, target);
            }
            delete(next);
            throw failure;
        }
        delete(old);
    }

    private static void write(Path folder, Rendering rendering) throws IOException {
        // Files with secret values are for their owner only, from the moment they exist.
        String rights = rendering.holdsSecrets() ? "rw-------" : "rw-r--r--";
        var attribute = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(rights));
        for (Map.Entry<String, String> file : rendering.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.createFile(path, attribute);
            Files.writeString(path, file.getValue());
        }
        Files.createFile(folder.resolve(MARKER));
        Files.setPosixFilePermissions(
                folder, PosixFilePermissions.fromString(rendering.holdsSecrets() ? "rwx------" : "rwxr-xr-x"));
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}
