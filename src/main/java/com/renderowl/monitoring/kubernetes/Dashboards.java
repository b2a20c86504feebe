package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.dashboards.DashboardFiles;
import com.renderowl.monitoring.dashboards.DashboardSubject;
import com.renderowl.monitoring.model.GrafanaWorkload;
import com.renderowl.monitoring.model.Labels;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.grafana.GrafanaProvisioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The dashboards and the data source, labelled so that the sidecar of a Grafana chart finds them. A Grafana of the stack's
 * own mounts the same objects.
 *
 * @see <a href="https://github.com/grafana/helm-charts/tree/main/charts/grafana#sidecar-for-dashboards">The sidecars of
 *     Grafana's chart</a>
 */
final class Dashboards extends ComponentResource {

    private static final String DASHBOARD_LABEL = "grafana_dashboard";
    private static final String DATA_SOURCE_LABEL = "grafana_datasource";
    private static final String FOLDER_ANNOTATION = "grafana_folder";

    private final List<Resource> all = new ArrayList<>();

    Dashboards(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:Dashboards", name, options);
        Children children = new Children(this, foundation);
        for (DashboardSubject subject : stack.dashboards()) {
            all.add(new ConfigMap(
                    name + "-" + subject.id(),
                    ConfigMapArgs.builder()
                            .metadata(metadata(
                                    children,
                                    stack,
                                    GrafanaWorkload.dashboardConfigMap(subject),
                                    DASHBOARD_LABEL,
                                    Map.of(
                                            FOLDER_ANNOTATION,
                                            stack.config().grafana().folder())))
                            .data(Map.of(
                                    subject.uid() + ".json",
                                    DashboardFiles.text(subject, stack.config().alerts())))
                            .build(),
                    children.options()));
        }
        if (!stack.config().basicAuth().enabled()) {
            all.add(new ConfigMap(
                    name + "-datasource",
                    ConfigMapArgs.builder()
                            .metadata(dataSourceMetadata(children, stack))
                            .data(dataSource(stack, secrets))
                            .build(),
                    children.options()));
        } else if (declareSecrets) {
            all.add(new Secret(
                    name + "-datasource",
                    SecretArgs.builder()
                            .metadata(dataSourceMetadata(children, stack))
                            .stringData(Output.ofSecret(dataSource(stack, secrets)))
                            .build(),
                    children.options()));
        }
        registerOutputs(Map.of());
    }

    /** The ConfigMaps, and the Secret if there is one. */
    List<Resource> all() {
        return List.copyOf(all);
    }

    /** The file with the data source; with basic authentication the scrape user's password is in it. */
    static Map<String, String> dataSource(StackModel stack, StackSecrets secrets) {
        String password = stack.config().basicAuth().enabled() ? secrets.value(StackSecrets.SCRAPE_PASSWORD) : null;
        return Map.of(GrafanaProvisioning.DATA_SOURCE_FILE, GrafanaProvisioning.dataSource(stack, password));
    }

    private static ObjectMetaArgs dataSourceMetadata(Children children, StackModel stack) {
        return metadata(children, stack, GrafanaWorkload.DATA_SOURCE, DATA_SOURCE_LABEL, Map.of());
    }

    private static ObjectMetaArgs metadata(
            Children children, StackModel stack, String name, String sidecarLabel, Map<String, String> annotations) {
        Map<String, String> labels = new TreeMap<>(Labels.ofStack(stack.config().stack()));
        labels.put(sidecarLabel, "1");
        return children.metadata(name, stack.config().namespaces().monitoring(), labels, annotations);
    }
}
