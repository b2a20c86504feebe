package com.renderowl.monitoring.harness;

import java.util.List;

/**
 * How a program ended.
 *
 * @param line the program and its arguments
 * @param exitCode 0 for success
 * @param output its standard output
 * @param errors its standard error
 */
public record CommandOutcome(List<String> line, int exitCode, String output, String errors) {

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * The standard output of a program that must have succeeded.
     *
     * @throws AssertionError with all that it printed, if it did not
     */
    public String requireOutput() {
        if (!succeeded()) {
            throw new AssertionError(
                    "%s ended with exit code %d:%n%s%s".formatted(String.join(" ", line), exitCode, errors, output));
        }
        return output;
    }
}
