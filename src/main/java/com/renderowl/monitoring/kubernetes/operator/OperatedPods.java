package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.kubernetes.core.v1.Service;
import com.pulumi.kubernetes.core.v1.ServiceArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServicePortArgs;
import com.pulumi.kubernetes.core.v1.inputs.ServiceSpecArgs;
import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudget;
import com.pulumi.kubernetes.policy.v1.PodDisruptionBudgetArgs;
import com.pulumi.kubernetes.policy.v1.inputs.PodDisruptionBudgetSpecArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.ResourceConfig;
import com.renderowl.monitoring.config.VolumeConfig;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.kubernetes.DataClaim;
import com.renderowl.monitoring.model.DataVolume;
import com.renderowl.monitoring.model.Workload;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraintBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.StorageSpec;
import io.fabric8.openshift.api.model.monitoring.v1.StorageSpecBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the pods that the operator makes have in common, whatever runs in them, and the plain objects around them. */
final class OperatedPods {

    /** What the engine waits for: the pods run, and the operator has nothing to complain about. */
    static final Map<String, String> AWAITED =
            Map.of("pulumi.com/waitFor", "[\"condition=Available\", \"condition=Reconciled\"]");

    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";

    private OperatedPods() {}

    /** Whether this is the version of a release; an image that is known by its digest alone has none. */
    static boolean isRelease(String version) {
        return version.matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");
    }

    /** What has all of {@code labels}. */
    static LabelSelector selector(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(new TreeMap<>(labels)).build();
    }

    /**
     * Declares the claim of each replica, so that it grows when the configured size does: neither the operator nor a
     * StatefulSet ever changes a claim that exists. They are not protected, as there would be no way to fewer replicas; what
     * the engine lets go of stays in the cluster.
     */
    static List<Resource> claims(String name, Workload workload, List<DataVolume> volumes, Children children) {
        return DataClaim.declare(name, workload, volumes, false, children);
    }

    /**
     * The options of the resource that the operator makes a StatefulSet of. Its template of claims stays as it was when the
     * resource was made, since no claim is made of it any more: with another size the operator would delete the StatefulSet
     * and make it anew ({@code ForceUpdateStatefulSet} in {@code pkg/k8s/statefulset.go} of prometheus-operator 0.93.1).
     */
    static CustomResourceOptions options(List<Resource> needed, Children children) {
        return CustomResourceOptions.merge(
                children.options(needed),
                CustomResourceOptions.builder().ignoreChanges("spec.storage").build());
    }

    /** A claim for each replica, if the stack had not made it. */
    static StorageSpec storage(VolumeConfig volume) {
        return new StorageSpecBuilder()
                .withNewVolumeClaimTemplate()
                .withSpec(new PersistentVolumeClaimSpecBuilder()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(volume.storageClass())
                        .withNewResources()
                        .withRequests(
                                Map.of("storage", new Quantity(volume.size().toString())))
                        .endResources()
                        .build())
                .endVolumeClaimTemplate()
                .build();
    }

    /** What a replica may use. */
    static ResourceRequirements resources(ResourceConfig resources) {
        return new ResourceRequirementsBuilder()
                .withRequests(new TreeMap<>(Map.of(
                        "cpu", quantity(resources.cpuRequest()),
                        "memory", quantity(resources.memoryRequest()),
                        "ephemeral-storage", quantity(resources.ephemeralStorageRequest()))))
                .withLimits(new TreeMap<>(Map.of(
                        "cpu", quantity(resources.cpuLimit()),
                        "memory", quantity(resources.memoryLimit()),
                        "ephemeral-storage", quantity(resources.ephemeralStorageLimit()))))
                .build();
    }

    private static Quantity quantity(Object value) {
        return new Quantity(value.toString());
    }

    /** What the Pod Security Standard restricted asks of a pod; the operator adds what it asks of containers. */
    static PodSecurityContext security(Workload workload) {
        long user = workload.security().userId();
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withFsGroup(user)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile(null, "RuntimeDefault")
                .build();
    }

    /** Two replicas on one node would go down together. */
    static Affinity apart(LabelSelector pods) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withLabelSelector(pods)
                .withTopologyKey(HOST)
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }

    /** Never more than one apart per node, and as even as can be over the zones. */
    static List<TopologySpreadConstraint> spread(LabelSelector pods) {
        return List.of(spread(pods, HOST, "DoNotSchedule"), spread(pods, ZONE, "ScheduleAnyway"));
    }

    private static TopologySpreadConstraint spread(LabelSelector pods, String topologyKey, String otherwise) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable(otherwise)
                .withLabelSelector(pods)
                .build();
    }

    /** A Service in front of all replicas. */
    static void service(String name, Workload workload, Children children) {
        new Service(
                name + "-service",
                ServiceArgs.builder()
                        .metadata(children.serviceMetadata(workload))
                        .spec(ServiceSpecArgs.builder()
                                .type("ClusterIP")
                                // Replicas know different things: who asks twice wants one of them twice.
                                .sessionAffinity("ClientIP")
                                .selector(new TreeMap<>(workload.labels().selector()))
                                .ports(ServicePortArgs.builder()
                                        .name(workload.port().name())
                                        .port(workload.port().number())
                                        .targetPort(workload.port().name())
                                        .protocol(workload.port().protocol().name())
                                        .build())
                                .build())
                        .build(),
                children.options());
    }

    /** That no more than one replica is taken down on purpose. */
    static void disruptionBudget(String name, Workload workload, Children children) {
        new PodDisruptionBudget(
                name + "-disruption-budget",
                PodDisruptionBudgetArgs.builder()
                        .metadata(metadata(workload, children))
                        .spec(PodDisruptionBudgetSpecArgs.builder()
                                .maxUnavailable(1)
                                .selector(LabelSelectorArgs.builder()
                                        .matchLabels(
                                                new TreeMap<>(workload.labels().selector()))
                                        .build())
                                .build())
                        .build(),
                children.options());
    }

    private static ObjectMetaArgs metadata(Workload workload, Children children) {
        return children.metadata(
                workload.name(), workload.namespace(), workload.labels().all());
    }
}
