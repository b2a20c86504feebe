package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.DataVolumes.DataVolume;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        footer = {
            "",
            "Examples:",
            "  ./monitoring destroy",
            "  ./monitoring destroy staging --yes --remove-stack",
            "  ./monitoring destroy local --keep-data"
        })
final class DestroyCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(
            names = {"-y", "--yes"},
            description = "Do not ask.")
    private boolean yes;

    @Option(
            names = "--keep-data",
            description = "Keep the volumes with the data of a stack on Docker: the next 'up' goes on with them.")
    private boolean keepData;

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
        try (InlineProgram program =
                InlineProgram.start(workbench.project(), stack.name(), new RunMode.Deploy(), Map.of())) {
            Destination destination = workbench.destination(stack.name());
            check(destination);
            workbench.announce("Destroying", stack.name(), destination);
            destination.check();
            Session session = workbench.openToOperate(stack.name());
            workbench.recover(session, program, destination);
            List<String> options = new ArrayList<>();
            if (yes) {
                options.add("--yes");
            }
            if (destination instanceof Destination.Machine) {
                options.addAll(data(session));
            }
            int exitCode = new EngineOperation(workbench, session, program).run("destroy", options);
            return exitCode == ExitCode.DONE && removeStack ? removeStack(session) : exitCode;
        }
    }

    private void check(Destination destination) {
        if (keepData && !(destination instanceof Destination.Machine)) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--keep-data is for stacks on Docker. In a cluster 'protect: true' keeps the volumes and their"
                            + " namespaces: ./monitoring config set --path protect true --stack " + stack.name());
        }
        if (keepData && removeStack) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--keep-data and --remove-stack exclude each other: without the stack nobody knows of the data.");
        }
    }

    /** Says what becomes of the data, and what makes the engine do so. */
    private List<String> data(Session session) {
        List<DataVolume> volumes = DataVolumes.of(session);
        if (volumes.isEmpty()) {
            return List.of();
        }
        String names = volumes.stream().map(DataVolume::name).collect(Collectors.joining(", "));
        if (!keepData) {
            workbench
                    .console()
                    .say("All data of the stack is deleted with its volumes " + names
                            + "; with --keep-data they would stay.");
            return List.of();
        }
        workbench
                .console()
                .say("Kept are the volumes " + names
                        + ". The next 'up' goes on with them; 'destroy' without --keep-data" + " deletes them.");
        return volumes.stream()
                .flatMap(volume -> Stream.of("--exclude", volume.urn()))
                .toList();
    }

    /** Not by {@code pulumi destroy --remove}, which deletes the configuration file too: the committed one. */
    private int removeStack(Session session) {
        Result result = session.pulumi().run(List.of("stack", "rm", session.stack(), "--yes", "--preserve-config"));
        workbench.console().say(result.exitCode() == 0 ? "Stack " + session.stack() + " removed." : result.errors());
        return result.exitCode() == 0 ? ExitCode.DONE : ExitCode.FAILED;
    }
}
