package com.renderowl.monitoring.bench.capacity;

import com.renderowl.monitoring.bench.Machine;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.capacity.MeasuredCosts;
import com.renderowl.monitoring.cli.bench.CapacityBenchOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Main class of the bench of capacity; {@code ./monitoring bench capacity} starts it. */
public final class CapacityBench {

    /** Few enough for a day in a minute. */
    private static final int SERIES_ON_DISK = 2_000;

    private static final long MEMORY_LIMIT = 2L << 30;
    private static final double MEBIBYTE = 1 << 20;
    private static final String HEADING = "%-34s %10s %10s %8s";
    private static final String ROW = "%-34s %10.2f %10.2f %+7.0f%%";

    private CapacityBench() {}

    /** Measures, prints what came out, and ends with 0; with 1 when something failed. */
    public static void main(String[] arguments) {
        int exitCode = 0;
        try {
            run(CapacityBenchOptions.of(List.of(arguments)));
        } catch (AssertionError failure) {
            System.err.println("monitoring: " + failure.getMessage());
            exitCode = 1;
        }
        System.exit(exitCode);
    }

    private static void run(CapacityBenchOptions options) {
        Machine machine = Machine.now();
        List<MemoryTrial> trials = new ArrayList<>();
        for (int series : options.series()) {
            System.err.printf(Locale.ROOT, "Three hours of %,d series ...%n", series);
            trials.add(MemoryTrial.run(series, options.withMemoryLimit() ? List.of(MEMORY_LIMIT) : List.of()));
        }
        System.out.println();
        System.out.println(machine.description());
        System.out.printf(
                Locale.ROOT,
                "load before the start: %.1f; Go may take %s%n%n",
                machine.load(),
                options.withMemoryLimit() ? "90% of 2 GiB" : "what it wants");
        trials.forEach(CapacityBench::print);
        printFit(trials);
        if (options.withDisk()) {
            System.err.printf(Locale.ROOT, "A day of %,d series ...%n", SERIES_ON_DISK);
            print(DiskTrial.run(SERIES_ON_DISK));
        }
    }

    private static void print(MemoryTrial trial) {
        CapacityPlan plan = Plans.of(trial.series());
        heading(String.format(Locale.ROOT, "%,d series, MiB", trial.series()));
        row("heap in use", trial.heapInUse() / MEBIBYTE, Plans.heapInUse(trial.series()) / MEBIBYTE);
        row("most resident memory", trial.resident() / MEBIBYTE, plan.memory() / MEBIBYTE);
        System.out.printf(Locale.ROOT, "%-34s %10.2f%n", "of which Go had at most", trial.memory() / MEBIBYTE);
        System.out.printf(Locale.ROOT, "%-34s %8.1f s%n%n", "ready again after a kill", trial.secondsToReady());
    }

    /** The straight line through what was measured, beside the one that plans are computed with. */
    private static void printFit(List<MemoryTrial> trials) {
        if (trials.size() < 2) {
            return;
        }
        Line line = Line.through(trials.stream()
                .map(trial -> new Line.Point(trial.series(), trial.resident()))
                .toList());
        long planned = Plans.of(1).memory();
        heading("the line through these");
        row("resident memory per series, bytes", line.slope(), Plans.of(2).memory() - planned);
        row("without series, MiB", line.start() / MEBIBYTE, planned / MEBIBYTE);
        System.out.println();
    }

    private static void print(DiskTrial trial) {
        heading("bytes per sample on disk");
        row("write-ahead log", trial.log(), MeasuredCosts.LOG_BYTES_PER_SAMPLE);
        trial.blocks()
                .forEach((hours, bytes) ->
                        row("block of " + hours + " hours", bytes, MeasuredCosts.BLOCK_BYTES_PER_SAMPLE.doubleValue()));
        System.out.printf(Locale.ROOT, "%-34s %8.1f h%n", "the log went back at most", trial.logHours());
    }

    private static void heading(String title) {
        System.out.println(String.format(Locale.ROOT, HEADING, title, "measured", "planned", ""));
    }

    private static void row(String title, double measured, double planned) {
        System.out.println(String.format(Locale.ROOT, ROW, title, measured, planned, 100 * (planned / measured - 1)));
    }
}
