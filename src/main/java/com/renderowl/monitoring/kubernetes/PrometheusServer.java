package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.config.TlsConfig;
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
            List<Resource> dependencies,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:PrometheusServer", name, options);
        Workload workload = stack.prometheus();
        Children children = new Children(this, dependencies);
        List<Resource> needed = new ArrayList<>();
        needed.add(files(
                name + "-config",
                PrometheusWorkload.CONFIG_MAP,
                Map.of("prometheus.yml", PrometheusConfiguration.of(stack).toYaml()),
                workload,
                children));
        needed.add(files(name + "-rules", PrometheusWorkload.RULES_CONFIG_MAP, stack.ruleFiles(), workload, children));
        needed.add(DataClaim.declare(
                name + "-data",
                PrometheusWorkload.CLAIM,
                workload,
                stack.config().prometheus().volume(),
                stack.config().isProtected(),
                children));
        if (declareSecrets) {
            needed.addAll(PrometheusSecrets.declare(name, stack, secrets, children));
        }
        DiscoveryAccess.declare(name, stack, children);
        new WorkloadObjects(name, workload, stack, children).declare(Map.of(), needed);
        if (stack.config().tls() instanceof TlsConfig.Ingress tls) {
            PrometheusIngress.declare(name, workload, tls, children);
        }
        registerOutputs(Map.of());
    }

    /** Configuration and rules are no reason to restart: Prometheus loads changed files by itself. */
    private static Resource files(
            String logicalName, String name, Map<String, String> files, Workload workload, Children children) {
        return new ConfigMap(
                logicalName,
                ConfigMapArgs.builder()
                        .metadata(Children.metadata(
                                name, workload.namespace(), workload.labels().selector()))
                        .data(files)
                        .build(),
                children.options());
    }
}
