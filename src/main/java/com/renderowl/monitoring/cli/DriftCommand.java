package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.EngineOperation.Unseen;
import com.renderowl.monitoring.cli.drift.Difference;
import com.renderowl.monitoring.cli.drift.DriftReport;
import com.renderowl.monitoring.cli.engine.EventLog;
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

/** {@code monitoring drift}. */
@Command(
        name = "drift",
        description = {
            "Shows what is not in the cluster, or on Docker, as it was deployed, because somebody has changed or deleted it by"
                    + " hand; touches nothing. 'up' puts it right.",
            "",
            "Compared are the fields that the stack sets. What others add to its objects, such as an autoscaler or"
                    + " cert-manager, is no drift. What is configured and not deployed yet is shown apart."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring drift                  4 is returned if there is any",
            "  ./monitoring drift production --json"
        })
final class DriftCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(names = "--json", description = "Write JSON, for machines.")
    private boolean json;

    DriftCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Destination destination = workbench.destination(stack.name());
        if (destination instanceof Destination.Nowhere) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "There is no cluster to compare with: set KUBECONFIG to that of the cluster that " + stack.name()
                            + " was deployed to.");
        }
        try (InlineProgram program =
                InlineProgram.start(workbench.project(), stack.name(), workbench.mode(destination), Map.of())) {
            workbench.announce("Comparing", stack.name(), destination);
            destination.check();
            Session session = workbench.openToRun(stack.name());
            EngineOperation operation = new EngineOperation(workbench, session, program);
            List<String> given = workbench.engineArguments();
            List<String> options = new ArrayList<>(List.of("--preview-only"));
            options.addAll(given);
            EventLog cluster = operation.runUnseen("refresh", options).required();
            List<Difference> drift = Difference.ofCluster(cluster.refreshed());
            Unseen preview = operation.runUnseen("preview", given);
            if (drift.isEmpty()) {
                preview.required();
            } else if (!preview.succeeded()) {
                // As in a namespace that is gone: that has to be put right first.
                workbench.console().say("What is configured and not deployed yet cannot be told: " + preview.said());
            }
            DriftReport report = new DriftReport(
                    stack.name(),
                    drift,
                    preview.succeeded() ? Difference.ofProgram(preview.log().plan()) : List.of());
            if (json) {
                workbench.console().print(report.json());
            } else {
                report.lines().forEach(workbench.console()::print);
            }
            return report.hasDrift() ? ExitCode.CHANGES : ExitCode.DONE;
        }
    }
}
