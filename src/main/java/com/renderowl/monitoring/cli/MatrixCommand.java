package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.matrix.MatrixJson;
import com.renderowl.monitoring.cli.matrix.MatrixText;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.dashboards.InvalidDashboardException;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.reach.ReachMatrix;
import com.renderowl.monitoring.rules.InvalidRuleFileException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring matrix}. */
@Command(
        name = "matrix",
        description = {
            "Shows who can open a connection to whom, by the network policies of a stack.",
            "",
            "It is worked out from the stack's configuration: no cluster is asked, and nothing is decrypted. Shown are the"
                    + " stack's pods, everybody whom they have to do with, and some strangers, as grids; then what passes,"
                    + " with the reason; then who exactly is meant.",
            "",
            "It ends with 2 for a stack on Docker, where there are no network policies."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring matrix",
            "  ./monitoring matrix production",
            "  ./monitoring matrix staging --json | jq '.cells[] | select(.to == \"prometheus\")'"
        })
final class MatrixCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(names = "--json", description = "Write JSON, for machines: every cell, with its verdict and reason.")
    private boolean json;

    MatrixCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        StackConfig config = workbench.configuration(stack.name());
        return switch (config.platform()) {
            case KUBERNETES, OPERATOR -> show(matrix(config));
            case DOCKER ->
                throw new CommandFailure(
                        ExitCode.USAGE,
                        "The stack " + stack.name()
                                + " runs on Docker, in one network without policies: every container"
                                + " there reaches every other one, so there is no matrix.");
        };
    }

    private static ReachMatrix matrix(StackConfig config) {
        try {
            return ReachMatrix.of(StackModel.of(config));
        } catch (InvalidRuleFileException | InvalidDashboardException refused) {
            throw new CommandFailure(ExitCode.USAGE, String.valueOf(refused.getMessage()));
        }
    }

    private int show(ReachMatrix matrix) {
        if (json) {
            workbench.console().print(MatrixJson.of(stack.name(), matrix));
        } else {
            MatrixText.of(stack.name(), matrix).forEach(workbench.console()::print);
        }
        return ExitCode.DONE;
    }
}
