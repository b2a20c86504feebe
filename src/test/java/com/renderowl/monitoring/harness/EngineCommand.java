package com.renderowl.monitoring.harness;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.pulumi.automation.AutomationException;
import com.pulumi.automation.CommandException;
import com.pulumi.automation.CommandResult;
import com.pulumi.automation.CommandRunOptions;
import com.pulumi.automation.PulumiCommand;
import com.pulumi.automation.Version;
import com.pulumi.automation.events.EngineEvent;
import com.pulumi.automation.serialization.internal.LocalSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * How the Automation API runs the engine in tests. Its own way finds {@code pulumi} on the JVM's PATH only, hands it the
 * user's whole environment, and lets nobody end it.
 */
final class EngineCommand implements PulumiCommand {

    private static final Duration DEADLINE = Duration.ofMinutes(15);
    private static final Set<String> OPERATIONS = Set.of("preview", "up", "refresh", "destroy");

    private final Pulumi pulumi;
    private @Nullable EngineRun last;
    private @Nullable Predicate<List<JsonObject>> moment;

    EngineCommand(Pulumi pulumi) {
        this.pulumi = pulumi;
    }

    /** The operation that was run last, if any. */
    Optional<EngineRun> last() {
        return Optional.ofNullable(last);
    }

    /** Ends the engine of the next operation, and all that it started, as soon as this holds of its events. */
    void killAt(Predicate<List<JsonObject>> moment) {
        this.moment = moment;
    }

    /** The Automation API asks it only for features that every 3.x version has. */
    @Override
    public Version version() {
        return Version.of(3, 254);
    }

    @Override
    public CommandResult run(List<String> arguments, CommandRunOptions options) throws AutomationException {
        CommandResult result = OPERATIONS.contains(arguments.get(0))
                ? runOperation(arguments, options)
                : plain(pulumi.run(arguments.toArray(String[]::new)));
        if (result.code() != 0) {
            throw new CommandException(result);
        }
        return arguments.subList(0, Math.min(3, arguments.size())).equals(List.of("stack", "output", "--json"))
                ? withTextValues(result)
                : result;
    }

    /** Runs an operation and keeps what came of it, whether it succeeds or not. */
    EngineRun operate(List<String> arguments) {
        try (TemporaryDirectory streams = TemporaryDirectory.create("engine")) {
            Path log = Files.createFile(streams.path().resolve("events"));
            Path output = streams.path().resolve("output");
            Path errors = streams.path().resolve("errors");
            List<String> line = new ArrayList<>(arguments);
            line.addAll(List.of("--event-log", log.toString()));
            if (!line.contains("--color")) {
                line.addAll(List.of("--color", "never"));
            }
            Command command = pulumi.command(line.toArray(String[]::new));
            long start = System.nanoTime();
            Process process = command.start(Path.of("/dev/null"), output, errors);
            try (EngineEvents events = new EngineEvents(log)) {
                follow(process, events, command.scan());
                EngineRun run = new EngineRun(
                        arguments.get(0),
                        process.exitValue(),
                        Files.readString(output),
                        Files.readString(errors),
                        events.read(),
                        (System.nanoTime() - start) / 1e9);
                last = run;
                return run;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private CommandResult runOperation(List<String> arguments, CommandRunOptions options) {
        last = null;
        EngineRun run = operate(arguments);
        if (options.onEngineEvent() != null) {
            // The preview method of the Automation API wants this event, and fails on kinds it does not know.
            run.events().stream()
                    .filter(event -> event.has("summaryEvent"))
                    .map(event -> new LocalSerializer().deserializeJson(event.toString(), EngineEvent.class))
                    .forEach(options.onEngineEvent());
        }
        return new CommandResult(run.exitCode(), run.output(), run.errors());
    }

    private void follow(Process process, EngineEvents events, ProcessScan scan) throws IOException {
        Predicate<List<JsonObject>> toKill = moment;
        moment = null;
        try {
            while (toKill != null && process.isAlive()) {
                if (toKill.test(events.read())) {
                    scan.kill();
                    break;
                }
                Wait.pause();
            }
            if (!process.waitFor(DEADLINE.toMillis(), TimeUnit.MILLISECONDS)) {
                scan.kill();
                throw new AssertionError("The engine did not end within " + DEADLINE.toMinutes() + " minutes; steps: "
                        + new EngineRun("", 0, "", "", events.read(), 0).steps());
            }
        } catch (InterruptedException e) {
            scan.kill();
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while the engine ran", e);
        }
    }

    private static CommandResult plain(CommandOutcome outcome) {
        return new CommandResult(outcome.exitCode(), outcome.output(), outcome.errors());
    }

    /** The Automation API 1.36.1 reads outputs as a map of strings and fails on a structured one. */
    private static CommandResult withTextValues(CommandResult result) {
        JsonObject outputs = JsonParser.parseString(result.standardOutput()).getAsJsonObject();
        outputs.asMap()
                .replaceAll((name, value) -> value.isJsonPrimitive() ? value : new JsonPrimitive(value.toString()));
        return new CommandResult(result.code(), new Gson().toJson(outputs), result.standardError());
    }
}
