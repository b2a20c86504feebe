package com.renderowl.monitoring;

import com.pulumi.core.Output;
import com.pulumi.resources.ComponentResourceOptions;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.docker.DockerStack;
import com.renderowl.monitoring.docker.DockerStackArgs;
import com.renderowl.monitoring.kubernetes.KubernetesStack;
import com.renderowl.monitoring.kubernetes.KubernetesStackArgs;
import com.renderowl.monitoring.kubernetes.operator.Definitions;
import com.renderowl.monitoring.kubernetes.operator.OperatedAlertmanager;
import com.renderowl.monitoring.kubernetes.operator.OperatedPrometheus;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** From the model to the platform that the stack runs on. */
final class PlatformComponents {

    private PlatformComponents() {}

    /**
     * Declares the platform's component.
     *
     * @param name its logical name
     * @param prefix stands before the logical names of its children
     * @param mode what the run is for
     * @param refuse takes what only the cluster could tell, and makes the run fail
     * @param adapt what else the component is told, on Kubernetes
     * @param options the usual options of a component
     */
    static void declare(
            String name,
            String prefix,
            MonitoringStackArgs stack,
            RunMode mode,
            Consumer<String> refuse,
            UnaryOperator<KubernetesStackArgs> adapt,
            ComponentResourceOptions options) {
        StackIdentity identity = new StackIdentity(prefix, options);
        switch (stack.model.config().platform()) {
            case KUBERNETES ->
                new KubernetesStack(name, adapt.apply(kubernetes(stack, mode, identity, refuse)), options);
            case OPERATOR ->
                new KubernetesStack(
                        name, adapt.apply(operated(kubernetes(stack, mode, identity, refuse), mode, refuse)), options);
            case DOCKER -> {
                // Docker's provider can not write what it would do into files; a rendering is for Docker Compose
                // instead.
                if (!(mode instanceof RunMode.Render)) {
                    Output<String> owner = identity.owner(stack.model.config().stack());
                    if (mode instanceof RunMode.CheckedDeploy checked) {
                        DockerCheck.requireOwnNames(owner, stack, checked.environment());
                    }
                    new DockerStack(name, new DockerStackArgs(stack.model, stack.secrets, owner), options);
                }
            }
        }
    }

    private static KubernetesStackArgs kubernetes(
            MonitoringStackArgs stack, RunMode mode, StackIdentity identity, Consumer<String> refuse) {
        if (mode instanceof RunMode.Render render) {
            return KubernetesStackArgs.rendered(
                    stack.model, stack.secrets, render.directory(), render.includeSecrets());
        }
        StackConfig config = stack.model.config();
        Output<String> owner = identity.owner(config.stack());
        return KubernetesStackArgs.deployed(
                stack.model,
                stack.secrets,
                mode instanceof RunMode.CheckedDeploy checked
                        ? owner.applyValue(
                                mark -> ClusterCheck.requireOwnNamespaces(mark, config, checked.environment(), refuse))
                        : owner,
                identity.revisionKey(),
                mode instanceof RunMode.Deploy deploy ? deploy.isTakenOver() : namespace -> false);
    }

    private static KubernetesStackArgs operated(KubernetesStackArgs arguments, RunMode mode, Consumer<String> refuse) {
        Definitions definitions =
                mode instanceof RunMode.Render ? Definitions.unknown() : Definitions.inCluster(refuse);
        return arguments.with(
                (name, model, secrets, declare, foundation, options) ->
                        new OperatedPrometheus(name, model, secrets, declare, definitions, foundation, options),
                (name, model, secrets, declare, foundation, options) ->
                        new OperatedAlertmanager(name, model, secrets, declare, definitions, foundation, options));
    }
}
