package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Backend;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code monitoring config}. */
@Command(
        name = "config",
        description = {
            "Shows and changes a stack's configuration: 'pulumi config' with the right backend, stack and file.",
            "",
            "Without a login it works on a private copy of Pulumi.STACK.yaml in .monitoring, so that no secret and no"
                    + " encryption salt lands in the committed file. What the committed file changes flows in. For a setting"
                    + " that everybody shall have, edit the committed file."
        },
        footer = {
            "",
            "Examples:",
            "  ./monitoring config                                            list",
            "  ./monitoring config set --secret --path secrets.postgresDataSourceName     asks for the value",
            "  ./monitoring config set --secret --path secrets.redisPassword <FILE        reads it from a file",
            "  ./monitoring config rm --path secrets.redisPassword --stack production"
        })
final class ConfigCommand implements Callable<Integer> {

    private final Workbench workbench;

    @Option(
            names = {"-s", "--stack"},
            paramLabel = "STACK",
            defaultValue = "staging",
            description = "The stack (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private String stack;

    @Parameters(
            arity = "0..*",
            paramLabel = "ARGUMENT",
            description = "set KEY [VALUE] | get KEY | rm KEY, with Pulumi's options; nothing lists all.")
    private List<String> arguments = new ArrayList<>();

    ConfigCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        List<String> command = new ArrayList<>(List.of("config"));
        command.addAll(arguments);
        Optional<String> secret = SecretArgument.takeFrom(command);
        Session session = workbench.open(stack);
        command.addAll(session.arguments());
        if (!workbench.engineArguments().isEmpty()) {
            command.add("--");
            command.addAll(workbench.engineArguments());
        }
        Result result = secret.isPresent()
                ? session.pulumi().startWithInput(command, secret.get()).await()
                : session.pulumi().startAttached(command).await();
        if (result.exitCode() != 0) {
            return workbench.explain(result.errors());
        }
        if (secret.isPresent()) {
            workbench
                    .console()
                    .say(
                            "The secret was in the command line, where other users and the shell's history can see it: leave"
                                    + " the value out next time, and you are asked for it.");
        }
        if (isChange() && session.backend() instanceof Backend.Embedded) {
            workbench
                    .console()
                    .say("Changed in the private copy in .monitoring; Pulumi." + stack + ".yaml stays as it is.");
        }
        return ExitCode.DONE;
    }

    private boolean isChange() {
        return !arguments.isEmpty()
                && List.of("set", "rm", "set-all", "rm-all", "cp").contains(arguments.get(0));
    }
}
