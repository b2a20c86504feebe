package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring destroy}. */
@Command(
        name = "destroy",
        description = {
            "Deletes everything that 'up' has deployed.",
            "",
            "On a terminal it shows what will be deleted and asks; without one it needs --yes. The empty stack stays, with"
                    + " its history, unless --remove-stack is given; the configuration file always stays."
        },
        footer = {"", "Examples:", "  ./monitoring destroy", "  ./monitoring destroy staging --yes --remove-stack"})
final class DestroyCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(names = "--remove-stack", description = "Afterwards remove the empty stack and its history as well.")
    private boolean removeStack;

    DestroyCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        if (!yes && !workbench.console().isTerminal()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "There is no terminal to ask on: 'destroy " + stack.name() + " --yes' deletes without asking.");
        }
        try (InlineProgram program = InlineProgram.start(new RunMode.Deploy(), Map.of())) {
            Destination destination = workbench.destination(stack.name());
            workbench.announce("Destroying", stack.name(), destination);
            destination.check();
            Session session = workbench.openToOperate(stack.name());
            workbench.recover(session, program);
            List<String> options = new ArrayList<>();
            if (yes) {
                options.add("--yes");
            }
            int exitCode = new EngineOperation(workbench, session, program).run("destroy", options);
            return exitCode == ExitCode.DONE && removeStack ? removeStack(session) : exitCode;
        }
    }

    /** Not by {@code pulumi destroy --remove}, which deletes the configuration file too: the committed one. */
    private int removeStack(Session session) {
        Result result = session.pulumi().run(List.of("stack", "rm", session.stack(), "--yes", "--preserve-config"));
        workbench.console().say(result.exitCode() == 0 ? "Stack " + session.stack() + " removed." : result.errors());
        return result.exitCode() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
