package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.bench.BenchLauncher;
import com.renderowl.monitoring.cli.bench.BenchOptions;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code monitoring bench}. */
@Command(
        name = "bench",
        description = {
            "Measures how fast previews are, beside other ways to run the same stack.",
            "",
            "Staging is deployed twice (as committed, and with 50 times the applications), each to a control plane of"
                    + " its own on loopback, from a private copy of this project. Then previews without changes are timed in"
                    + " turn, and the time of ./monitoring is split into its parts. Nothing of yours is read or touched; the"
                    + " Python libraries are kept below .monitoring, all else is removed.",
            "",
            "It takes five minutes, and longer the first time, as programs are built. How fast things are never makes it"
                    + " fail. See docs/benchmarks.md."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring bench",
            "  ./monitoring bench --runs 15 --skip-python",
            "  ./monitoring bench capacity --help"
        })
final class BenchCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "How often each is run after a first run that does not count (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--skip-python", description = "Leave out the Python program.")
    private boolean skipPython;

    BenchCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (runs < 1 || runs > BenchOptions.MOST_RUNS) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--runs is " + runs + ": it must be from 1 to " + BenchOptions.MOST_RUNS + ", such as --runs 5.");
        }
        workbench.engines().locate();
        workbench.tools().build(List.of("controlplane"));
        workbench.console().say("Compiling the bench ...");
        return new BenchLauncher(workbench.project()).run(new BenchOptions(runs, !skipPython));
    }
}
