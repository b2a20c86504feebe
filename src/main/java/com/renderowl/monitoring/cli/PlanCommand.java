package com.renderowl.monitoring.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.renderowl.monitoring.ClaimedVolumes;
import com.renderowl.monitoring.cli.doctor.DockerDisk;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.VolumeFindings;
import com.renderowl.monitoring.cli.plan.PlanReport;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.NoEngineException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring plan}. */
@Command(
        name = "plan",
        description = {
            "Says whether the series that are expected of a stack's Prometheus fit its memory, its disk and its retention, how"
                    + " many would fit, and what they would run out of first.",
            "",
            "It computes that from the configuration, with the costs that docs/capacity.md tells; nothing is decrypted. Beside the"
                    + " configured sizes it shows what the volumes have, where there is a cluster or a Docker engine to ask.",
            "",
            "Ends with 0 if all fits, or the stack has no Prometheus of its own; with 1 if something does not fit, which"
                    + " 'preview' and 'up' refuse, or a volume is smaller than configured; with 2 if the configuration is refused for something else."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring plan",
            "  ./monitoring plan production --json",
            "  ./monitoring config set --path capacity.expectedSeries 80000 && ./monitoring plan"
        })
final class PlanCommand implements Callable<Integer> {

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Option(names = "--json", description = "Write the plan as JSON, sizes in bytes.")
    private boolean json;

    PlanCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        workbench.project().stackFile(stack.name());
        PlanReport report = report(workbench.configurationForPlan(stack.name()));
        if (json) {
            workbench.console().print(PRETTY.toJson(report.json()));
        } else {
            report.lines().forEach(workbench.console()::print);
        }
        return report.fits() && report.hasItsVolumes() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private PlanReport report(StackConfig config) {
        try {
            Destination destination = workbench.destination(stack.name());
            ClaimedVolumes claimed = ClaimedVolumes.of(config, workbench.claims(destination));
            return PlanReport.of(
                    config,
                    claimed,
                    destination instanceof Destination.Machine machine
                            ? List.of(DockerDisk.finding(config, new DockerApi(machine.host())))
                            : VolumeFindings.of(config, claimed));
        } catch (CommandFailure | NoEngineException unknown) {
            Finding finding = Finding.note("Volumes", String.valueOf(unknown.getMessage()));
            return PlanReport.of(config, ClaimedVolumes.of(config, ClaimLookup.none()), List.of(finding));
        }
    }
}
