package com.renderowl.monitoring.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files and folders that nobody but their owner can read, from the moment they exist. */
public final class PrivateFiles {

    private static final FileAttribute<Set<PosixFilePermission>> FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private PrivateFiles() {}

    /** Makes the folder and those above it; takes the rights of others away from one that is there. */
    public static void createFolder(Path folder) {
        try {
            Files.createDirectories(folder, FOLDER);
            Set<PosixFilePermission> wanted = FOLDER.value();
            if (!Files.getPosixFilePermissions(folder).equals(wanted)) {
                Files.setPosixFilePermissions(folder, wanted);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A new, empty folder in that one. */
    public static Path createTemporaryFolder(Path parent, String prefix) {
        createFolder(parent);
        try {
            return Files.createTempDirectory(parent, prefix, FOLDER);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A prefix for a temporary folder that tells which process it belongs to. */
    public static String nameOfThisProcess(String prefix) {
        return prefix + "-" + ProcessHandle.current().pid() + "-";
    }

    /** Deletes the temporary folders of processes that were killed before they could do it themselves. */
    public static void deleteLeftOvers(Path parent, String prefix) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        Pattern name = Pattern.compile(Pattern.quote(prefix) + "-(\\d+)-.*");
        try (Stream<Path> entries = Files.list(parent)) {
            for (Path entry : entries.toList()) {
                Matcher matcher = name.matcher(entry.getFileName().toString());
                if (matcher.matches()
                        && ProcessHandle.of(Long.parseLong(matcher.group(1))).isEmpty()) {
                    deleteFolder(entry);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file's content at once: no reader sees half of it. */
    public static void write(Path file, String content) {
        try {
            Path next = writeBeside(file, content);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the file unless there is one; of several that try at once, one wins. */
    public static void writeNew(Path file, String content) {
        try {
            Path next = writeBeside(file, content);
            try {
                Files.createLink(file, next);
            } catch (FileAlreadyExistsException e) {
                return;
            } finally {
                Files.delete(next);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path writeBeside(Path file, String content) throws IOException {
        Path next = Files.createTempFile(file.getParent(), "new", "", FILE);
        return Files.writeString(next, content);
    }

    /** Deletes the folder with all that is in it; one that is not there is fine. */
    public static void deleteFolder(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
