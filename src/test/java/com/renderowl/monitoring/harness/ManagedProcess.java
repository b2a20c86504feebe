package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** A program that runs in the background until it is closed; it and what it started end at the latest with the JVM. */
public final class ManagedProcess implements AutoCloseable {

    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final int TAIL_LINES = 30;

    private final String name;
    private final Process process;
    private final ProcessScan scan;
    private final Path log;

    private ManagedProcess(String name, Process process, ProcessScan scan, Path log) {
        this.name = name;
        this.process = process;
        this.scan = scan;
        this.log = log;
    }

    /**
     * Starts a program.
     *
     * @param name what messages call it
     * @param command what to run
     * @param log the file for both its output streams
     */
    public static ManagedProcess start(String name, Command command, Path log) {
        try {
            Path nothing = Path.of("/dev/null");
            return new ManagedProcess(name, command.start(nothing, log, log), command.scan(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /** The same with an input that says nothing and ends with it, for programs that run as long as theirs does. */
    public static ManagedProcess startWithLifeline(String name, Command command, Path log) {
        try {
            return new ManagedProcess(name, command.startWithLifeline(log), command.scan(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + name, e);
        }
    }

    /**
     * Waits until a condition holds.
     *
     * @param what the condition in words
     * @throws AssertionError with the end of the log: when time is up, or at once, as {@link EndedError}, when it ends
     */
    public void await(String what, Duration deadline, BooleanSupplier condition) {
        Wait.until(
                name + ": " + what,
                deadline,
                () -> {
                    requireAlive();
                    return condition.getAsBoolean();
                },
                () -> ". End of its log:\n" + logTail());
    }

    /**
     * Says why a process that has to run does not.
     *
     * @throws EndedError with the end of the log, if it has ended
     */
    public void requireAlive() {
        if (!alive()) {
            throw new EndedError(
                    "%s ended with exit code %d. End of its log:%n%s".formatted(name, process.exitValue(), logTail()));
        }
    }

    public boolean alive() {
        return process.isAlive();
    }

    public long pid() {
        return process.pid();
    }

    /** Everything it has printed so far. */
    public String log() {
        try {
            // A line may be half written, so bytes that are no text must not fail.
            return new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its last 30 lines. */
    public String logTail() {
        List<String> lines = log().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
    }

    /** Asks it to end, ends it by force after 20 seconds, and then whatever it has left behind. */
    @Override
    public void close() {
        process.destroy();
        try {
            process.waitFor(GRACE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        kill();
    }

    /** Ends it and what it started at once, as a crash would. */
    public void kill() {
        scan.kill();
    }

    /** A process that has to run has ended: waiting any longer is in vain. */
    public static final class EndedError extends AssertionError {

        private static final long serialVersionUID = 1L;

        EndedError(String message) {
            super(message);
        }
    }
}
