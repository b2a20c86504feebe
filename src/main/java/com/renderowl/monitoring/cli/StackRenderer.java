package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.engine.Engine;
import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.EventLog.Message;
import com.renderowl.monitoring.cli.engine.PulumiProgram.Result;
import com.renderowl.monitoring.cli.session.MixedSecrets;
import com.renderowl.monitoring.cli.session.PrivateFiles;
import com.renderowl.monitoring.cli.session.ScratchSession;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.Sessions;
import com.renderowl.monitoring.cli.session.StackFile;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.render.Manifest;
import com.renderowl.monitoring.render.OutputFolder;
import com.renderowl.monitoring.render.Rendering;
import com.renderowl.monitoring.render.SecretReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Renders a stack into files, with a state and a passphrase that live only as long as that takes. */
final class StackRenderer {

    private final Workbench workbench;

    StackRenderer(Workbench workbench) {
        this.workbench = workbench;
    }

    /**
     * Renders, and says what there is then.
     *
     * @param stack its name
     * @param output the folder to replace
     * @param includeSecrets whether secret values shall be in the files, in clear
     * @return the exit code for the user
     */
    int render(String stack, Path output, boolean includeSecrets) {
        checkOutput(output);
        Engine engine = workbench.engines(stack).locate();
        Session session = new Sessions(workbench.project(), workbench.environment(), workbench.console())
                .openForReading(stack, engine);
        MixedSecrets.refuse(workbench.project(), session);
        StackFile config = StackFile.read(session.configFile());
        if (includeSecrets && config.isOnDocker(workbench.project().name())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--include-secrets is for stacks on Kubernetes: what is rendered for Docker Compose takes secrets from"
                            + " the environment and from files beside it. Leave it out.");
        }
        Map<String, String> secrets = secrets(session, config, includeSecrets);
        PrivateFiles.deleteLeftOvers(workbench.project().privateFolder(), "render");
        Path folder = PrivateFiles.createTemporaryFolder(
                workbench.project().privateFolder(), PrivateFiles.nameOfThisProcess("render"));
        Path manifests = folder.resolve("manifests");
        PrivateFiles.createFolder(manifests);
        try (InlineProgram program = InlineProgram.start(
                workbench.project(), stack, new RunMode.Render(manifests, includeSecrets), secrets)) {
            Session scratch = ScratchSession.open(workbench.project(), session, config, folder);
            EventLog log = program.record();
            Result result = run(scratch, program, log);
            if (result.exitCode() != 0) {
                return explain(program, result, log);
            }
            Rendering rendering = Rendering.of(read(manifests), program.renderedFiles());
            OutputFolder.replace(output, rendering);
            report(stack, output, rendering, log);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    /** Secrets are decrypted only where they are wanted, so that people without the passphrase can render too. */
    private Map<String, String> secrets(Session session, StackFile config, boolean areWanted) {
        if (!config.hasSecrets()) {
            return Map.of();
        }
        Optional<Map<String, String>> placeholders =
                config.withPlaceholders(workbench.project().name());
        if (areWanted || placeholders.isEmpty()) {
            return DecryptedSecrets.of(session, workbench);
        }
        workbench
                .console()
                .say(
                        "The encrypted values of the configuration are not decrypted: nothing in the files depends on them.");
        return placeholders.get();
    }

    private static void checkOutput(Path output) {
        try {
            if (!OutputFolder.isReplaceable(output)) {
                throw new CommandFailure(
                        ExitCode.USAGE,
                        output + " holds files that this command has not rendered, and would replace: choose another"
                                + " folder with --output.");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Result run(Session scratch, InlineProgram program, EventLog log) {
        List<String> arguments = new ArrayList<>(
                List.of("up", "--stack", scratch.stack(), "--yes", "--skip-preview", "--non-interactive"));
        arguments.addAll(program.engineArguments());
        arguments.addAll(log.arguments());
        return scratch.pulumi().run(arguments);
    }

    private int explain(InlineProgram program, Result result, EventLog log) {
        List<Message> errors = log.messages().stream().filter(Message::isError).toList();
        if (errors.isEmpty()) {
            workbench.console().say(result.errors().strip());
        }
        errors.forEach(error -> workbench.console().say("error: " + error.text()));
        if (program.refusedConfiguration()) {
            return ExitCode.USAGE;
        }
        return workbench.explain(result.errors());
    }

    private static List<Manifest> read(Path folder) throws IOException {
        List<Manifest> manifests = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                manifests.add(Manifest.of(Files.readString(file)));
            }
        }
        return manifests;
    }

    private void report(String stack, Path output, Rendering rendering, EventLog log) {
        log.messages().stream()
                // The provider warns about each file with a Secret; that it was asked for is said once, below.
                .filter(message -> !message.text().contains("contains a secret value in plaintext"))
                .forEach(message -> workbench.console().say("warning: " + message.text()));
        if (rendering.isForCompose()) {
            reportForCompose(stack, output, rendering);
            return;
        }
        workbench
                .console()
                .print("Rendered " + rendering.objectCount() + " objects of " + stack + " into " + output
                        + "; no cluster was contacted.");
        rendering.files().keySet().stream()
                .filter(file -> !file.startsWith(Rendering.OBJECT_FOLDER))
                .forEach(file -> workbench.console().print("  " + file));
        workbench.console().print("  " + Rendering.OBJECT_FOLDER + "/ (one file per object)");
        if (rendering.holdsSecrets()) {
            workbench.console().say("warning: secret values are in these files in clear: do not commit or share them.");
        }
        if (!rendering.missingSecrets().isEmpty()) {
            workbench
                    .console()
                    .print("Secrets that the objects refer to and that are not in the files; create what is not in the"
                            + " cluster already:");
            for (SecretReference secret : rendering.missingSecrets()) {
                workbench.console().print("  " + secret.command() + (secret.isOptional() ? "   # optional" : ""));
            }
        }
        workbench.console().print("Deploy: kubectl apply --server-side -f " + output.resolve(Rendering.ALL_OBJECTS));
    }

    private void reportForCompose(String stack, Path output, Rendering rendering) {
        Console console = workbench.console();
        console.print("Rendered " + stack + " for Docker Compose into " + output + "; no Docker engine was contacted.");
        rendering.files().keySet().stream()
                .map(file -> file.contains("/") ? file.substring(0, file.indexOf('/') + 1) : file)
                .distinct()
                .forEach(file -> console.print("  " + file));
        console.print("Start: docker compose -f " + output.resolve(Rendering.COMPOSE_FILE) + " up --detach --wait");
        console.print("The head of that file says what else there is to know, such as secrets to bring.");
    }
}
