package com.renderowl.monitoring.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code monitoring preview}. */
@Command(
        name = "preview",
        description = {
            "Shows what 'up' would change; touches nothing.",
            "",
            "A change that would lose data or running pods is refused: it is said what, why, and how to keep or to allow it."
                    + " See --allow-replace.",
            "",
            "Without a cluster it compares with the state alone, so what only a cluster can know is not checked."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring preview",
            "  ./monitoring preview production --diff",
            "  ./monitoring preview --expect-no-changes     4 is returned if there are any",
            "  ./monitoring preview -- --target 'URN'       what follows -- goes to 'pulumi preview' as it is"
        })
final class PreviewCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Mixin
    private final AllowedReplacements allowed = new AllowedReplacements();

    @Option(names = "--expect-no-changes", description = "End with 4 if there are changes.")
    private boolean expectNoChanges;

    @Option(names = "--diff", description = "Show every property that changes.")
    private boolean diff;

    @Option(names = "--json", description = "Write the result as JSON, and nothing else, to the output.")
    private boolean json;

    PreviewCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Destination destination = workbench.destination(stack.name());
        try (InlineProgram program =
                InlineProgram.start(workbench.project(), stack.name(), workbench.mode(destination), Map.of())) {
            workbench.announce("Previewing", stack.name(), destination);
            destination.check();
            List<String> options = new ArrayList<>();
            if (expectNoChanges) {
                options.add("--expect-no-changes");
            }
            if (diff) {
                options.add("--diff");
            }
            if (json) {
                options.add("--json");
            }
            return new EngineOperation(workbench, workbench.openToRun(stack.name()), program)
                    .guardedBy(log -> allowed.refusal(log, "./monitoring up " + stack.name(), workbench.console()))
                    .run("preview", options);
        }
    }
}
