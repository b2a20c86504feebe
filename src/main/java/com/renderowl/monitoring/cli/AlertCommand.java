package com.renderowl.monitoring.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code monitoring alert}: what has to do with alerts. */
@Command(
        name = "alert",
        synopsisSubcommandLabel = "COMMAND",
        description = "Tests the way of alerts to people.",
        footer = {
            "",
            "Examples:",
            "  ./monitoring alert test              a test notification to every receiver of staging",
            "  ./monitoring alert test --help       all about it"
        })
final class AlertCommand implements Callable<Integer> {

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "Which command? test sends a test notification.");
    }
}
