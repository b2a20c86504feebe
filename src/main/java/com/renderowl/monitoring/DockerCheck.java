package com.renderowl.monitoring;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.core.internal.Internal;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.docker.ContainerPlan;
import com.renderowl.monitoring.machine.DockerApi;
import com.renderowl.monitoring.machine.DockerHost;
import com.renderowl.monitoring.machine.NoEngineException;
import com.renderowl.monitoring.machine.Obstacles;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.units.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether the Docker engine can take the stack, before anything is declared: afterwards it would be made half. */
final class DockerCheck {

    private DockerCheck() {}

    /**
     * Asks the engine. What is in the way of an update only warns a preview, which touches nothing.
     *
     * @param environment of the user
     * @throws RunException when there is no engine, or when it cannot take the stack
     */
    static void run(Context context, StackModel model, StackSecrets secrets, Map<String, String> environment) {
        String stack = model.config().stack();
        List<String> obstacles;
        try {
            DockerHost host = DockerHost.find(environment);
            refuseCurrentContext(host, environment);
            DockerApi engine = new DockerApi(host);
            engine.check();
            obstacles = new Obstacles(engine, stack).of(ContainerPlan.of(model, secrets));
        } catch (NoEngineException reason) {
            throw new UnfitMachineException(reason.getMessage() + " Nothing was changed.");
        }
        if (obstacles.isEmpty()) {
            return;
        }
        if (Deployment.getInstance().isDryRun()) {
            obstacles.forEach(obstacle -> context.log().warn(obstacle));
        } else {
            throw new UnfitMachineException(String.join("\n", obstacles) + "\nNothing was changed.");
        }
    }

    /**
     * Finds out whether names of the stack are those of objects of other owners, before any object is declared.
     *
     * @param mark of the stack's objects
     * @param environment of the user
     * @throws UnfitMachineException when there are such objects
     */
    static void requireOwnNames(Output<String> mark, MonitoringStackArgs stack, Map<String, String> environment) {
        StackConfig config = stack.model.config();
        Obstacles obstacles = new Obstacles(new DockerApi(DockerHost.find(environment)), config.stack());
        Internal.of(mark)
                .getValueOptional()
                .join()
                .flatMap(Owner::parse)
                .flatMap(ours -> obstacles.otherOwners(
                        labels -> otherOwner(ours, labels),
                        ContainerPlan.of(stack.model, stack.secrets),
                        config.docker().network()))
                .ifPresent(others -> {
                    throw new UnfitMachineException(others + "\nNothing was changed.");
                });
    }

    /** Releases without an owner mark labelled each object with the stack's name. */
    private static Optional<String> otherOwner(Owner ours, Map<String, String> labels) {
        String mark = labels.getOrDefault(Owner.ANNOTATION, "");
        String compose = labels.getOrDefault("com.docker.compose.project", "");
        if (!mark.isEmpty()) {
            return ours.otherOwner(mark);
        }
        if (!compose.isEmpty()) {
            return Optional.of("the Docker Compose project " + compose);
        }
        String labelled = labels.getOrDefault("app.kubernetes.io/instance", "");
        return labelled.equals(ours.stack())
                ? Optional.empty()
                : Optional.of(
                        labelled.isEmpty() ? "an unknown owner" : "the stack " + labelled + " of an earlier release");
    }

    /** The plugin of plain Pulumi reads the variables only, so it would go to another engine than Docker's client. */
    private static void refuseCurrentContext(DockerHost host, Map<String, String> environment) {
        if (host.context() != null
                && environment.getOrDefault("DOCKER_CONTEXT", "").isBlank()) {
            throw new UnfitMachineException("Docker's current context is " + host.context() + " (" + host.address()
                    + "), of which Pulumi's plugin knows nothing. Nothing was changed. Name the engine: export"
                    + " DOCKER_HOST=" + host.address() + ", or use ./monitoring, which does.");
        }
    }
}
