package com.renderowl.monitoring.cli.engine;

import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.kubernetes.operator.Definitions;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a failure of the engine means, where that is known: one sentence with the fix, to stand after what the engine
 * itself said.
 *
 * @param sentence what is wrong and what to do
 * @param exitCode what the command ends with
 */
public record Diagnosis(String sentence, int exitCode) {

    private record Known(Pattern symptom, String sentence, int exitCode) {
        Known(String symptom, int exitCode, String sentence) {
            this(Pattern.compile(symptom, Pattern.CASE_INSENSITIVE), sentence, exitCode);
        }
    }

    private static final List<Known> KNOWN = List.of(
            // Before the cluster: what asks a dead plugin is told of a refused connection as well.
            new Known(
                    "exited prematurely",
                    ExitCode.FAILED,
                    "The plugin was killed, or has crashed, in the middle of its work. Run the same command again: it does"
                            + " the rest. If it ends so every time, the message above says where."),
            new Known(
                    "port is already allocated|address already in use",
                    ExitCode.FAILED,
                    "A port that this stack publishes on the machine is taken (named above): end what listens there"
                            + " ('docker ps' and 'ss -ltnp' show it), or choose others with docker.prometheusPort and"
                            + " docker.alertmanagerPort; then run the same command again."),
            new Known(
                    "cannot connect to the docker daemon|failed to connect to any docker daemon|error pinging docker server|docker daemon is not running",
                    ExitCode.MISSING,
                    "There is no Docker engine: start Docker, or name the engine with DOCKER_HOST."),
            new Known(
                    "unable to find or pull image|unable to create container with image",
                    ExitCode.FAILED,
                    "An image is neither on the engine nor can it be pulled (named above): correct its name in the"
                            + " configuration, or 'docker pull' it to see why."),
            new Known(
                    "container name .* is already in use by container",
                    ExitCode.FAILED,
                    "A container of that name is there that this stack does not know (named above): 'docker rm -f NAME' if it"
                            + " is none of yours, or choose other names with docker.namePrefix; then run the same command"
                            + " again."),
            new Known(
                    "container failed to be in healthy state",
                    ExitCode.FAILED,
                    "A container has started and does not become healthy (its resource is named above): 'docker logs NAME'"
                            + " says why. Cure it and run the same command again, which makes it anew."),
            new Known(
                    "incorrect passphrase",
                    ExitCode.FAILED,
                    "The passphrase is not the one that this stack was encrypted with: set PULUMI_CONFIG_PASSPHRASE or"
                            + " PULUMI_CONFIG_PASSPHRASE_FILE to the right one, or unset both where the private state in"
                            + " .monitoring is used, which has its own."),
            new Known(
                    "passphrase must be set",
                    ExitCode.MISSING,
                    "The stack's secrets are encrypted with a passphrase: set PULUMI_CONFIG_PASSPHRASE or"
                            + " PULUMI_CONFIG_PASSPHRASE_FILE."),
            new Known(
                    "stack is currently locked",
                    ExitCode.FAILED,
                    "Somebody else is working on this stack (named above): wait until that run has ended. If it has died on"
                            + " another machine, 'pulumi cancel' removes its lock."),
            new Known(
                    "cluster is unreachable|unreachable cluster|connection refused|no such host|i/o timeout",
                    ExitCode.MISSING,
                    "The cluster does not answer: './monitoring doctor' shows which one is meant."),
            new Known(
                    "is forbidden: User|forbidden: user",
                    ExitCode.FAILED,
                    "Your user may not do this on the cluster: the message above names the right that is missing; ask for"
                            + " it, or choose another context."),
            new Known(
                    "is invalid or expired|Unauthorized|must be logged in to the server",
                    ExitCode.MISSING,
                    "The cluster does not accept your login: renew it, or choose another context"
                            + " ('kubectl config get-contexts')."),
            new Known(
                    "no resource plugin|could not automatically download|failed to install plugin|download plugin",
                    ExitCode.MISSING,
                    "The provider plugin is not there and cannot be downloaded: 'tools/build kubernetes' builds it from"
                            + " source, for stacks on Docker 'tools/build docker' one that stands in for it."),
            new Known(
                    "resource '[a-z]+\\.monitoring\\.coreos\\.com' does not exist",
                    ExitCode.MISSING,
                    "The cluster does not have the definitions of Prometheus Operator, which the platform operator needs;"
                            + " nothing was created. Install the operator, or at least its definitions: "
                            + Definitions.INSTALL_COMMAND),
            new Known(
                    "spec\\.selector: Invalid value.*field is immutable",
                    ExitCode.FAILED,
                    "The workload named above is in the cluster already, made by other means, and selects its pods by other"
                            + " labels, which Kubernetes does not let change. Delete it alone, as in 'kubectl delete deployment"
                            + " prometheus --namespace monitoring', and run the same command again: volume claims, Services and"
                            + " namespaces stay, and are taken over (docs/upgrading.md)."),
            new Known(
                    "no stack named",
                    ExitCode.FAILED,
                    "The stack has been removed from its backend; the next run creates it anew."),
            new Known(
                    "PULUMI_ACCESS_TOKEN must be set|not logged in|401: Unauthorized",
                    ExitCode.MISSING,
                    "You are not logged in to the backend: 'pulumi login', or unset PULUMI_BACKEND_URL to work with a"
                            + " private state."));

    /**
     * Recognizes a failure.
     *
     * @param text what the engine said
     */
    public static Optional<Diagnosis> of(String text) {
        return KNOWN.stream()
                .filter(known -> known.symptom().matcher(text).find())
                .findFirst()
                .map(known -> new Diagnosis(known.sentence(), known.exitCode()));
    }
}
