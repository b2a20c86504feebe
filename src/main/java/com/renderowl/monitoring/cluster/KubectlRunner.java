package com.renderowl.monitoring.cluster;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Runs kubectl to its end, or to a deadline: a login that waits for a browser, and a server that does not answer, would
 * hold the command for ever otherwise.
 *
 * @param program kubectl, by its name on the PATH or its path
 * @param environment the environment of the process, which names the kubeconfig; variables of Pulumi are left out
 * @param started is notified of the process when it runs, so that it can be ended together with this one
 * @param ended is notified of the process when it has ended
 */
public record KubectlRunner(
        String program, Map<String, String> environment, Consumer<Process> started, Consumer<Process> ended) {

    /** The most that is kept of an answer, in bytes: a list of 20,000 pods is half as long. */
    private static final int ANSWER_BYTES = 256 << 20;

    private static final int ERROR_BYTES = 16 << 10;

    /** A helper of a login may outlive kubectl and hold its streams open; all that kubectl wrote is read long before. */
    private static final long DRAIN_MILLISECONDS = 2_000;

    /**
     * What it left behind.
     *
     * @param exitCode its exit status; that of a killed process when it was late
     * @param output its standard output
     * @param errors the beginning of its standard error, which has its errors and the prompts of logins
     * @param late the deadline, when it had not ended by then and was ended; zero otherwise
     */
    public record Result(int exitCode, String output, String errors, Duration late) {

        /** Whether it ended in time and without an error. */
        public boolean isSuccess() {
            return exitCode == 0 && late.isZero();
        }

        /** Why it failed, in one line for a message. */
        public String complaint() {
            String said = errors.strip().replaceAll("\\s*\\R\\s*", " ");
            if (!late.isZero()) {
                return "kubectl did not end within " + late.toSeconds() + " s and "
                        + (said.isEmpty() ? "said nothing" : "said: " + said);
            }
            return said.isEmpty() ? "kubectl ended with status " + exitCode : said;
        }

        /** The output may hold values of Secrets. */
        @Override
        public String toString() {
            return "Result[" + exitCode + "]";
        }
    }

    /** Pulumi gives the configuration to a program in its environment, secrets in clear among it: kubectl gets none of that. */
    public KubectlRunner {
        environment = environment.entrySet().stream()
                .filter(variable -> !variable.getKey().startsWith("PULUMI_"))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** One that notifies nothing. */
    public KubectlRunner(String program, Map<String, String> environment) {
        this(program, environment, process -> {}, process -> {});
    }

    /** The environment may hold secrets. */
    @Override
    public String toString() {
        return "KubectlRunner[" + program + "]";
    }

    /**
     * Runs it with nothing to read. At the deadline the process and its descendants are killed.
     *
     * @param arguments without the program
     * @param deadline counted from now
     * @throws IOException when it cannot be started, or its answer is longer than 256 MiB
     * @throws InterruptedException when this thread is interrupted; the process has been killed by then
     */
    public Result run(List<String> arguments, Duration deadline) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectInput(Redirect.from(new File("/dev/null")));
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        started.accept(process);
        try {
            Reader output = new Reader(process.getInputStream(), ANSWER_BYTES);
            Reader errors = new Reader(process.getErrorStream(), ERROR_BYTES);
            boolean inTime = process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS);
            if (!inTime) {
                kill(process);
                process.waitFor();
            }
            String answer = output.text();
            if (output.isCut()) {
                throw new IOException("its answer is longer than " + (ANSWER_BYTES >> 20) + " MiB");
            }
            return new Result(process.exitValue(), answer, errors.text(), inTime ? Duration.ZERO : deadline);
        } finally {
            kill(process);
            ended.accept(process);
        }
    }

    /** Kills a process and its descendants; one that has ended does not mind. */
    public static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** Reads a stream on a thread of its own, as a process stops when a pipe is full; keeps the beginning. */
    private static final class Reader extends Thread {

        private final InputStream source;
        private final int capacity;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private volatile boolean cut;

        Reader(InputStream source, int capacity) {
            super("kubectl-output");
            this.source = source;
            this.capacity = capacity;
            setDaemon(true);
            start();
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    int room = Math.min(count, capacity - kept.size());
                    kept.write(buffer, 0, room);
                    cut |= room < count;
                }
            } catch (IOException e) {
                // The process was killed in the middle of a read: what is kept is all there is.
                return;
            }
        }

        String text() throws InterruptedException {
            join(DRAIN_MILLISECONDS);
            return kept.toString(StandardCharsets.UTF_8);
        }

        boolean isCut() {
            return cut;
        }
    }
}
