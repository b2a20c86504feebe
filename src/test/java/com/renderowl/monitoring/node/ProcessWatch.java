package com.renderowl.monitoring.node;

import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Looks again and again, until it is closed, at the arguments and the environment of every process of this machine, those in
 * containers too, and at the files of the command while it runs.
 */
final class ProcessWatch implements AutoCloseable {

    private static final Path PROCESSES = Path.of("/proc");
    private static final Pattern POD = Pattern.compile("/pod([0-9a-f-]{36})(/|$)", Pattern.MULTILINE);
    private static final long PAUSE_MILLISECONDS = 40;

    private final LeakSearch search;
    private final PodNames pods;
    private final Path files;
    private final Map<Path, FileTime> seen = new HashMap<>();
    private final Thread thread = new Thread(this::work, "process-watch");
    private volatile boolean ended;
    private int rounds;

    private ProcessWatch(LeakSearch search, PodNames pods, Path files) {
        this.search = search;
        this.pods = pods;
        this.files = files;
    }

    /**
     * Starts it.
     *
     * @param files a directory in which every file is looked at that comes or changes
     */
    static ProcessWatch start(LeakSearch search, PodNames pods, Path files) {
        ProcessWatch watch = new ProcessWatch(search, pods, files);
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    private void work() {
        while (!ended) {
            lookAtProcesses();
            lookAtFiles();
            rounds++;
            try {
                Thread.sleep(PAUSE_MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void lookAtProcesses() {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[1-9]*")) {
            for (Path process : processes) {
                look(process, Kind.ARGUMENTS, "cmdline");
                look(process, Kind.ENVIRONMENT, "environ");
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private void look(Path process, Kind kind, String file) {
        try {
            byte[] content = Files.readAllBytes(process.resolve(file));
            if (content.length > 0) {
                search.bytes(kind, () -> describe(process), content);
            }
        } catch (IOException endedMeanwhile) {
            // Then it holds nothing any more.
        }
    }

    /** The program, and the pod that it is in. */
    private String describe(Path process) {
        String program;
        try {
            program =
                    Files.readSymbolicLink(process.resolve("exe")).getFileName().toString();
        } catch (IOException endedMeanwhile) {
            program = "a process that has ended";
        }
        try {
            Matcher pod = POD.matcher(Files.readString(process.resolve("cgroup")));
            return pod.find() ? program + " in " + pods.of(pod.group(1)) : program;
        } catch (IOException endedMeanwhile) {
            return program;
        }
    }

    private void lookAtFiles() {
        try (Stream<Path> paths = Files.walk(files)) {
            paths.forEach(this::lookAtFile);
        } catch (IOException | UncheckedIOException goneMeanwhile) {
            // The next round sees the rest.
        }
    }

    private void lookAtFile(Path path) {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isRegularFile()
                    && !CommandFiles.isProgram(path)
                    && !attributes.lastModifiedTime().equals(seen.put(path, attributes.lastModifiedTime()))) {
                search.file(CommandFiles.kind(files, path), "while it runs: " + files.relativize(path), path);
            }
        } catch (IOException goneMeanwhile) {
            // Then there is nothing to read.
        }
    }

    /** Ends it, and returns how often everything was looked at. */
    int stop() {
        ended = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return rounds;
    }

    @Override
    public void close() {
        stop();
    }
}
