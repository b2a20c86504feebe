package com.renderowl.monitoring.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.DataVolumes.DataVolume;
import com.renderowl.monitoring.cli.destroy.DestroyPlan;
import com.renderowl.monitoring.cli.destroy.DestroyText;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.ExportedState;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
                    + " its history, unless --remove-stack is given; the configuration file always stays.",
            "",
            "In a cluster it first looks, with kubectl, at everything in the stack's namespaces, and lists the volumes with"
                    + " data. A namespace stays where it was there before the stack, or where something is in it that is not"
                    + " the stack's; then only the stack's own objects in it are deleted. What belongs to another stack now"
                    + " is left alone."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring destroy",
            "  ./monitoring destroy staging --yes --remove-stack",
            "  ./monitoring destroy local --keep-data",
            "  ./monitoring destroy staging --delete-namespace monitoring"
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
            description =
                    "Keep the volumes with the data of the stack, in a cluster with their namespaces: the next 'up' goes"
                            + " on with them.")
    private boolean keepData;

    @Option(
            names = "--delete-namespace",
            paramLabel = "NAME",
            description =
                    "Delete this namespace of the stack with everything in it, whoever made it. Can be given several"
                            + " times.")
    private Set<String> deletedNamespaces = new TreeSet<>();

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
            ExportedState exported =
                    new ExportedState(session, workbench.project().privateFolder());
            JsonObject state = exported.read();
            options.addAll(
                    destination instanceof Destination.Machine
                            ? data(DataVolumes.of(ExportedState.resources(state)))
                            : inCluster(exported, state));
            int exitCode = new EngineOperation(workbench, session, program).run("destroy", options);
            return exitCode == ExitCode.DONE && removeStack ? removeStack(session) : exitCode;
        }
    }

    /**
     * Says what becomes of the data and of what is not the stack's, and has the engine keep what stays: it lets go of that
     * without deleting it.
     *
     * @return options for the engine
     */
    private List<String> inCluster(ExportedState exported, JsonObject state) {
        JsonArray resources = ExportedState.resources(state);
        List<DeployedObject> objects = DeployedObject.of(resources);
        Set<String> own = DestroyPlan.ownNamespaces(objects).stream()
                .map(namespace -> namespace.identity().name())
                .collect(Collectors.toCollection(TreeSet::new));
        deletedNamespaces.stream()
                .filter(name -> !own.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new CommandFailure(
                            ExitCode.USAGE,
                            "--delete-namespace " + name + ": the stack " + stack.name()
                                    + (own.isEmpty()
                                            ? " has no namespace."
                                            : " has only " + String.join(", ", own) + "."));
                });
        // The engine refuses a destruction of what is protected, and says how to go on.
        if (objects.stream().anyMatch(DeployedObject::isProtected)) {
            return List.of();
        }
        Optional<DestroyPlan> plan = objects.isEmpty() ? Optional.empty() : look(objects, own);
        plan.map(DestroyText::of).orElse(List.of()).forEach(workbench.console()::say);
        if (DestroyPlan.retain(resources, plan.map(DestroyPlan::kept).orElse(Set.of()))) {
            exported.write(state);
        }
        boolean leavesOwn =
                objects.isEmpty() || plan.map(DestroyPlan::leavesOwn).orElse(false);
        return leavesOwn && !removeStack ? DestroyPlan.identity(resources) : List.of();
    }

    /** Empty where it cannot be looked and the user deletes every namespace all the same. */
    private Optional<DestroyPlan> look(List<DeployedObject> objects, Set<String> own) {
        try {
            return Optional.of(DestroyPlan.of(
                    stack.name(), objects, deletedNamespaces, keepData, workbench.kubectl(stack.name())));
        } catch (CommandFailure unknown) {
            if (unknown.exitCode() != ExitCode.MISSING) {
                throw unknown;
            }
            if (deletedNamespaces.containsAll(own)) {
                workbench.console().say("What is in the namespaces is deleted unseen. " + unknown.getMessage());
                return Optional.empty();
            }
            throw new CommandFailure(
                    ExitCode.MISSING,
                    unknown.getMessage() + "\nWhat else is in the namespaces of " + stack.name()
                            + " cannot be told, so nothing was touched. To delete them with everything in them all the"
                            + " same: ./monitoring destroy " + stack.name()
                            + own.stream()
                                    .map(name -> " --delete-namespace " + name)
                                    .collect(Collectors.joining()));
        }
    }

    private void check(Destination destination) {
        if (!deletedNamespaces.isEmpty() && destination instanceof Destination.Machine) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--delete-namespace is for stacks in a cluster: on Docker there are no namespaces.");
        }
        if (keepData && !deletedNamespaces.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--keep-data and --delete-namespace exclude each other: the volumes are deleted with their"
                            + " namespace.");
        }
        if (keepData && removeStack) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--keep-data and --remove-stack exclude each other: without the stack nobody knows of the data.");
        }
    }

    /** Says what becomes of the data on Docker, and what makes the engine do so. */
    private List<String> data(List<DataVolume> volumes) {
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
