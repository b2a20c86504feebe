package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Files and folders that nobody but their owner can read, from the moment they exist. */
public final class PrivateFiles {

    private static final FileAttribute<Set<PosixFilePermission>> FOLDER = Project.OWNER_ONLY;
    private static final FileAttribute<Set<PosixFilePermission>> FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /** Held by every process that has a temporary folder. */
    private static final String IN_USE = "temporary.lock";

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

    /** A new, empty folder in that one, which other runs leave alone as long as this process lives. */
    public static Path createTemporaryFolder(Path parent, String prefix) {
        createFolder(parent);
        RunLocks.hold(parent.resolve(IN_USE));
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

    /**
     * Deletes the temporary folders of processes that were killed before they could do it themselves. While another run has
     * one, all stay: from here it may look dead.
     */
    public static void deleteLeftOvers(Path parent, String prefix) {
        if (!Files.isDirectory(parent)) {
            return;
        }
        Pattern name = Pattern.compile(Pattern.quote(prefix) + "-(\\d+)-.*");
        try (Stream<Path> entries = Files.list(parent)) {
            List<Path> leftOvers = entries.filter(entry -> {
                        Matcher matcher = name.matcher(entry.getFileName().toString());
                        return matcher.matches()
                                && ProcessHandle.of(Long.parseLong(matcher.group(1)))
                                        .isEmpty();
                    })
                    .toList();
            if (!leftOvers.isEmpty()) {
                RunLocks.whenAlone(parent.resolve(IN_USE), () -> leftOvers.forEach(PrivateFiles::deleteFolder));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Replaces the file's content at once: no reader sees half of it, and it is on the disk afterwards. */
    public static void write(Path file, String content) {
        put(file, content, next -> {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        });
    }

    /** Writes the file to the disk unless there is one; of several that try at once, one wins. */
    public static void writeNew(Path file, String content) {
        put(file, content, next -> {
            try {
                Files.createLink(file, next);
            } catch (FileAlreadyExistsException e) {
                return;
            }
        });
    }

    private interface Placing {
        void place(Path next) throws IOException;
    }

    private static void put(Path file, String content, Placing placing) {
        try {
            Path next = Files.createTempFile(file.getParent(), "new", "", FILE);
            try {
                try (FileChannel channel = FileChannel.open(next, StandardOpenOption.WRITE)) {
                    ByteBuffer bytes = ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        channel.write(bytes);
                    }
                    channel.force(true);
                }
                placing.place(next);
            } finally {
                Files.deleteIfExists(next);
            }
            try (FileChannel folder = FileChannel.open(file.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
        } catch (FileSystemException e) {
            throw new UncheckedIOException(e);
        } catch (IOException e) {
            // Of a full disk Java does not say which file had no room.
            throw new UncheckedIOException(new FileSystemException(file.toString(), null, e.getMessage()));
        }
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
