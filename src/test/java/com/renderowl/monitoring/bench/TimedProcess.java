package com.renderowl.monitoring.bench;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Runs processes one after the other and takes their times. */
final class TimedProcess {

    private static final long DEADLINE_MINUTES = 15;
    private static final long DRAIN_MILLISECONDS = 2_000;

    /** The one that runs now, to be ended with this process. */
    private static volatile @Nullable Process current;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(TimedProcess::endCurrent, "bench-exit"));
    }

    private TimedProcess() {}

    /**
     * Runs a process to its end, with nothing to read.
     *
     * @param what it is called in messages
     * @param command the program and its arguments
     * @param folder where it runs
     * @param environment all of its environment
     * @throws BenchFailure when it does not end within 15 minutes
     */
    static TimedRun run(String what, List<String> command, Path folder, Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            long started = System.currentTimeMillis();
            long start = System.nanoTime();
            Process process = builder.start();
            current = process;
            Reader reader = new Reader(process.getInputStream());
            reader.start();
            if (!process.waitFor(DEADLINE_MINUTES, TimeUnit.MINUTES)) {
                endCurrent();
                throw new BenchFailure(what + " did not end within " + DEADLINE_MINUTES + " minutes.");
            }
            long end = System.nanoTime();
            current = null;
            reader.join(DRAIN_MILLISECONDS);
            return new TimedRun(
                    what,
                    started,
                    (end - start) / 1e6,
                    (reader.firstByte(end) - start) / 1e6,
                    process.exitValue(),
                    reader.text());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.get(0), e);
        } catch (InterruptedException e) {
            endCurrent();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while " + what + " ran", e);
        }
    }

    private static void endCurrent() {
        Process process = current;
        if (process != null) {
            List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                    .toList();
            all.forEach(ProcessHandle::destroyForcibly);
        }
    }

    /** Reads a stream on a thread of its own, so that the end of a process is seen although something holds it open. */
    private static final class Reader extends Thread {

        private final InputStream source;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private volatile long firstByte;

        Reader(InputStream source) {
            super("bench-output");
            this.source = source;
            setDaemon(true);
        }

        @Override
        public void run() {
            byte[] buffer = new byte[8192];
            try {
                for (int count = source.read(buffer); count >= 0; count = source.read(buffer)) {
                    if (firstByte == 0) {
                        firstByte = System.nanoTime();
                    }
                    kept.write(buffer, 0, count);
                }
            } catch (IOException e) {
                // The process was ended while it wrote: what it wrote until then is all there is.
                return;
            }
        }

        /** When the first byte came: at the end at the latest, as what is read after that was written before it. */
        long firstByte(long end) {
            return firstByte == 0 ? end : Math.min(firstByte, end);
        }

        String text() {
            return kept.toString(StandardCharsets.UTF_8);
        }
    }
}
