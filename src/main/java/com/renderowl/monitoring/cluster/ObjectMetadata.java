package com.renderowl.monitoring.cluster;

import com.renderowl.monitoring.units.Owner;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a cluster tells of an object besides its content.
 *
 * @param kind such as {@code ConfigMap}
 * @param namespace empty where it is in none
 * @param name in its namespace
 * @param created when, as the cluster writes it: {@code 2026-11-30T22:00:00Z}
 * @param managers the programs that have written fields of it
 * @param annotations those that were asked for and that it has
 * @param labels those that were asked for and that it has
 */
public record ObjectMetadata(
        String kind,
        String namespace,
        String name,
        String created,
        List<String> managers,
        Map<String, String> annotations,
        Map<String, String> labels) {

    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String PART_OF = "app.kubernetes.io/part-of";
    private static final String RELEASE = "meta.helm.sh/release-name";
    private static final String RELEASE_NAMESPACE = "meta.helm.sh/release-namespace";

    /** The manager that objects of a stack are written as. */
    private static final String MANAGER = "renderowl-monitoring";

    /** The annotations that tell the owner. */
    static final List<String> ANNOTATIONS = List.of(Owner.ANNOTATION, Owner.TAKEN_OVER, RELEASE, RELEASE_NAMESPACE);

    /** The labels that tell the owner. */
    static final List<String> LABELS = List.of(INSTANCE, PART_OF, "app.kubernetes.io/managed-by");

    public ObjectMetadata {
        managers = List.copyOf(managers);
        annotations = Map.copyOf(annotations);
        labels = Map.copyOf(labels);
    }

    /** Whose it is in words; empty where it is this stack's. */
    public Optional<String> otherOwner(Owner ours) {
        String mark = annotations.getOrDefault(Owner.ANNOTATION, "");
        if (!mark.isEmpty()) {
            return ours.otherOwner(mark);
        }
        return isOfEarlierRelease(ours) ? Optional.empty() : Optional.of(unmarkedOwner());
    }

    /** Releases without an owner mark wrote with this manager and these labels. */
    private boolean isOfEarlierRelease(Owner ours) {
        return ours.stack().equals(labels.get(INSTANCE))
                && MANAGER.equals(labels.get(PART_OF))
                && managers.contains(MANAGER);
    }

    private String unmarkedOwner() {
        String release = annotations.getOrDefault(RELEASE, "");
        if (!release.isEmpty()) {
            return "the Helm release " + release + " in "
                    + annotations.getOrDefault(RELEASE_NAMESPACE, "an unknown namespace");
        }
        String stack = labels.getOrDefault(INSTANCE, "");
        if (managers.contains(MANAGER) && !stack.isEmpty()) {
            return "the stack " + stack + " of an earlier release";
        }
        return managers.isEmpty() ? "an unknown owner" : "an unknown owner, written by " + String.join(", ", managers);
    }
}
