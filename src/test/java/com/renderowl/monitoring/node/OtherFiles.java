package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Files outside of what a test gave to the command and the node: the machine's temporary ones, and reports of tests. */
final class OtherFiles {

    private static final List<Path> TEMPORARY =
            List.of(Path.of(System.getProperty("java.io.tmpdir")), Path.of("/var/tmp"), Path.of("/dev/shm"));

    /** Directories of tests, which are searched as what they are, or belong to another run; and of Go's compiler. */
    private static final List<String> OTHERS = List.of("monitoring-", "go-build");

    private OtherFiles() {}

    /**
     * Searches them.
     *
     * @param begin files that have not changed since then are left out
     */
    static void search(LeakSearch search, Instant begin) {
        for (Path folder : TEMPORARY) {
            search(search, Kind.TEMPORARY, folder, begin);
        }
        Path target = Tools.projectRoot().resolve("target");
        search(search, Kind.REPORT, target.resolve("surefire-reports"), begin);
        search.file(Kind.REPORT, "node-report.txt", target.resolve("node-report.txt"));
    }

    private static void search(LeakSearch search, Kind kind, Path folder, Instant begin) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                    String name = directory.getFileName().toString();
                    return OTHERS.stream().anyMatch(name::startsWith)
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()
                            && !attributes.lastModifiedTime().toInstant().isBefore(begin)) {
                        search.file(kind, file.toString(), file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException goneMeanwhile) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
