package com.renderowl.monitoring.render;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a rendering is put: as a whole or not at all, in place of the one before. A rendering for Docker Compose is put file
 * by file instead, because containers that run see its folders, and people keep their secrets beside it.
 */
public final class OutputFolder {

    /** Marks a folder as one that may be replaced; holds the names of the files that are to be updated file by file. */
    static final String MARKER = ".rendered-by-monitoring";

    private static final Set<PosixFilePermission> FOLDER_RIGHTS = PosixFilePermissions.fromString("rwxr-xr-x");

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
     * Writes the files into a new folder and moves it, or for Docker Compose the files in it, to its place.
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
            List<String> earlier = filesToUpdate(target);
            if (rendering.isForCompose() && !earlier.isEmpty()) {
                update(target, next, rendering.files().keySet(), earlier);
                delete(next);
                return;
            }
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

    private static List<String> filesToUpdate(Path folder) throws IOException {
        Path marker = folder.resolve(MARKER);
        return Files.exists(marker)
                ? Files.readAllLines(marker).stream()
                        .filter(line -> line.indexOf('\0') < 0)
                        .toList()
                : List.of();
    }

    /** Whoever looks meanwhile sees each file as it was or as it is to be; files that are not ours are left alone. */
    private static void update(Path target, Path next, Set<String> files, List<String> earlier) throws IOException {
        for (String file : files) {
            Path place = target.resolve(file);
            createFolders(target, file);
            if (!isInside(target, place)) {
                throw new FileSystemException(place.toString(), null, "a symbolic link leads out of " + target);
            }
            if (!Files.isRegularFile(place) || Files.mismatch(place, next.resolve(file)) >= 0) {
                Files.move(next.resolve(file), place, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        for (String file : earlier) {
            // The list may come from elsewhere, together with the folder.
            if (!files.contains(file) && isInside(target, target.resolve(file))) {
                Files.deleteIfExists(target.resolve(file));
            }
        }
        Files.move(next.resolve(MARKER), target.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether it lies in the folder, wherever names and symbolic links lead; a link itself may be the last of the names. */
    private static boolean isInside(Path folder, Path path) throws IOException {
        Path parent = path.getParent();
        return parent != null
                && path.startsWith(folder)
                && path.equals(path.normalize())
                && !path.equals(folder)
                && Files.exists(parent)
                && parent.toRealPath().startsWith(folder.toRealPath());
    }

    private static void write(Path folder, Rendering rendering) throws IOException {
        // Files with secret values are for their owner only, from the moment they exist.
        var rights = PosixFilePermissions.fromString(rendering.holdsSecrets() ? "rw-------" : "rw-r--r--");
        var attribute = PosixFilePermissions.asFileAttribute(rights);
        for (Map.Entry<String, String> file : rendering.files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            createFolders(folder, file.getKey());
            Files.createFile(path, attribute);
            Files.writeString(path, file.getValue());
            // Containers run as users of their own, whatever this user keeps from others.
            Files.setPosixFilePermissions(path, rights);
        }
        Files.writeString(
                folder.resolve(MARKER),
                rendering.isForCompose()
                        ? rendering.files().keySet().stream().collect(Collectors.joining("\n", "", "\n"))
                        : "");
        Files.setPosixFilePermissions(
                folder, rendering.holdsSecrets() ? PosixFilePermissions.fromString("rwx------") : FOLDER_RIGHTS);
    }

    /** Makes the folders of a file that has a relative name. */
    private static void createFolders(Path root, String file) throws IOException {
        for (int slash = file.indexOf('/'); slash >= 0; slash = file.indexOf('/', slash + 1)) {
            Path folder = root.resolve(file.substring(0, slash));
            if (!Files.exists(folder)) {
                Files.createDirectory(folder);
                Files.setPosixFilePermissions(folder, FOLDER_RIGHTS);
            }
        }
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
