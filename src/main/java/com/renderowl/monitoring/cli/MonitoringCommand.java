package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.SdkWorkaround;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Entry of {@code ./monitoring}. */
@Command(
        name = "monitoring",
        synopsisSubcommandLabel = "COMMAND",
        version = "Renderowl Monitoring 1.0.0",
        description = "Deploys the Prometheus monitoring of the Renderowl platform.",
        footer = {
            "",
            "Examples:",
            "  ./monitoring up                       deploy staging, or render it where there is no cluster",
            "  ./monitoring preview staging          what an up would change",
            "  ./monitoring doctor                   what is there, what is missing, what to do",
            "  ./monitoring status                   how a deployed stack is now",
            "  ./monitoring up --help                all about one command"
        })
public final class MonitoringCommand implements Callable<Integer> {

    private static final Map<String, Function<Workbench, Object>> SUBCOMMANDS = new LinkedHashMap<>();

    static {
        SUBCOMMANDS.put("up", UpCommand::new);
        SUBCOMMANDS.put("preview", PreviewCommand::new);
        SUBCOMMANDS.put("render", RenderCommand::new);
        SUBCOMMANDS.put("plan", PlanCommand::new);
        SUBCOMMANDS.put("destroy", DestroyCommand::new);
        SUBCOMMANDS.put("drift", DriftCommand::new);
        SUBCOMMANDS.put("status", StatusCommand::new);
        SUBCOMMANDS.put("outputs", OutputsCommand::new);
        SUBCOMMANDS.put("matrix", MatrixCommand::new);
        SUBCOMMANDS.put("config", ConfigCommand::new);
        SUBCOMMANDS.put("alert", unused -> new AlertCommand());
        SUBCOMMANDS.put("doctor", DoctorCommand::new);
        SUBCOMMANDS.put("contract", ContractCommand::new);
        SUBCOMMANDS.put("test", TestCommand::new);
        SUBCOMMANDS.put("bench", BenchCommand::new);
        SUBCOMMANDS.put("training-run", TrainingRunCommand::new);
    }

    private static final int HELP_COLUMNS = 110;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before anything runs
    private CommandSpec spec;

    private MonitoringCommand() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        SdkWorkaround.apply();
        int separator = Arrays.asList(arguments).indexOf("--");
        int own = separator < 0 ? arguments.length : separator;
        List<String> forEngine =
                separator < 0 ? List.of() : Arrays.asList(arguments).subList(separator + 1, arguments.length);
        int exitCode;
        try {
            Workbench workbench = Workbench.ofProcess(forEngine);
            Interruption.install(Boolean.getBoolean("monitoring.foreground"));
            exitCode = commandLine(workbench).execute(Arrays.copyOf(arguments, own));
        } catch (CommandFailure failure) {
            exitCode = report(failure, new PrintWriter(System.err, true, Charset.defaultCharset()));
        }
        System.out.flush();
        Interruption.finished();
        System.exit(exitCode);
    }

    /** All commands, ready to be executed. */
    static CommandLine commandLine(Workbench workbench) {
        CommandLine root = new CommandLine(new MonitoringCommand());
        SUBCOMMANDS.forEach((name, make) -> root.addSubcommand(name, make.apply(workbench)));
        Objects.requireNonNull(root.getSubcommands().get("alert"))
                .addSubcommand("test", new AlertTestCommand(workbench));
        Objects.requireNonNull(root.getSubcommands().get("bench"))
                .addSubcommand("capacity", new CapacityBenchCommand(workbench));
        root.addSubcommand("help", new HelpCommand());
        // Its options are Pulumi's.
        Objects.requireNonNull(root.getSubcommands().get("config")).setUnmatchedOptionsArePositionalParams(true);
        root.setUsageHelpWidth(HELP_COLUMNS);
        root.setParameterExceptionHandler((exception, arguments) -> {
            String name = exception.getCommandLine().getCommandSpec().qualifiedName();
            exception
                    .getCommandLine()
                    .getErr()
                    .println("monitoring: " + exception.getMessage() + " ('./" + name + " --help' explains.)");
            return ExitCode.USAGE;
        });
        root.setExecutionExceptionHandler((exception, command, result) -> {
            if (exception instanceof CommandFailure failure) {
                return report(failure, command.getErr());
            }
            if (exception instanceof UncheckedIOException || exception instanceof IOException) {
                return report(FileFailure.of(exception), command.getErr());
            }
            throw exception;
        });
        describe(root);
        return root;
    }

    private static void describe(CommandLine command) {
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.getCommandSpec()
                .usageMessage()
                .exitCodeListHeading("%nExit codes:%n")
                .exitCodeList(ExitCode.meanings());
        command.getSubcommands().values().forEach(MonitoringCommand::describe);
    }

    private static int report(CommandFailure failure, PrintWriter errors) {
        if (!String.valueOf(failure.getMessage()).isEmpty()) {
            errors.println("monitoring: " + failure.getMessage());
        }
        return failure.exitCode();
    }

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(), "Which command? up deploys, preview shows what that would change.");
    }
}
