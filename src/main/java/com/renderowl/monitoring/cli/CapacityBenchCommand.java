package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.bench.BenchLauncher;
import com.renderowl.monitoring.cli.bench.CapacityBenchOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code monitoring bench capacity}. */
@Command(
        name = "capacity",
        description = {
            "Measures what series and samples cost a Prometheus: memory, write-ahead log, blocks.",
            "",
            "A real Prometheus runs on loopback, with series that look like those of the platform. It is given three hours of"
                    + " their samples in a minute, scrapes them, cuts a block off, is killed, and starts again; its memory is"
                    + " watched all the while. Then a day of samples is written, to see what compaction makes of them. Beside"
                    + " the figures stands what 'plan' computes with; see docs/capacity.md.",
            "",
            "It takes five minutes, 2 GiB of memory and 1 GiB of disk. Figures that differ do not make it fail."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring bench capacity",
            "  ./monitoring bench capacity --series 15000,45000,120000 --skip-disk"
        })
final class CapacityBenchCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--series",
            paramLabel = "N",
            split = ",",
            defaultValue = "20000,40000,60000",
            description = "How many series to try, separated by commas (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private List<Integer> series;

    @Option(
            names = "--no-memory-limit",
            description = "Let Go take what it wants; otherwise it stays below 90% of 2 GiB, as in a container.")
    private boolean noMemoryLimit;

    @Option(names = "--skip-disk", description = "Leave out the day of samples.")
    private boolean skipDisk;

    CapacityBenchCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        for (int number : series) {
            if (number < CapacityBenchOptions.FEWEST_SERIES || number > CapacityBenchOptions.MOST_SERIES) {
                throw new ParameterException(
                        spec.commandLine(),
                        "--series is " + number + ": it must be from " + CapacityBenchOptions.FEWEST_SERIES + " to "
                                + CapacityBenchOptions.MOST_SERIES + ", such as --series 20000.");
            }
        }
        workbench.tools().build(List.of("prometheus", "backend"));
        workbench.console().say("Compiling the bench ...");
        return new BenchLauncher(workbench.project()).run(new CapacityBenchOptions(series, !noMemoryLimit, !skipDisk));
    }
}
