package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.GrafanaWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.grafana.GrafanaProvisioning;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Grafana, with the stack's dashboards and data source mounted. */
final class GrafanaServer extends ComponentResource {

    /**
     * Declares Grafana.
     *
     * @param dependencies what must exist before it, the dashboards and the data source included
     */
    GrafanaServer(
            String name,
            Workload workload,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            List<Resource> dependencies,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:GrafanaServer", name, options);
        Children children = new Children(this, dependencies);
        List<Resource> needed = new ArrayList<>();
        needed.add(new ConfigMap(
                name + "-config",
                ConfigMapArgs.builder()
                        .metadata(Children.metadata(
                                GrafanaWorkload.CONFIG_MAP,
                                workload.namespace(),
                                workload.labels().selector()))
                        .data(Map.of(
                                GrafanaProvisioning.DASHBOARDS_FILE,
                                GrafanaProvisioning.dashboards(
                                        stack.config().grafana().folder())))
                        .build(),
                children.options()));
        boolean hasPassword = secrets.has(StackSecrets.GRAFANA_ADMIN_PASSWORD);
        if (declareSecrets && hasPassword) {
            needed.add(adminSecret(name, workload, stack, secrets, children));
        }
        // Changed dashboards are picked up; the data source, the folder and the password are read at the start only.
        String readAtStart = Dashboards.dataSource(stack, secrets)
                + stack.config().grafana().folder()
                + (hasPassword ? secrets.value(StackSecrets.GRAFANA_ADMIN_PASSWORD) : "");
        String revision = SecretRevision.of(stack.config().stack() + "/" + name, readAtStart);
        new WorkloadObjects(name, workload, stack, children)
                .declare(Map.of(SecretRevision.ANNOTATION, revision), needed);
        registerOutputs(Map.of());
    }

    private static Resource adminSecret(
            String name, Workload workload, StackModel stack, StackSecrets secrets, Children children) {
        Map<String, String> data = new TreeMap<>();
        data.put(GrafanaWorkload.ADMIN_PASSWORD_KEY, secrets.value(StackSecrets.GRAFANA_ADMIN_PASSWORD));
        return new Secret(
                name + "-admin",
                SecretArgs.builder()
                        .metadata(Children.metadata(
                                GrafanaWorkload.adminSecret(stack.config()),
                                workload.namespace(),
                                workload.labels().selector()))
                        .stringData(Output.ofSecret(data))
                        .build(),
                children.options());
    }
}
