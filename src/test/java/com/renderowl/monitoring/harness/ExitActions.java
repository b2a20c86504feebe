package com.renderowl.monitoring.harness;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has to happen even if the JVM is told to end in the middle of a test: newest first, by one shutdown hook. */
final class ExitActions {

    private static final Deque<Runnable> ACTIONS = new ArrayDeque<>();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExitActions::runAll, "harness-exit"));
    }

    private ExitActions() {}

    static synchronized void add(Runnable action) {
        ACTIONS.push(action);
    }

    static synchronized void remove(Runnable action) {
        ACTIONS.remove(action);
    }

    private static void runAll() {
        for (Runnable action = next(); action != null; action = next()) {
            action.run();
        }
    }

    private static synchronized @Nullable Runnable next() {
        return ACTIONS.poll();
    }
}
