package com.renderowl.monitoring.render;

import java.util.Comparator;
import java.util.List;

/** The order in which objects can be applied one after the other: what others refer to comes first. */
final class ApplyOrder {

    /** Kinds that are not named here, such as custom resources, come last. */
    private static final List<String> KINDS = List.of(
            "CustomResourceDefinition",
            "Namespace",
            "PriorityClass",
            "StorageClass",
            "ServiceAccount",
            "ClusterRole",
            "ClusterRoleBinding",
            "Role",
            "RoleBinding",
            "ConfigMap",
            "Secret",
            "PersistentVolumeClaim",
            "Service",
            "NetworkPolicy",
            "PodDisruptionBudget",
            "DaemonSet",
            "StatefulSet",
            "Deployment",
            "Job",
            "CronJob",
            "Ingress");

    private ApplyOrder() {}

    /** By kind; within a kind by namespace and name, so that the order never depends on anything else. */
    static Comparator<Manifest> comparator() {
        return Comparator.comparingInt((Manifest manifest) -> rank(manifest.kind()))
                .thenComparing(Manifest::kind)
                .thenComparing(Manifest::namespace)
                .thenComparing(Manifest::name);
    }

    /** The place of a kind among the kinds, from 0. */
    static int rank(String kind) {
        int index = KINDS.indexOf(kind);
        return index < 0 ? KINDS.size() : index;
    }
}
