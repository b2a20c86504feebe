package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code monitoring outputs}. */
@Command(
        name = "outputs",
        description = "Shows what the last 'up' reported: URLs, names, commands; all of it, or one by name.",
        footer = {
            "",
            "Examples:",
            "  ./monitoring outputs",
            "  ./monitoring outputs staging portForward",
            "  ./monitoring outputs production --json"
        })
final class OutputsCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Parameters(index = "1", arity = "0..1", paramLabel = "NAME", description = "Show only this one, without its name.")
    private @Nullable String name;

    @Option(names = "--json", description = "Write JSON.")
    private boolean json;

    @Option(names = "--show-secrets", description = "Show secret outputs in clear.")
    private boolean showSecrets;

    OutputsCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Session session = workbench.open(stack.name());
        List<String> arguments = new ArrayList<>(List.of("stack", "output", "--stack", session.stack()));
        if (name != null) {
            arguments.add(name);
        }
        if (json) {
            arguments.add("--json");
        }
        if (showSecrets) {
            arguments.add("--show-secrets");
        }
        arguments.addAll(workbench.engineArguments());
        Result result = session.pulumi().startAttached(arguments).await();
        return result.exitCode() == 0 ? ExitCode.DONE : workbench.explain(result.errors());
    }
}
