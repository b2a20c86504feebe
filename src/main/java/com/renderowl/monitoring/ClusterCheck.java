package com.renderowl.monitoring;

import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import com.renderowl.monitoring.cluster.Kubeconfig;
import com.renderowl.monitoring.cluster.NoClusterException;
import com.renderowl.monitoring.config.StackConfig;
import java.util.Map;
import java.util.function.Consumer;

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

    private static String reason(StackConfig config, Map<String, String> environment) {
        String wanted = config.cluster().context();
        try {
            return Kubeconfig.find(environment, wanted == null ? "" : wanted).isPresent() ? "" : NONE;
        } catch (NoClusterException reason) {
            return String.valueOf(reason.getMessage());
        }
    }
}
