package com.renderowl.monitoring.cluster;

import java.util.List;

/** Asks a cluster whether objects are there that a stack refers to without making them. */
public interface ObjectLookup {

    /** What the cluster says. */
    enum Presence {
        /** The object is there, with every key. */
        PRESENT,
        /** The object, its namespace or one of its keys is missing. */
        ABSENT,
        /** The cluster cannot be asked, or does not tell. */
        UNKNOWN
    }

    /**
     * The answer to a question.
     *
     * @param presence what the cluster says
     * @param reason why the cluster did not tell, in one line; empty when it did, or was not asked
     */
    record Answer(Presence presence, String reason) {}

    /**
     * Looks for an object. No value in it is read.
     *
     * @param context the context of the kubeconfig, or empty for the current one
     * @param kind the kind in lower case, {@code secret} or {@code configmap}
     * @param namespace where it should be
     * @param name its name
     * @param keys the keys that its data should have
     */
    Answer find(String context, String kind, String namespace, String name, List<String> keys);

    /** Nobody is asked. */
    static ObjectLookup unknown() {
        return (context, kind, namespace, name, keys) -> new Answer(Presence.UNKNOWN, "");
    }
}
