package com.renderowl.monitoring.cli.cluster;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.Executables;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import com.renderowl.monitoring.cluster.KubectlRunner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads objects of a cluster. It asks with the user's {@code kubectl}, because that knows every way to log in, and by paths
 * of the API, so that one call is one request. It never writes.
 */
public final class Kubectl {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private final KubectlRunner kubectl;
    private final String context;
    private final Duration deadline;

    Kubectl(KubectlRunner kubectl, String context, Duration deadline) {
        this.kubectl = kubectl;
        this.context = context;
        this.deadline = deadline;
    }

    /**
     * A kubectl that Ctrl-C ends with this process.
     *
     * @param program by its name on the PATH or its path
     * @param environment all of the environment of the process
     */
    public static KubectlRunner runner(String program, Map<String, String> environment) {
        return new KubectlRunner(program, environment, Interruption::attach, Interruption::detach);
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
        return new Kubectl(runner(program.toString(), environment), context, DEADLINE);
    }

    /**
     * The object at a path of the API, such as {@code /api/v1/namespaces/monitoring}; empty when there is none, or no such
     * kind.
     *
     * @throws CommandFailure with what kubectl says, when the cluster does not answer within 30 seconds, or refuses
     */
    public Optional<ClusterObject> get(String path) {
        KubectlRunner.Result result = run(List.of("get", "--raw=" + path, "--request-timeout=20s"));
        if (result.isSuccess()) {
            return Optional.of(
                    new ClusterObject(JsonParser.parseString(result.output()).getAsJsonObject()));
        }
        if (result.late().isZero() && result.errors().contains("(NotFound)")) {
            return Optional.empty();
        }
        throw refusal(path.replaceFirst("\\?.*", ""), result.complaint());
    }

    /**
     * What kubectl writes.
     *
     * @param what it is asked, for the message of a failure, such as {@code what is in the namespace monitoring}
     * @param arguments that change nothing in the cluster
     * @throws CommandFailure with what kubectl says, as {@link #get}
     */
    public String ask(String what, String... arguments) {
        KubectlRunner.Result result = run(List.of(arguments));
        if (!result.isSuccess()) {
            throw refusal(what, result.complaint());
        }
        return result.output();
    }

    private KubectlRunner.Result run(List<String> question) {
        List<String> arguments = new ArrayList<>(question);
        if (!context.isEmpty()) {
            arguments.add("--context=" + context);
        }
        try {
            return kubectl.run(arguments, deadline);
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MISSING, kubectl.program() + " cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "");
        }
    }

    /** The objects of a list at a path of the API; none where the cluster does not know the kind. */
    public List<ClusterObject> list(String path) {
        return get(path).map(found -> found.list("items")).orElse(List.of());
    }

    private static CommandFailure refusal(String what, String said) {
        return new CommandFailure(
                ExitCode.MISSING,
                (said.contains("(Forbidden)") ? "You may not read " : "The cluster does not tell ") + what + ": "
                        + said);
    }
}
