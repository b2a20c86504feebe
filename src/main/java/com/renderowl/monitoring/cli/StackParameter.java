package com.renderowl.monitoring.cli;

import picocli.CommandLine.Parameters;

/** The stack that a command is about. */
final class StackParameter {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "STACK",
            defaultValue = "staging",
            description = "The stack: a file Pulumi.STACK.yaml in the project (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String name;

    String name() {
        return name;
    }
}
