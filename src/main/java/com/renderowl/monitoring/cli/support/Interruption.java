package com.renderowl.monitoring.cli.support;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C goes to the engine first: it then stops cleanly, while this process goes on serving it, and saves the state.
 * Only after that does this process end. Java's shutdown hooks do just this, as all other threads go on while a hook
 * waits, and the exit status is the one for the signal.
 */
public final class Interruption {

    private static final Set<Process> PROCESSES = ConcurrentHashMap.newKeySet();
    private static final CountDownLatch FINISHED = new CountDownLatch(1);

    /** For what the command still says and cleans up after the engine has ended. */
    private static final long FINISH_SECONDS = 10;

    private Interruption() {}

    /**
     * To be called once, at the start.
     *
     * @param isForeground whether this process is in the foreground of a terminal, whatever its input is: then Ctrl-C
     *     reached the engine as well, and a second signal would make it stop at once instead of cleanly; the start
     *     script knows, Java 17 does not
     */
    public static void install(boolean isForeground) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> shutDown(isForeground), "interruption"));
    }

    /** From now on the end of this process waits for the end of that one. */
    public static void attach(Process process) {
        PROCESSES.add(process);
    }

    /** That process has ended. */
    public static void detach(Process process) {
        PROCESSES.remove(process);
    }

    /** The command has said and cleaned up everything. */
    public static void finished() {
        FINISHED.countDown();
    }

    private static void shutDown(boolean isForeground) {
        if (PROCESSES.isEmpty()) {
            return;
        }
        try {
            for (Process process : PROCESSES) {
                if (!isForeground) {
                    process.destroy();
                }
                process.waitFor();
            }
            FINISHED.await(FINISH_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
