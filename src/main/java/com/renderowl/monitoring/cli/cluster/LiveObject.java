package com.renderowl.monitoring.cli.cluster;

import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.units.Owner;
import java.util.List;
import java.util.Map;

/**
 * What the metadata of an object in a cluster says.
 *
 * @param group the group of its API, such as {@code apps}; empty for the core group
 * @param identity its kind, namespace and name
 * @param uid its identity over time: an object that is made anew has another one
 * @param owners the uids in its owner references
 * @param mark the owner annotation, see {@code Owner}; empty where it has none
 * @param labels those that tell whose it is, see {@link NamespaceListing#LABELS}
 * @param capacity of a bound claim, such as {@code 16Gi}; empty for everything else
 */
public record LiveObject(
        String group,
        ObjectIdentity identity,
        String uid,
        List<String> owners,
        String mark,
        Map<String, String> labels,
        String capacity) {

    public LiveObject {
        owners = List.copyOf(owners);
        labels = Map.copyOf(labels);
    }

    /** What an object says that was read as a whole. */
    public static LiveObject of(ClusterObject object) {
        return new LiveObject(
                group(object.text("apiVersion")),
                new ObjectIdentity(object.text("kind"), object.namespace(), object.name()),
                object.text("metadata", "uid"),
                object.list("metadata", "ownerReferences").stream()
                        .map(owner -> owner.text("uid"))
                        .toList(),
                object.texts("metadata", "annotations").getOrDefault(Owner.ANNOTATION, ""),
                object.labels(),
                object.text("status", "capacity", "storage"));
    }

    /** The group in an {@code apiVersion}. */
    static String group(String apiVersion) {
        return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    /** What no other object has at the same time. */
    public String key() {
        return group + "/" + identity;
    }

    /** Whether it is a claim of a volume. */
    public boolean isClaim() {
        return group.isEmpty() && identity.kind().equals("PersistentVolumeClaim");
    }
}
