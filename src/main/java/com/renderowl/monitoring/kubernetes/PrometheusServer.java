package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
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
        // The configuration is no reason to restart: Prometheus loads a changed file by itself.
        needed.add(new ConfigMap(
                name + "-config",
                ConfigMapArgs.builder()
                        .metadata(metadata(workload, PrometheusWorkload.CONFIG_MAP))
                        .data(Map.of(
                                "prometheus.yml",
                                PrometheusConfiguration.of(stack).toYaml()))
                        .build(),
                children.options()));
        needed.add(DataClaim.declare(
                name + "-data",
                PrometheusWorkload.CLAIM,
                workload,
                stack.config().prometheus().volume(),
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

    private static ObjectMetaArgs metadata(Workload workload, String name) {
        return Children.metadata(name, workload.namespace(), workload.labels().selector());
    }
}
