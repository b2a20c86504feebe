package com.renderowl.monitoring;

import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import com.renderowl.monitoring.cluster.Kubeconfig;
import com.renderowl.monitoring.cluster.KubectlLookup;
import com.renderowl.monitoring.cluster.KubectlRunner;
import com.renderowl.monitoring.cluster.MetadataLookup;
import com.renderowl.monitoring.cluster.MetadataLookup.Asked;
import com.renderowl.monitoring.cluster.NoClusterException;
import com.renderowl.monitoring.cluster.ObjectMetadata;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.units.Owner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Whether there is a cluster, before anything is declared. The provider would say so as well, but once for each object
 * that it cannot make, and after the stack has been made half.
 */
final class ClusterCheck {

    private static final String NONE =
            "There is no cluster: no kubeconfig in KUBECONFIG or ~/.kube/config, and this is not a pod. Set KUBECONFIG to a"
                    + " kubeconfig whose current context is the right one, or name its context in cluster.context.";

    private ClusterCheck() {}

    /**
     * Looks for the cluster, and for what the stack needs there. Without a cluster a preview still shows something, so
     * that it only warns.
     *
     * @param checked how to look
     * @param otherwise what can be done without a cluster
     * @param warn takes what a preview can go on without
     * @throws RunException when there is none to deploy to, or it lacks something
     */
    static void run(StackConfig config, RunMode.CheckedDeploy checked, String otherwise, Consumer<String> warn) {
        String reason = reason(config, checked.environment());
        if (reason.isEmpty()) {
            checked.lack().apply(config).ifPresent(lack -> {
                throw new RunException(lack + " Nothing was changed.");
            });
            return;
        }
        if (Deployment.getInstance().isDryRun()) {
            warn.accept(reason + " This preview compares with the state alone; cure that before you deploy, or "
                    + otherwise);
        } else {
            throw new RunException(reason + " Nothing was changed. Cure that, or " + otherwise);
        }
    }

    /**
     * Finds out whether a namespace of the stack is that of another owner. Each object of the stack waits for it, as each
     * carries the mark. Without kubectl, or an answer, nothing is refused.
     *
     * @param mark of the stack's objects
     * @param refuse takes what a preview finds, and makes it fail
     * @return the mark
     * @throws UnfitMachineException when there is one, in an update
     */
    static String requireOwnNamespaces(
            String mark, StackConfig config, Map<String, String> environment, Consumer<String> refuse) {
        List<Asked> namespaces =
                new ArrayList<>(List.of(namespace(config.namespaces().monitoring())));
        if (config.exporters().node().enabled()) {
            namespaces.add(namespace(config.namespaces().nodeExporter()));
        }
        String context = config.cluster().context();
        MetadataLookup lookup = new MetadataLookup(
                new KubectlRunner(KubectlLookup.PROGRAM, environment), context == null ? "" : context);
        List<ObjectMetadata> found;
        try {
            found = lookup.find(namespaces);
        } catch (IOException unknown) {
            return mark;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return mark;
        }
        String others = Owner.parse(mark)
                .map(ours -> found.stream()
                        .flatMap(namespace -> namespace.otherOwner(ours).stream()
                                .map(owner -> "\n  Namespace/" + namespace.name() + " belongs to " + owner + ", since "
                                        + namespace.created()))
                        .collect(Collectors.joining()))
                .orElse("");
        if (!others.isEmpty()) {
            String report = "Namespaces of this stack belong to other owners:" + others
                    + "\nNothing was changed. Give the stack namespaces of its own: namespaces.monitoring,"
                    + " namespaces.nodeExporter. Or, where they are yours to give: ./monitoring up " + config.stack()
                    + " with --take-over NAME for each.";
            refuse.accept(report);
            if (!Deployment.getInstance().isDryRun()) {
                throw new UnfitMachineException(report);
            }
        }
        return mark;
    }

    private static Asked namespace(String name) {
        return new Asked("Namespace.v1.", "", name);
    }

    private static String reason(StackConfig config, Map<String, String> environment) {
        String wanted = config.cluster().context();
        try {
            return Kubeconfig.find(environment, wanted == null ? "" : wanted).isPresent() ? "" : NONE;
        } catch (NoClusterException reason) {
            return String.valueOf(reason.getMessage());
        }
    }
}
