package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.support.Console;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            "A change that would lose data or running pods is refused: it is said what, why, and how to keep or to"
                    + " allow it. See --allow-replace. So is one that would change an object of another owner: see"
                    + " --take-over.",
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

    @Mixin
    private final TakeOvers takeOvers = new TakeOvers();

    @Option(names = "--expect-no-changes", description = "End with 4 if there are changes.")
    private boolean expectNoChanges;

    @Option(names = "--diff", description = "Show every property that changes.")
    private boolean diff;

    @Option(names = "--json", description = "Write the result as JSON, and nothing else, to the output.")
    private boolean json;

    PreviewCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    private Optional<String> refusal(EventLog log, Destination destination) {
        String command = "./monitoring up " + stack.name();
        Console console = workbench.console();
        return allowed.refusal(log, command, console)
                .or(() -> takeOvers.refusal(
                        log, workbench.metadata(stack.name(), destination), command, console, reason -> {
                            console.say(reason + " 'up' would be refused.");
                            return Optional.empty();
                        }));
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
                    .guardedBy(log -> refusal(log, destination))
                    .run("preview", options);
        }
    }
}
