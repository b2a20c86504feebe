package com.renderowl.monitoring.kubernetes;

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

/** Grafana, with the stack's dashboards and data source mounted. */
final class GrafanaServer extends ComponentResource {

    /**
     * Declares Grafana.
     *
     * @param foundation what it is built on, the dashboards and the data source included
     */
    GrafanaServer(
            String name,
            Workload workload,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:GrafanaServer", name, options);
        Children children = new Children(this, foundation);
        List<Resource> needed = new ArrayList<>();
        needed.add(children.configMap(
                name + "-config",
                GrafanaWorkload.CONFIG_MAP,
                workload,
                Map.of(
                        GrafanaProvisioning.DASHBOARDS_FILE,
                        GrafanaProvisioning.dashboards(stack.config().grafana().folder()))));
        boolean hasPassword = secrets.has(StackSecrets.GRAFANA_ADMIN_PASSWORD);
        if (declareSecrets && hasPassword) {
            String password = secrets.value(StackSecrets.GRAFANA_ADMIN_PASSWORD);
            needed.add(children.secret(
                    name + "-admin",
                    GrafanaWorkload.adminSecret(stack.config()),
                    workload,
                    Map.of(GrafanaWorkload.ADMIN_PASSWORD_KEY, password)));
        }
        // Changed dashboards are picked up; the data source, the folder and the password are read at the start only.
        String readAtStart = Dashboards.dataSource(stack, secrets)
                + stack.config().grafana().folder()
                + (hasPassword ? secrets.value(StackSecrets.GRAFANA_ADMIN_PASSWORD) : "");
        new WorkloadObjects(name, workload, stack, children)
                .declare(foundation.revisions().annotation(stack.config().stack() + "/" + name, readAtStart), needed);
        registerOutputs(Map.of());
    }
}
