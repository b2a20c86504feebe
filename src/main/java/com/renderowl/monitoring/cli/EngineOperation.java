package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.EventLog.Message;
import com.renderowl.monitoring.cli.engine.EventLog.Summary;
import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.PrivateFiles;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one operation of the engine on the user's terminal, with the program served to it, and explains a failure. */
final class EngineOperation {

    /** What pulumi ends with when {@code --expect-no-changes} was not met (pkg/cmd/pulumi/cmd/exit_codes.go). */
    private static final int PULUMI_CHANGES = 7;

    /** Engines before exit codes had meanings say it in words only. */
    private static final String CHANGES_MESSAGE = "no changes were expected but changes";

    private final Workbench workbench;
    private final Session session;
    private final InlineProgram program;
    private @Nullable Summary summary;

    EngineOperation(Workbench workbench, Session session, InlineProgram program) {
        this.workbench = workbench;
        this.session = session;
        this.program = program;
    }

    /**
     * Runs it to its end.
     *
     * @param verb Pulumi's command
     * @param options for it
     * @return the exit code for the user
     */
    int run(String verb, List<String> options) {
        Path folder = PrivateFiles.createTemporaryFolder(workbench.project().privateFolder(), "run");
        try {
            EventLog log = new EventLog(folder.resolve("events.json"));
            List<String> arguments = new ArrayList<>(session.arguments(verb));
            arguments.addAll(program.engineArguments());
            arguments.addAll(log.arguments());
            // The outputs hold whole files; './monitoring outputs' shows them to those who ask.
            arguments.add("--suppress-outputs");
            arguments.addAll(options);
            arguments.addAll(workbench.engineArguments());
            Result result = session.pulumi().startAttached(arguments).await();
            summary = log.summary().orElse(null);
            return exitCode(result, log);
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    /** What came of the last run, if it came to its end. */
    Optional<Summary> summary() {
        return Optional.ofNullable(summary);
    }

    private int exitCode(Result result, EventLog log) {
        if (result.exitCode() == 0) {
            return ExitCode.DONE;
        }
        if (result.exitCode() == PULUMI_CHANGES || result.errors().contains(CHANGES_MESSAGE)) {
            return ExitCode.CHANGES;
        }
        if (result.exitCode() > PulumiProgram.SIGNALLED) {
            workbench
                    .console()
                    .say("monitoring: The engine was killed in the middle of its work. Run the same command again: it"
                            + " finds out what became of it and does the rest.");
            return ExitCode.FAILED;
        }
        if (program.refusedConfiguration()) {
            return ExitCode.USAGE;
        }
        return workbench.explain(result.errors() + "\n" + errors(log));
    }

    private static String errors(EventLog log) {
        return log.messages().stream()
                .filter(Message::isError)
                .map(Message::text)
                .collect(Collectors.joining("\n"));
    }
}
