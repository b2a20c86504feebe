package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import com.pulumi.kubernetes.core.v1.ConfigMap;
import com.pulumi.kubernetes.core.v1.ConfigMapArgs;
import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What all children of a component have in common.
 *
 * @param parent the component
 * @param foundation what the stack is built on
 */
public record Children(Resource parent, Foundation foundation) {

    /**
     * Tells the provider not to wait for an object whose readiness depends on something outside the stack: a claim that is
     * bound when its first pod is scheduled, an ingress that waits for a load balancer. Nor for a Service: the provider waits
     * about ten seconds for its endpoints to settle, and the readiness of the workload behind it says more.
     */
    static final Map<String, String> NOT_AWAITED = Map.of("pulumi.com/skipAwait", "true");

    /**
     * Makes every run write as the same owner. Without it the provider invents an owner for each object and keeps its
     * name in the state: a run that is killed before it can do so leaves objects behind whose owner nobody knows, and
     * the next change of such an object is refused as a conflict. A field that somebody has changed by hand meanwhile is
     * taken back, where the API server would otherwise refuse the whole object. See {@code fieldManagerName} and
     * {@code PatchForce} in {@code provider/pkg/provider/provider.go} of pulumi-kubernetes 4.25.0.
     */
    static final Map<String, String> FIELD_MANAGER =
            Map.of("pulumi.com/patchFieldManager", "renderowl-monitoring", "pulumi.com/patchForce", "true");

    /** The options of an ordinary child. */
    public CustomResourceOptions options() {
        return options(List.of());
    }

    /** The options of a child that also needs {@code more}. */
    public CustomResourceOptions options(List<? extends Resource> more) {
        return CustomResourceOptions.builder()
                .parent(parent)
                .dependsOn(Stream.concat(foundation.resources().stream(), more.stream())
                        .toArray(Resource[]::new))
                .build();
    }

    /**
     * The options of a child that holds data. It stays in the cluster when the stack no longer declares it, and goes with its
     * namespace; so a changed platform loses nothing, and finds it again when it is changed back.
     *
     * @param isProtected whether the engine also refuses to let go of it
     */
    CustomResourceOptions data(boolean isProtected) {
        return CustomResourceOptions.merge(
                options(),
                CustomResourceOptions.builder()
                        .protect(isProtected)
                        .retainOnDelete(true)
                        .build());
    }

    /** A ConfigMap for {@code workload}: in its namespace, with its labels. */
    public Resource configMap(String logicalName, String name, Workload workload, Map<String, String> files) {
        return new ConfigMap(
                logicalName,
                ConfigMapArgs.builder()
                        .metadata(metadata(name, workload))
                        .data(files)
                        .build(),
                options());
    }

    /** A Secret for {@code workload}, as {@link #configMap}; the engine keeps all of {@code files} encrypted. */
    public Resource secret(String logicalName, String name, Workload workload, Map<String, String> files) {
        return new Secret(
                logicalName,
                SecretArgs.builder()
                        .metadata(metadata(name, workload))
                        .stringData(Output.ofSecret(files))
                        .build(),
                options());
    }

    private ObjectMetaArgs metadata(String name, Workload workload) {
        return metadata(name, workload.namespace(), workload.labels().selector());
    }

    /** The metadata of the Service of {@code workload}. */
    public ObjectMetaArgs serviceMetadata(Workload workload) {
        return metadata(workload.name(), workload.namespace(), workload.labels().all(), NOT_AWAITED);
    }

    /** The metadata of an object in a namespace. */
    public ObjectMetaArgs metadata(String name, String namespace, Map<String, String> labels) {
        return metadata(name, namespace, labels, Map.of());
    }

    /** The metadata of an object in a namespace, with annotations. */
    public ObjectMetaArgs metadata(
            String name, String namespace, Map<String, String> labels, Map<String, String> annotations) {
        return ObjectMetaArgs.builder()
                .name(name)
                .namespace(namespace)
                .labels(new TreeMap<>(labels))
                .annotations(foundation.annotations(annotations))
                .build();
    }
}
