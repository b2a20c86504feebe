package com.renderowl.monitoring.cli.cluster;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Executables;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads objects of a cluster. It asks with the user's {@code kubectl}, because that knows every way to log in, and by paths
 * of the API, so that one call is one request. It never writes.
 */
public final class Kubectl {

    private final Path program;
    private final String context;
    private final Map<String, String> environment;

    private Kubectl(Path program, String context, Map<String, String> environment) {
        this.program = program;
        this.context = context;
        this.environment = environment;
    }

    /**
     * The user's kubectl.
     *
     * @param environment of the user, who may name a kubeconfig there
     * @param context the context of the kubeconfig, or empty for the current one
     * @throws CommandFailure when there is none
     */
    public static Kubectl find(Map<String, String> environment, String context) {
        Path program = Executables.find("kubectl", environment)
                .orElseThrow(() -> new CommandFailure(
                        ExitCode.MISSING,
                        "There is no kubectl on the PATH, with which the cluster is asked: install it from"
                                + " https://kubernetes.io/docs/tasks/tools."));
        return new Kubectl(program, context, Map.copyOf(environment));
    }

    /**
     * The object at a path of the API, such as {@code /api/v1/namespaces/monitoring}; empty when there is none, or no such
     * kind.
     *
     * @throws CommandFailure with what kubectl says, when the cluster does not answer or refuses
     */
    public Optional<ClusterObject> get(String path) {
        List<String> command =
                new ArrayList<>(List.of(program.toString(), "get", "--raw=" + path, "--request-timeout=20s"));
        if (!context.isEmpty()) {
            command.add("--context=" + context);
        }
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path errors = null;
        try {
            // Both streams at once: a full pipe that nobody reads would stop it.
            errors = Files.createTempFile("kubectl", ".errors");
            Process process = builder.redirectError(errors.toFile()).start();
            Interruption.attach(process);
            try {
                String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() == 0) {
                    return Optional.of(
                            new ClusterObject(JsonParser.parseString(output).getAsJsonObject()));
                }
            } finally {
                Interruption.detach(process);
            }
            String said = Files.readString(errors).strip();
            if (said.contains("(NotFound)")) {
                return Optional.empty();
            }
            throw refusal(path, said);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MISSING, program + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "");
        } finally {
            delete(errors);
        }
    }

    /** The objects of a list at a path of the API; none where the cluster does not know the kind. */
    public List<ClusterObject> list(String path) {
        return get(path).map(found -> found.list("items")).orElse(List.of());
    }

    private static CommandFailure refusal(String path, String said) {
        return new CommandFailure(
                ExitCode.MISSING,
                (said.contains("(Forbidden)") ? "You may not read " : "The cluster does not tell ")
                        + path.replaceFirst("\\?.*", "") + ": " + said.replace('\n', ' '));
    }

    private static void delete(@Nullable Path file) {
        if (file == null) {
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
