package com.renderowl.monitoring.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What to measure of a Prometheus, as the command hands it to the bench, which runs in a process of its own.
 *
 * @param series the numbers of series to try, each {@value #FEWEST_SERIES} to {@value #MOST_SERIES}
 * @param withMemoryLimit whether Go is told to stay below 90% of 2 GiB, as in a container of that limit
 * @param withDisk whether a day of samples is written, to see what they take on disk
 */
public record CapacityBenchOptions(List<Integer> series, boolean withMemoryLimit, boolean withDisk) {

    /** With fewer, what Prometheus needs anyway is more than what they add. */
    public static final int FEWEST_SERIES = 1_000;

    /** Takes an hour and some gigabytes. */
    public static final int MOST_SERIES = 1_000_000;

    private static final String SERIES = "--series";
    private static final String NO_LIMIT = "--no-memory-limit";
    private static final String SKIP_DISK = "--skip-disk";

    public CapacityBenchOptions {
        series = List.copyOf(series);
    }

    /** The arguments of the bench's main class. */
    public List<String> arguments() {
        String numbers = series.stream().map(String::valueOf).collect(Collectors.joining(","));
        List<String> arguments = new ArrayList<>(List.of(SERIES, numbers));
        if (!withMemoryLimit) {
            arguments.add(NO_LIMIT);
        }
        if (!withDisk) {
            arguments.add(SKIP_DISK);
        }
        return arguments;
    }

    /**
     * Reads back what {@link #arguments} gave.
     *
     * @throws IllegalArgumentException when they are others
     */
    public static CapacityBenchOptions of(List<String> arguments) {
        if (arguments.size() >= 2 && arguments.get(1).matches("\\d{1,9}(,\\d{1,9})*")) {
            List<Integer> numbers = Pattern.compile(",")
                    .splitAsStream(arguments.get(1))
                    .map(Integer::valueOf)
                    .toList();
            CapacityBenchOptions options =
                    new CapacityBenchOptions(numbers, !arguments.contains(NO_LIMIT), !arguments.contains(SKIP_DISK));
            if (options.arguments().equals(arguments)) {
                return options;
            }
        }
        throw new IllegalArgumentException(
                "The bench is started by ./monitoring bench capacity, not with " + arguments);
    }
}
