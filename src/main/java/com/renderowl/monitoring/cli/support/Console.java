package com.renderowl.monitoring.cli.support;

import java.io.PrintStream;

/**
 * Where a command talks to its user.
 *
 * <p>Results go to the output, all that is said about how they came about to the error stream, so that a script which
 * reads {@code outputs --json} gets nothing else.
 *
 * @param output for results
 * @param messages for everything else
 * @param isTerminal whether somebody sits at the standard input and can answer
 */
public record Console(PrintStream output, PrintStream messages, boolean isTerminal) {

    /** The process's own streams; the start script knows whether the input is a terminal, Java 17 does not. */
    public static Console ofProcess() {
        return new Console(System.out, System.err, Boolean.getBoolean("monitoring.terminal"));
    }

    /** Writes one line of result. */
    public void print(String line) {
        output.println(line);
    }

    /** Writes one line about what happens. */
    public void say(String line) {
        messages.println(line);
    }
}
