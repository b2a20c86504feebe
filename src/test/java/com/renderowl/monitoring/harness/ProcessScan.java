package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds every process that a part of a test started, including those whose parent is dead.
 *
 * <p>Each started process gets a variable with the name of its part into its environment, and so does whatever it
 * starts; on Linux that variable is looked for in all processes. Elsewhere, and where a program overwrites its environment,
 * only processes that the harness started and their living descendants are found.
 */
public final class ProcessScan {

    private static final String VARIABLE = "MONITORING_TEST_PROCESS";
    private static final Path PROCESSES = Path.of("/proc");
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** All that this JVM starts, itself a part of what has started this JVM. */
    static final ProcessScan ALL =
            new ProcessScan(Objects.requireNonNullElse(System.getenv(VARIABLE), "") + UUID.randomUUID() + "/", null);

    private final String scope;
    private final @Nullable ProcessScan whole;
    private final List<ProcessHandle> started = new CopyOnWriteArrayList<>();

    private ProcessScan(String scope, @Nullable ProcessScan whole) {
        this.scope = scope;
        this.whole = whole;
    }

    /** A part of its own, that no other process belongs to yet. */
    public static ProcessScan create() {
        return ALL.part();
    }

    /** A smaller part of this one: its processes are found here as well. */
    ProcessScan part() {
        return new ProcessScan(scope + COUNT.incrementAndGet() + "/", this);
    }

    /** What a process needs in its environment to be found. */
    Map<String, String> environment() {
        return Map.of(VARIABLE, scope);
    }

    void remember(ProcessHandle process) {
        started.add(process);
        if (whole != null) {
            whole.remember(process);
        }
    }

    /** The processes of this part that are alive now. */
    public List<ProcessHandle> running() {
        // Databases overwrite their environment with the title that ps shows, so the mark alone would miss them.
        Stream<ProcessHandle> remembered = started.stream()
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
        Stream<ProcessHandle> found =
                Files.isDirectory(PROCESSES.resolve("self")) ? Stream.concat(marked(), remembered) : remembered;
        return found.filter(ProcessHandle::isAlive).distinct().toList();
    }

    /** The running processes as {@code pid command}, without arguments. */
    public List<String> describe() {
        return running().stream()
                .map(process -> process.pid() + " " + process.info().command().orElse("?"))
                .toList();
    }

    /** Ends all of them at once, as a crash would, and returns when none is left. */
    public void kill() {
        Wait.until("the processes " + describe() + " are dead", Duration.ofSeconds(30), () -> {
            List<ProcessHandle> left = running();
            left.forEach(ProcessHandle::destroyForcibly);
            return left.isEmpty();
        });
    }

    private Stream<ProcessHandle> marked() {
        try (Stream<Path> entries = Files.list(PROCESSES)) {
            return entries
                    .filter(entry -> entry.getFileName().toString().chars().allMatch(Character::isDigit))
                    .filter(this::isMarked)
                    .map(entry -> Long.parseLong(entry.getFileName().toString()))
                    .toList()
                    .stream()
                    .flatMap(pid -> ProcessHandle.of(pid).stream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isMarked(Path process) {
        try {
            // Latin-1 keeps every byte apart; the variable itself is ASCII.
            String environment = Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + VARIABLE + "=" + scope);
        } catch (IOException endedOrForeign) {
            return false;
        }
    }
}
