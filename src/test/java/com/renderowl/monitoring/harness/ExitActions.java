package com.renderowl.monitoring.harness;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What happens when the JVM ends, even if it is told to in the middle of a test: every process that it started is ended,
 * then the temporary directories are deleted, in which those processes would write.
 */
final class ExitActions {

    private static final Set<TemporaryDirectory> DIRECTORIES = new LinkedHashSet<>();
    private static boolean ending;

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(ExitActions::run, "harness-exit"));
    }

    private ExitActions() {}

    static synchronized void add(TemporaryDirectory directory) {
        DIRECTORIES.add(directory);
    }

    static synchronized void remove(TemporaryDirectory directory) {
        DIRECTORIES.remove(directory);
    }

    /** Test threads run on while the JVM ends; they must not begin what nobody would end. */
    static synchronized void requireNotEnding() {
        if (ending) {
            throw new IllegalStateException("The JVM is ending: nothing is started any more");
        }
    }

    private static void run() {
        List<TemporaryDirectory> left = end();
        ProcessScan.ALL.kill();
        left.forEach(TemporaryDirectory::close);
    }

    private static synchronized List<TemporaryDirectory> end() {
        ending = true;
        return List.copyOf(DIRECTORIES);
    }
}
