package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A directory that is gone after {@link #close()}, at the latest when the JVM ends. */
public final class TemporaryDirectory implements AutoCloseable {

    private final Path path;
    private final Runnable deletion = this::delete;

    private TemporaryDirectory(Path path) {
        this.path = path;
    }

    /** Creates one below the system's temporary directory, readable by its owner only. */
    public static TemporaryDirectory create(String purpose) {
        try {
            // The real path: programs print it, and on some systems the temporary directory is behind a link.
            TemporaryDirectory created = new TemporaryDirectory(
                    Files.createTempDirectory("monitoring-" + purpose + "-").toRealPath());
            ExitActions.add(created.deletion);
            return created;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path path() {
        return path;
    }

    /** Deletes the directory; links in it are removed, not followed. */
    @Override
    public void close() {
        // A process that has just been ended may still have created a file between the listing and the deletion.
        Wait.until(path + " is deleted", Duration.ofSeconds(10), () -> {
            delete();
            return true;
        });
        ExitActions.remove(deletion);
    }

    private void delete() {
        if (!Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                    if (problem instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw problem;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException problem)
                        throws IOException {
                    Files.deleteIfExists(directory);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
