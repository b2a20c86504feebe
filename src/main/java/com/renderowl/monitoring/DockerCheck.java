package com.renderowl.monitoring;

import com.pulumi.Context;
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
import java.util.function.Consumer;

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
     * Finds out whether names of the stack are those of objects of other owners. Each object of the stack waits for it, as
     * each carries the mark.
     *
     * @param mark of the stack's objects
     * @param refuse takes what a preview finds, and makes it fail
     * @return the mark
     * @throws UnfitMachineException when there are such objects, in an update
     */
    static String requireOwnNames(
            String mark, MonitoringStackArgs stack, Map<String, String> environment, Consumer<String> refuse) {
        StackConfig config = stack.model.config();
        Optional<String> others = Owner.parse(mark)
                .flatMap(ours -> new Obstacles(new DockerApi(DockerHost.find(environment)), config.stack())
                        .otherOwners(
                                ours,
                                ContainerPlan.of(stack.model, stack.secrets),
                                config.docker().network()));
        if (others.isPresent()) {
            String report = others.get() + "\nNothing was changed.";
            refuse.accept(report);
            if (!Deployment.getInstance().isDryRun()) {
                throw new UnfitMachineException(report);
            }
        }
        return mark;
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
