package com.renderowl.monitoring.node;

import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** What a {@code MonitoringCli} has on disk: the project's copy, the user's home, and the streams of its commands. */
final class CommandFiles {

    /** Copies of programs of {@code tools/bin}, 100 MB and more, that are written once, before they are first run. */
    private static final PathMatcher PLUGINS =
            FileSystems.getDefault().getPathMatcher("glob:**/plugins/resource-*/pulumi-resource-*");

    private CommandFiles() {}

    /** Searches all of it, less the plugins of the engine and what links lead to, which are programs of {@code tools/bin} too. */
    static void search(LeakSearch search, Path directory) {
        try (Stream<Path> paths = Files.walk(directory)) {
            List<Path> files = paths.filter(
                            file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && !isProgram(file))
                    .toList();
            files.forEach(file -> search.file(
                    kind(directory, file), directory.relativize(file).toString(), file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static boolean isProgram(Path file) {
        return PLUGINS.matches(file);
    }

    /** What a file below the command's directory is. */
    static Kind kind(Path directory, Path file) {
        Path inside = directory.relativize(file);
        String top = inside.getName(0).toString();
        if (top.startsWith("run-")) {
            return inside.endsWith("input") ? Kind.TYPED : Kind.OUTPUT;
        }
        if (top.equals("tmp")) {
            return Kind.TEMPORARY;
        }
        return inside.startsWith("project/out") ? Kind.RENDERED : Kind.PROJECT;
    }
}
