package com.renderowl.monitoring.kubernetes;

import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.StackModel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What {@link KubernetesStack} is made from. */
public final class KubernetesStackArgs extends ResourceArgs {

    final StackModel model;
    final StackSecrets secrets;
    final @Nullable Path renderDirectory;
    final boolean declareSecrets;
    final OperablePart prometheus;
    final OperablePart alertmanager;

    private KubernetesStackArgs(
            StackModel model,
            StackSecrets secrets,
            @Nullable Path renderDirectory,
            boolean declareSecrets,
            OperablePart prometheus,
            OperablePart alertmanager) {
        this.model = model;
        this.secrets = secrets;
        this.renderDirectory = renderDirectory;
        this.declareSecrets = declareSecrets;
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
    }

    /** A stack that goes to the cluster, Secrets included. */
    public static KubernetesStackArgs deployed(StackModel model, StackSecrets secrets) {
        return new KubernetesStackArgs(model, secrets, null, true, PrometheusServer::new, Alertmanager::new);
    }

    /**
     * A stack that is written as manifests.
     *
     * @param directory where to
     * @param includeSecrets whether Secret objects are among them, in clear; otherwise pods refer to Secrets that somebody
     *     else must make
     */
    public static KubernetesStackArgs rendered(
            StackModel model, StackSecrets secrets, Path directory, boolean includeSecrets) {
        return new KubernetesStackArgs(
                model, secrets, directory, includeSecrets, PrometheusServer::new, Alertmanager::new);
    }

    /** The same stack with Prometheus and Alertmanager run in another way than as Deployments. */
    public KubernetesStackArgs with(OperablePart prometheus, OperablePart alertmanager) {
        return new KubernetesStackArgs(model, secrets, renderDirectory, declareSecrets, prometheus, alertmanager);
    }
}
