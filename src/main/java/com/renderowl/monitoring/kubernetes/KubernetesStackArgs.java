package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.resources.ResourceArgs;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.StackModel;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What {@link KubernetesStack} is made from. */
public final class KubernetesStackArgs extends ResourceArgs {

    final StackModel model;
    final StackSecrets secrets;
    final @Nullable Path renderDirectory;
    final @Nullable Output<String> owner;
    final @Nullable Output<String> revisionKey;
    final Predicate<String> isTakenOver;
    final boolean declareSecrets;
    final OperablePart prometheus;
    final OperablePart alertmanager;

    /** Stands before the logical names of all children. */
    final String prefix;

    final boolean usesProviderOfOptions;

    private KubernetesStackArgs(
            StackModel model,
            StackSecrets secrets,
            @Nullable Path renderDirectory,
            @Nullable Output<String> owner,
            @Nullable Output<String> revisionKey,
            Predicate<String> isTakenOver,
            boolean declareSecrets,
            OperablePart prometheus,
            OperablePart alertmanager,
            String prefix,
            boolean usesProviderOfOptions) {
        this.model = model;
        this.secrets = secrets;
        this.renderDirectory = renderDirectory;
        this.owner = owner;
        this.revisionKey = revisionKey;
        this.isTakenOver = isTakenOver;
        this.declareSecrets = declareSecrets;
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
        this.prefix = prefix;
        this.usesProviderOfOptions = usesProviderOfOptions;
    }

    /**
     * A stack that goes to the cluster, Secrets included.
     *
     * @param owner the mark of each object
     * @param revisionKey see {@link SecretRevision}
     * @param isTakenOver says of a namespace whether the run takes it over from another owner
     */
    public static KubernetesStackArgs deployed(
            StackModel model,
            StackSecrets secrets,
            Output<String> owner,
            Output<String> revisionKey,
            Predicate<String> isTakenOver) {
        return new KubernetesStackArgs(
                model,
                secrets,
                null,
                owner,
                revisionKey,
                isTakenOver,
                true,
                PrometheusServer::new,
                Alertmanager::new,
                "",
                false);
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
                model,
                secrets,
                directory,
                null,
                null,
                namespace -> false,
                includeSecrets,
                PrometheusServer::new,
                Alertmanager::new,
                "",
                false);
    }

    /** The same stack with Prometheus and Alertmanager run in another way than as Deployments. */
    public KubernetesStackArgs with(OperablePart prometheus, OperablePart alertmanager) {
        return new KubernetesStackArgs(
                model,
                secrets,
                renderDirectory,
                owner,
                revisionKey,
                isTakenOver,
                declareSecrets,
                prometheus,
                alertmanager,
                prefix,
                usesProviderOfOptions);
    }

    /**
     * The same stack as one of several in a program, which must not share names.
     *
     * @param part stands before the logical names of all children
     * @param ofOptions whether the objects go through the provider that the component's options bring; otherwise the
     *     stack brings its own
     */
    public KubernetesStackArgs within(String part, boolean ofOptions) {
        return new KubernetesStackArgs(
                model,
                secrets,
                renderDirectory,
                owner,
                revisionKey,
                isTakenOver,
                declareSecrets,
                prometheus,
                alertmanager,
                part,
                ofOptions);
    }
}
