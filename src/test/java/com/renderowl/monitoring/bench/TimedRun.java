package com.renderowl.monitoring.bench;

/**
 * A process that ran to its end, and when.
 *
 * @param what it is called in messages
 * @param started in milliseconds since the epoch
 * @param milliseconds from its start to its end
 * @param firstOutput milliseconds from its start to the first byte that it wrote, or its end if it wrote none
 * @param exitCode 0 for success
 * @param output both its streams as they came
 */
record TimedRun(String what, long started, double milliseconds, double firstOutput, int exitCode, String output) {

    private static final int SHOWN_LINES = 40;

    /**
     * This run, if it succeeded.
     *
     * @throws BenchFailure with the end of its output, if not
     */
    TimedRun requireSuccess() {
        if (exitCode != 0) {
            throw new BenchFailure(what + " ended with exit code " + exitCode + ". The end of its output:\n" + tail());
        }
        return this;
    }

    /** When it ended, in milliseconds since the epoch. */
    double ended() {
        return started + milliseconds;
    }

    private String tail() {
        var lines = output.lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - SHOWN_LINES), lines.size()));
    }
}
