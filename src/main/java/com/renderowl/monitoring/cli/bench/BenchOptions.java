package com.renderowl.monitoring.cli.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What to measure, as the command hands it to the bench, which runs in a process of its own.
 *
 * @param runs how often each candidate is timed, 1 to {@value #MOST_RUNS}
 * @param withPython whether the Python program is among them
 */
public record BenchOptions(int runs, boolean withPython) {

    /** Enough for an hour. */
    public static final int MOST_RUNS = 100;

    private static final String RUNS = "--runs";
    private static final String SKIP_PYTHON = "--skip-python";

    /** The arguments of the bench's main class. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(RUNS, Integer.toString(runs)));
        if (!withPython) {
            arguments.add(SKIP_PYTHON);
        }
        return arguments;
    }

    /**
     * Reads back what {@link #arguments} gave.
     *
     * @throws IllegalArgumentException when they are others
     */
    public static BenchOptions of(List<String> arguments) {
        if (arguments.size() >= 2) {
            BenchOptions options =
                    new BenchOptions(Integer.parseInt(arguments.get(1)), !arguments.contains(SKIP_PYTHON));
            if (options.arguments().equals(arguments)) {
                return options;
            }
        }
        throw new IllegalArgumentException("The bench is started by ./monitoring bench, not with " + arguments);
    }
}
