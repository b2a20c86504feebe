package com.renderowl.monitoring.cli.engine;

import com.renderowl.monitoring.cli.support.Interruption;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs {@code pulumi} with the environment of a session. Secrets never go into its arguments.
 *
 * @param executable the program
 * @param folder where it runs: the project
 * @param environment all of the environment of the process
 */
public record PulumiProgram(Path executable, Path folder, Map<String, String> environment) {

    /** How much of the error stream is kept for the diagnosis. */
    private static final int KEPT_BYTES = 16 * 1024;

    /** A process that a signal has ended has a status above this. */
    public static final int SIGNALLED = 128;

    private static final long DRAIN_MILLISECONDS = 2_000;

    public PulumiProgram {
        environment = Map.copyOf(environment);
    }

    /** The environment holds what the user's shell holds, which may be secret. */
    @Override
    public String toString() {
        return "PulumiProgram[" + executable + "]";
    }

    /**
     * What a finished process left behind.
     *
     * @param exitCode as pulumi gave it
     * @param output all of the standard output, or empty if that was passed through
     * @param errors the end of the error stream
     */
    public record Result(int exitCode, String output, String errors) {}

    /** Starts it with the user's own input and output; the error stream is passed on and its end is kept. */
    public Running startAttached(List<String> arguments) {
        return start(arguments, Redirect.INHERIT, Redirect.INHERIT, System.err);
    }

    /** As {@link #startAttached}, but it reads the given text instead of the user's input. */
    public Running startWithInput(List<String> arguments, String input) {
        Running running = start(arguments, Redirect.PIPE, Redirect.INHERIT, System.err);
        running.write(input);
        return running;
    }

    /** Starts it with nothing to read; what it writes is kept and not shown. */
    public Running startQuiet(List<String> arguments) {
        Running running = start(arguments, Redirect.PIPE, Redirect.PIPE, null);
        running.write("");
        return running;
    }

    /** Runs it to its end without showing what it writes. */
    public Result run(List<String> arguments) {
        return startQuiet(arguments).await();
    }

    private Running start(List<String> arguments, Redirect input, Redirect output, @Nullable OutputStream errors) {
        List<String> command = new ArrayList<>();
        command.add(executable.toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectInput(input)
                .redirectOutput(output);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            return new Running(process, output.equals(Redirect.PIPE), errors);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + executable, e);
        }
    }

    /** A started process. */
    public static final class Running {

        private final Process process;
        private final Tail errors;
        private final @Nullable Tail output;

        private Running(Process process, boolean readsOutput, @Nullable OutputStream errors) {
            this.process = process;
            Interruption.attach(process);
            this.errors = new Tail(process.getErrorStream(), errors, KEPT_BYTES);
            this.output = readsOutput ? new Tail(process.getInputStream(), null, Integer.MAX_VALUE) : null;
        }

        private void write(String input) {
            try (OutputStream stream = process.getOutputStream()) {
                stream.write(input.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException("pulumi does not read its input", e);
            }
        }

        /** Waits for its end. */
        public Result await() {
            try {
                Set<ProcessHandle> helpers = new HashSet<>();
                while (!process.waitFor(1, TimeUnit.SECONDS)) {
                    process.descendants().forEach(helpers::add);
                }
                int exitCode = process.exitValue();
                if (exitCode > SIGNALLED) {
                    // An engine that was killed leaves its plugins running for ever.
                    helpers.forEach(ProcessHandle::destroy);
                }
                return new Result(exitCode, output == null ? "" : output.text(), errors.text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while pulumi was running", e);
            } finally {
                Interruption.detach(process);
            }
        }
    }

    /** Copies a stream on a thread of its own and keeps its end. */
    private static final class Tail extends Thread {

        private final InputStream source;
        private final @Nullable OutputStream copy;
        private final int capacity;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

        Tail(InputStream source, @Nullable OutputStream copy, int capacity) {
            super("pulumi-output");
            this.source = source;
            this.copy = copy;
            this.capacity = capacity;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    if (copy != null) {
                        copy.write(buffer, 0, count);
                        copy.flush();
                    }
                    kept.write(buffer, 0, count);
                    if (kept.size() - capacity > capacity) {
                        byte[] all = kept.toByteArray();
                        kept.reset();
                        kept.write(all, all.length - capacity, capacity);
                    }
                }
            } catch (IOException e) {
                // The process ended in the middle of a read: what is kept is all there is.
                return;
            }
        }

        /** A plugin that outlives the engine could hold the stream open for ever, so the wait for its end is bounded. */
        String text() throws InterruptedException {
            join(DRAIN_MILLISECONDS);
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
