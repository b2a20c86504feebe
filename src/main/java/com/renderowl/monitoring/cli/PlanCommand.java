package com.renderowl.monitoring.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.renderowl.monitoring.cli.plan.PlanReport;
import com.renderowl.monitoring.cli.support.ExitCode;
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
            "It computes that from the configuration, with the costs that docs/capacity.md tells: no cluster is asked, and"
                    + " nothing is decrypted.",
            "",
            "Ends with 0 if all fits, or the stack has no Prometheus of its own; with 1 if something does not fit, which"
                    + " 'preview' and 'up' refuse; with 2 if the configuration is refused for something else."
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
        PlanReport report = PlanReport.of(workbench.configurationForPlan(stack.name()));
        if (json) {
            workbench.console().print(PRETTY.toJson(report.json()));
        } else {
            report.lines().forEach(workbench.console()::print);
        }
        return report.fits() ? ExitCode.DONE : ExitCode.FAILED;
    }
}
