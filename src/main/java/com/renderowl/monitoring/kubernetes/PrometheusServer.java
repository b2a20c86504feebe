package com.renderowl.monitoring.kubernetes;

import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Prometheus: its configuration, volume, workload, and the access that its discovery needs. */
final class PrometheusServer extends ComponentResource {

    PrometheusServer(
            String name,
            StackModel stack,
            StackSecrets secrets,
            boolean declareSecrets,
            Foundation foundation,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:PrometheusServer", name, OperablePart.formerly(options, "OperatedPrometheus"));
        Workload workload = stack.prometheus();
        Children children = new Children(this, foundation);
        List<Resource> needed = new ArrayList<>();
        // Configuration and rules are no reason to restart: Prometheus loads changed files by itself.
        needed.add(children.configMap(
                name + "-config",
                PrometheusWorkload.CONFIG_MAP,
                workload,
                Map.of("prometheus.yml", PrometheusConfiguration.of(stack).toYaml())));
        needed.add(
                children.configMap(name + "-rules", PrometheusWorkload.RULES_CONFIG_MAP, workload, stack.ruleFiles()));
        needed.addAll(DataClaim.declare(
                name,
                workload,
                DataVolume.ofPrometheus(stack.config()),
                stack.config().isProtected(),
                children));
        if (declareSecrets) {
            needed.addAll(PrometheusSecrets.declare(name, stack, secrets, children));
        }
        DiscoveryAccess.declare(name, stack, children);
        new WorkloadObjects(name, workload, stack, children).declare(null, needed);
        if (stack.config().tls() instanceof TlsConfig.Ingress tls) {
            PrometheusIngress.declare(name, workload, tls, children);
        }
        registerOutputs(Map.of());
    }
}
