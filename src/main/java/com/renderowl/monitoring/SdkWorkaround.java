package com.renderowl.monitoring;

/**
 * The Pulumi SDK waits for its tasks by re-queueing itself on the common pool. With two processors that pool has one
 * thread on JDK 25, and the waiting task starves the tasks it waits for: the program never ends. Four threads cure it.
 */
public final class SdkWorkaround {

    private static final String PARALLELISM = "java.util.concurrent.ForkJoinPool.common.parallelism";

    private SdkWorkaround() {}

    /** Must run before anything touches the common pool: the pool reads the property once. A user's value stays. */
    public static void apply() {
        if (System.getProperty(PARALLELISM) == null) {
            System.setProperty(
                    PARALLELISM,
                    Integer.toString(Math.max(4, Runtime.getRuntime().availableProcessors())));
        }
    }
}
