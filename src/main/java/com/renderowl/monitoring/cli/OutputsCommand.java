package com.renderowl.monitoring.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.support.CommandFailure;
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

    private static final Gson PRETTY = new GsonBuilder()
            .setPrettyPrinting()
            .disableHtmlEscaping()
            .serializeNulls()
            .create();

    private final Workbench workbench;

    @Mixin
    private final StackParameter stack = new StackParameter();

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NAME",
            description = "Show only this one, without its name; a list has one entry a line.")
    private @Nullable String name;

    @Option(names = "--json", description = "Write JSON, for machines.")
    private boolean json;

    @Option(names = "--show-secrets", description = "Show secret outputs in clear.")
    private boolean showSecrets;

    OutputsCommand(Workbench workbench) {
        this.workbench = workbench;
    }

    @Override
    public Integer call() {
        Session session = workbench.open(stack.name());
        List<String> arguments = new ArrayList<>(List.of("stack", "output", "--json", "--stack", session.stack()));
        if (showSecrets) {
            arguments.add("--show-secrets");
        }
        arguments.addAll(workbench.engineArguments());
        Result result = session.pulumi().run(arguments);
        if (result.exitCode() != 0) {
            workbench.console().say(result.errors().strip());
            return workbench.explain(result.errors());
        }
        JsonObject outputs = JsonParser.parseString(result.output()).getAsJsonObject();
        if (outputs.isEmpty()) {
            workbench
                    .console()
                    .say("The stack " + stack.name() + " has no outputs yet: './monitoring up " + stack.name()
                            + "' deploys it.");
        }
        if (json) {
            workbench.console().print(PRETTY.toJson(name == null ? outputs : find(outputs, name)));
        } else if (name == null) {
            outputs.asMap().forEach(this::printNamed);
        } else {
            lines(find(outputs, name)).forEach(workbench.console()::print);
        }
        return ExitCode.DONE;
    }

    private JsonElement find(JsonObject outputs, String wanted) {
        JsonElement value = outputs.get(wanted);
        if (value == null) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "The stack " + stack.name() + " has no output named " + wanted + "; it has "
                            + (outputs.isEmpty() ? "none" : String.join(", ", outputs.keySet())) + ".");
        }
        return value;
    }

    private void printNamed(String output, JsonElement value) {
        List<String> lines = lines(value);
        boolean isText = value.isJsonPrimitive();
        if (isText && lines.size() > 1) {
            workbench
                    .console()
                    .print(output + ": " + lines.size() + " lines, shown by './monitoring outputs " + stack.name() + " "
                            + output + "'");
        } else if (isText) {
            workbench.console().print(output + ": " + String.join("", lines));
        } else {
            workbench.console().print(output + ":");
            lines.forEach(line -> workbench.console().print("  " + line));
        }
    }

    /** A text as it is; a list with one entry a line, an object with one key a line. */
    private static List<String> lines(JsonElement value) {
        if (value instanceof JsonArray list) {
            return list.asList().stream().map(OutputsCommand::text).toList();
        }
        if (value instanceof JsonObject object) {
            return object.asMap().entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + text(entry.getValue()))
                    .toList();
        }
        return text(value).lines().toList();
    }

    private static String text(JsonElement value) {
        return value.isJsonPrimitive() ? value.getAsString() : value.toString();
    }
}
