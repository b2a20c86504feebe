package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.inputs.CapabilitiesArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerArgs;
import com.pulumi.kubernetes.core.v1.inputs.ContainerPortArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarArgs;
import com.pulumi.kubernetes.core.v1.inputs.EnvVarSourceArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.PodTemplateSpecArgs;
import com.pulumi.kubernetes.core.v1.inputs.ResourceRequirementsArgs;
import com.pulumi.kubernetes.core.v1.inputs.SeccompProfileArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecretKeySelectorArgs;
import com.pulumi.kubernetes.core.v1.inputs.SecurityContextArgs;
import com.pulumi.kubernetes.core.v1.inputs.TolerationArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.renderowl.monitoring.config.ResourceConfig;
import com.renderowl.monitoring.model.EnvironmentVariable;
import com.renderowl.monitoring.model.Mount;
import com.renderowl.monitoring.model.SecurityProfile;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.WorkloadKind;
import java.util.Map;
import java.util.TreeMap;

/** Lowers a workload to the template of its pods. */
final class PodTemplates {

    private PodTemplates() {}

    /**
     * The template.
     *
     * @param pullPolicy when the image is pulled
     * @param annotations what a change of which must restart the pods
     */
    static PodTemplateSpecArgs of(Workload workload, String pullPolicy, Map<String, String> annotations) {
        ObjectMetaArgs.Builder metadata =
                ObjectMetaArgs.builder().labels(new TreeMap<>(workload.labels().all()));
        if (!annotations.isEmpty()) {
            metadata.annotations(new TreeMap<>(annotations));
        }
        return PodTemplateSpecArgs.builder()
                .metadata(metadata.build())
                .spec(spec(workload, pullPolicy))
                .build();
    }

    private static PodSpecArgs spec(Workload workload, String pullPolicy) {
        SecurityProfile security = workload.security();
        PodSpecArgs.Builder spec = PodSpecArgs.builder()
                .serviceAccountName(workload.name())
                .automountServiceAccountToken(workload.usesApi())
                // Variables for every Service of the namespace would only leak names into the environment.
                .enableServiceLinks(false)
                .terminationGracePeriodSeconds(workload.stopSeconds())
                .securityContext(podSecurity(workload))
                .containers(container(workload, pullPolicy));
        if (!workload.mounts().isEmpty()) {
            spec.volumes(workload.mounts().stream().map(Volumes::volume).toList());
        }
        if (security.hostNetwork()) {
            spec.hostNetwork(true).dnsPolicy("ClusterFirstWithHostNet");
        }
        if (workload.kind() == WorkloadKind.EVERY_NODE) {
            // Every node means also those that refuse ordinary pods.
            spec.tolerations(TolerationArgs.builder().operator("Exists").build());
            spec.nodeSelector(Map.of("kubernetes.io/os", "linux"));
        }
        return spec.build();
    }

    private static PodSecurityContextArgs podSecurity(Workload workload) {
        long user = workload.security().userId();
        PodSecurityContextArgs.Builder context = PodSecurityContextArgs.builder()
                .runAsNonRoot(true)
                .runAsUser(Math.toIntExact(user))
                .runAsGroup(Math.toIntExact(user))
                .seccompProfile(
                        SeccompProfileArgs.builder().type("RuntimeDefault").build());
        boolean ownsFiles =
                workload.mounts().stream().anyMatch(mount -> !(mount.source() instanceof Mount.Source.Host));
        if (ownsFiles) {
            // Without OnRootMismatch each start would walk through every block of the data volume.
            context.fsGroup(Math.toIntExact(user)).fsGroupChangePolicy("OnRootMismatch");
        }
        return context.build();
    }

    private static ContainerArgs container(Workload workload, String pullPolicy) {
        long user = workload.security().userId();
        ContainerArgs.Builder container = ContainerArgs.builder()
                .name(workload.name())
                .image(workload.image().toString())
                .imagePullPolicy(pullPolicy)
                .args(workload.arguments())
                .ports(ContainerPortArgs.builder()
                        .name(workload.port().name())
                        .containerPort(workload.port().number())
                        .protocol(workload.port().protocol().name())
                        .build())
                .startupProbe(ContainerProbes.of(workload.probes().startup()))
                .readinessProbe(ContainerProbes.of(workload.probes().readiness()))
                .livenessProbe(ContainerProbes.of(workload.probes().liveness()))
                .resources(resources(workload.resources()))
                .securityContext(SecurityContextArgs.builder()
                        .allowPrivilegeEscalation(false)
                        .capabilities(CapabilitiesArgs.builder().drop("ALL").build())
                        .readOnlyRootFilesystem(true)
                        .runAsNonRoot(true)
                        .runAsUser(Math.toIntExact(user))
                        .runAsGroup(Math.toIntExact(user))
                        .build());
        if (!workload.environment().isEmpty()) {
            container.env(workload.environment().stream()
                    .map(PodTemplates::environmentVariable)
                    .toList());
        }
        if (!workload.mounts().isEmpty()) {
            container.volumeMounts(
                    workload.mounts().stream().map(Volumes::volumeMount).toList());
        }
        return container.build();
    }

    private static EnvVarArgs environmentVariable(EnvironmentVariable variable) {
        EnvVarArgs.Builder builder = EnvVarArgs.builder().name(variable.name());
        if (variable instanceof EnvironmentVariable.Plain plain) {
            builder.value(plain.value());
        } else if (variable instanceof EnvironmentVariable.FromSecret secret) {
            builder.valueFrom(EnvVarSourceArgs.builder()
                    .secretKeyRef(SecretKeySelectorArgs.builder()
                            .name(secret.secretName())
                            .key(secret.key())
                            .optional(true)
                            .build())
                    .build());
        }
        return builder.build();
    }

    private static ResourceRequirementsArgs resources(ResourceConfig resources) {
        return ResourceRequirementsArgs.builder()
                .requests(new TreeMap<>(Map.of(
                        "cpu", resources.cpuRequest().toString(),
                        "memory", resources.memoryRequest().toString(),
                        "ephemeral-storage", resources.ephemeralStorageRequest().toString())))
                .limits(new TreeMap<>(Map.of(
                        "cpu", resources.cpuLimit().toString(),
                        "memory", resources.memoryLimit().toString(),
                        "ephemeral-storage", resources.ephemeralStorageLimit().toString())))
                .build();
    }
}
