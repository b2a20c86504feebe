package com.renderowl.monitoring.kubernetes;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.List;
import java.util.Map;

/** The whole stack on Kubernetes. */
public final class KubernetesStack extends ComponentResource {

    /**
     * Declares the stack.
     *
     * @param name the logical name of the component
     * @param args what it is made from
     * @param options the usual options of a component
     */
    public KubernetesStack(String name, KubernetesStackArgs args, ComponentResourceOptions options) {
        super("renderowl:monitoring:KubernetesStack", name, withProvider(args, options));
        StackModel model = args.model;
        StackConfig config = model.config();
        ComponentResourceOptions child =
                ComponentResourceOptions.builder().parent(this).build();
        Foundation marks = new Foundation(List.of(), args.owner, new SecretRevision(args.revisionKey));
        Foundation namespaces =
                marks.with(new Namespaces(args.prefix + "namespaces", config, marks, args.isTakenOver, child).all());
        args.prometheus.declare(
                args.prefix + "prometheus", model, args.secrets, args.declareSecrets, namespaces, child);
        Workload alertmanager = model.alertmanager();
        if (alertmanager != null) {
            args.alertmanager.declare(
                    args.prefix + alertmanager.name(), model, args.secrets, args.declareSecrets, namespaces, child);
        }
        for (Workload exporter : model.exporters()) {
            new ExporterWorkload(
                    args.prefix + exporter.name(),
                    exporter,
                    model,
                    args.secrets,
                    args.declareSecrets,
                    namespaces,
                    child);
        }
        List<Resource> provisioned = List.of();
        if (model.config().grafana().dashboards()) {
            provisioned = new Dashboards(
                            args.prefix + "dashboards", model, args.secrets, args.declareSecrets, namespaces, child)
                    .all();
        }
        Workload grafana = model.grafana();
        if (grafana != null) {
            new GrafanaServer(
                    args.prefix + "grafana",
                    grafana,
                    model,
                    args.secrets,
                    args.declareSecrets,
                    namespaces.with(provisioned),
                    child);
        }
        registerOutputs(Map.of());
    }

    private static ComponentResourceOptions withProvider(KubernetesStackArgs args, ComponentResourceOptions options) {
        if (args.usesProviderOfOptions) {
            return options;
        }
        KubernetesProvider provider = KubernetesProvider.create(
                args.prefix + "kubernetes",
                args.model.config().cluster().context(),
                args.renderDirectory,
                options.getParent().orElse(null));
        return ComponentResourceOptions.merge(
                options, ComponentResourceOptions.builder().providers(provider).build());
    }
}
