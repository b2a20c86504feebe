package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.EventLog.Message;
import com.renderowl.monitoring.cli.engine.EventLog.Summary;
import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Runs one operation of the engine on the user's terminal, with the program served to it, and explains a failure. */
final class EngineOperation {

    private static final String PREVIEW = "preview";

    /** What pulumi ends with when {@code --expect-no-changes} was not met (pkg/cmd/pulumi/cmd/exit_codes.go). */
    private static final int PULUMI_CHANGES = 7;

    /** Engines before exit codes had meanings say it in words only. */
    private static final String CHANGES_MESSAGE = "no changes were expected but changes";

    private final Workbench workbench;
    private final Session session;
    private final InlineProgram program;
    private List<String> userArguments;
    private Function<EventLog, Optional<String>> guard = log -> Optional.empty();
    private @Nullable Summary summary;

    EngineOperation(Workbench workbench, Session session, InlineProgram program) {
        this.workbench = workbench;
        this.session = session;
        this.program = program;
        this.userArguments = workbench.engineArguments();
    }

    /** Gives other arguments to the engine than those that the user gave. */
    EngineOperation withArguments(List<String> arguments) {
        userArguments = List.copyOf(arguments);
        return this;
    }

    /**
     * Has every plan judged: that of a preview at its end, that of an update before anything is changed.
     *
     * @param judge says why a plan is refused, if so
     */
    EngineOperation guardedBy(Function<EventLog, Optional<String>> judge) {
        guard = judge;
        return this;
    }

    /**
     * Runs it to its end on the user's terminal.
     *
     * @param verb Pulumi's command
     * @param options for it
     * @return the exit code for the user
     */
    int run(String verb, List<String> options) {
        EventLog log = program.record();
        program.guardUpdate(() -> guard.apply(log));
        Result result = session.pulumi()
                .startAttached(arguments(verb, log, options, userArguments))
                .await();
        summary = log.summary().orElse(null);
        int exitCode = exitCode(result, log);
        // A plan that cannot be carried out may still be one that should not be.
        Optional<String> refusal = verb.equals(PREVIEW) ? guard.apply(log) : Optional.empty();
        refusal.ifPresent(reason -> workbench.console().say("monitoring: " + reason));
        return refusal.isPresent() ? ExitCode.REFUSED : exitCode;
    }

    /**
     * Runs a preview to its end, or to where it fails, without showing it.
     *
     * @param options for it
     * @return what the engine reported
     */
    EventLog lookAhead(List<String> options) {
        EventLog log = program.record();
        Result unused = session.pulumi().run(arguments(PREVIEW, log, options, List.of()));
        return log;
    }

    /**
     * Runs an operation that changes nothing to its end, without showing it.
     *
     * @return what the engine reported
     * @throws CommandFailure when it fails; why has been said by then
     */
    EventLog runUnseen(String verb, List<String> options) {
        EventLog log = program.record();
        Result result = session.pulumi().run(arguments(verb, log, options, userArguments));
        if (result.exitCode() != 0) {
            String said = (result.output() + "\n" + result.errors()).strip();
            workbench.console().say(errors(log).isEmpty() ? said : errors(log));
            throw new CommandFailure(exitCode(result, log), "");
        }
        return log;
    }

    private List<String> arguments(String verb, EventLog log, List<String> options, List<String> more) {
        List<String> arguments = new ArrayList<>(session.arguments(verb));
        arguments.addAll(program.engineArguments());
        arguments.addAll(log.arguments());
        // The outputs hold whole files; './monitoring outputs' shows them to those who ask.
        arguments.add("--suppress-outputs");
        arguments.addAll(options);
        arguments.addAll(more);
        return arguments;
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
        if (program.refusedUpdate()) {
            return ExitCode.REFUSED;
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
