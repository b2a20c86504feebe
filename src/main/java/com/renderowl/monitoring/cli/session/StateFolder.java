package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The layout of a file backend, which can be looked into without starting the engine.
 *
 * <p>Source: {@code pkg/backend/diy} of pulumi 3.254.0.
 *
 * @param folder what the backend's URL names
 * @param project the project's name
 * @param stack the stack's name
 */
public record StateFolder(Path folder, String project, String stack) {

    private static final String ORGANIZATION = "organization";

    /**
     * The backend's URL. Files of metadata beside the state are left out: they are not written at once, and an engine
     * that is killed meanwhile leaves a state that cannot be read ("failed to load checkpoint: EOF").
     *
     * @param folder absolute; may hold any character
     */
    static String url(Path folder) {
        return "file://" + folder.toUri().getRawPath().replaceFirst("/$", "") + "?metadata=skip";
    }

    /** The stack's state. */
    public Path stateFile() {
        return folder.resolve(".pulumi").resolve("stacks").resolve(project).resolve(stack + ".json");
    }

    /** Whether the stack has been created. */
    public boolean hasStack() {
        return Files.isRegularFile(stateFile());
    }

    /** The lock files of the stack; there is one per running operation. */
    public List<Path> lockFiles() {
        Path locks = folder.resolve(".pulumi")
                .resolve("locks")
                .resolve(ORGANIZATION)
                .resolve(project)
                .resolve(stack);
        if (!Files.isDirectory(locks)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(locks)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What runs of this program hold while they change the stack. Among the locks Pulumi would take it for one. */
    Path runLock() {
        return folder.resolve(".pulumi").resolve("renderowl-" + project + "-" + stack + ".run");
    }

    /** The salt that the state's secrets are encrypted with, or empty. */
    public String encryptionSalt() {
        JsonElement salt = latest();
        for (String key : List.of("secrets_providers", "state", "salt")) {
            salt = salt.isJsonObject() && salt.getAsJsonObject().has(key)
                    ? salt.getAsJsonObject().get(key)
                    : new JsonObject();
        }
        return salt.isJsonPrimitive() ? salt.getAsString() : "";
    }

    /** Whether an operation was cut off in the middle, so that nobody knows whether it took effect. */
    public boolean hasPendingOperations() {
        JsonElement pending = latest().get("pending_operations");
        return pending != null
                && pending.isJsonArray()
                && !pending.getAsJsonArray().isEmpty();
    }

    /** Whether the stack has anything deployed, as far as the state knows. */
    public boolean hasResources() {
        return !resources().isEmpty();
    }

    /** The resources of the stack, with their secrets encrypted. */
    public JsonArray resources() {
        return latest().get("resources") instanceof JsonArray resources ? resources : new JsonArray();
    }

    private JsonObject latest() {
        if (!hasStack()) {
            return new JsonObject();
        }
        try {
            JsonObject checkpoint = JsonParser.parseString(Files.readString(stateFile()))
                    .getAsJsonObject()
                    .getAsJsonObject("checkpoint");
            JsonElement latest = checkpoint == null ? null : checkpoint.get("latest");
            return latest != null && latest.isJsonObject() ? latest.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    stateFile() + " is damaged: " + e.getMessage() + ". The state before the last change is in "
                            + stateFile().getFileName() + ".bak, beside it.");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
