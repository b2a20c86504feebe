package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaim;
import com.pulumi.kubernetes.core.v1.PersistentVolumeClaimArgs;
import com.pulumi.kubernetes.core.v1.inputs.PersistentVolumeClaimSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.config.VolumeConfig;
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
        needed.add(claim(name, stack, children));
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
                        .metadata(metadata(workload, name, Map.of()))
                        .data(files)
                        .build(),
                children.options());
    }

    private static Resource claim(String name, StackModel stack, Children children) {
        VolumeConfig volume = stack.config().prometheus().volume();
        PersistentVolumeClaimSpecArgs.Builder spec = PersistentVolumeClaimSpecArgs.builder()
                .accessModes("ReadWriteOnce")
                .resources(ResourceRequirementsArgs.builder()
                        .requests(Map.of("storage", volume.size().toString()))
                        .build());
        if (volume.storageClass() != null) {
            spec.storageClassName(volume.storageClass());
        }
        return new PersistentVolumeClaim(
                name + "-data",
                PersistentVolumeClaimArgs.builder()
                        .metadata(metadata(stack.prometheus(), PrometheusWorkload.CLAIM, Children.NOT_AWAITED))
                        .spec(spec.build())
                        .build(),
                children.data(stack.config().isProtected()));
    }

    private static ObjectMetaArgs metadata(Workload workload, String name, Map<String, String> annotations) {
        return Children.metadata(name, workload.namespace(), workload.labels().selector(), annotations);
    }
}
