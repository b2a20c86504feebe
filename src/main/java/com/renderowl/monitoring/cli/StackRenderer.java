package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.engine.RehearsalEngine.Rehearsal;
import com.renderowl.monitoring.cli.session.MixedSecrets;
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
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Renders a stack into files: runs the program for an engine that is played, and writes what it declares. */
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
        Path file = sessions().configFile(stack);
        MixedSecrets.refuse(workbench.project(), stack, file);
        StackFile config = StackFile.read(file);
        if (includeSecrets && config.isOnDocker(workbench.project().name())) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "--include-secrets is for stacks on Kubernetes: what is rendered for Docker Compose takes secrets from"
                            + " the environment and from files beside it. Leave it out.");
        }
        RunMode mode = new RunMode.Render(output, includeSecrets);
        try (InlineProgram program =
                InlineProgram.start(workbench.project(), stack, mode, secrets(stack, config, includeSecrets))) {
            Rehearsal rehearsal = program.rehearse(config.plainValues());
            if (!rehearsal.succeeded()) {
                rehearsal.errors().forEach(error -> workbench.console().say("error: " + error));
                return program.refusedConfiguration() ? ExitCode.USAGE : ExitCode.FAILED;
            }
            Rendering rendering =
                    Rendering.of(rehearsal.objects().stream().map(Manifest::of).toList(), program.renderedFiles());
            OutputFolder.replace(output, rendering);
            rehearsal.warnings().forEach(warning -> workbench.console().say("warning: " + warning));
            report(stack, output, rendering);
            return ExitCode.DONE;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sessions sessions() {
        return new Sessions(workbench.project(), workbench.environment(), workbench.console());
    }

    /** Secrets are decrypted only where they are wanted, so that people without the passphrase can render too. */
    private Map<String, String> secrets(String stack, StackFile config, boolean areWanted) {
        if (!config.hasSecrets()) {
            return Map.of();
        }
        Optional<Map<String, String>> placeholders =
                config.withPlaceholders(workbench.project().name());
        if (areWanted || placeholders.isEmpty()) {
            // Only the engine decrypts.
            return DecryptedSecrets.of(
                    sessions().openForReading(stack, workbench.engines(stack).locate()), workbench);
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

    private void report(String stack, Path output, Rendering rendering) {
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
