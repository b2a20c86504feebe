package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.PeerConfig;
import com.renderowl.monitoring.units.Cidr;
import java.util.List;
import java.util.Map;

/** An end of a connection. */
public sealed interface Party {

    /** What people call it. */
    String name();

    /** Somebody else, where the configuration says. */
    static Party of(String name, PeerConfig peer) {
        if (peer instanceof PeerConfig.Addresses addresses) {
            return new Addresses(name, addresses.addresses());
        }
        PeerConfig.Pods pods = (PeerConfig.Pods) peer;
        return new Pods(name, pods.namespace(), pods.selector());
    }

    /**
     * Pods of one of the stack's workloads; the only pods that the stack's network policies select.
     *
     * @param name the workload
     * @param namespace its namespace
     * @param selector the labels of its pods
     * @param hostNetwork whether they use the node's network, so that only the node's address identifies them
     */
    record Own(String name, String namespace, Map<String, String> selector, boolean hostNetwork) implements Party {}

    /**
     * Somebody else's pods.
     *
     * @param name what people call them
     * @param namespace their namespace
     * @param selector their labels; none means every pod there
     */
    record Pods(String name, String namespace, Map<String, String> selector) implements Party {}

    /**
     * What is known by its addresses only.
     *
     * @param name what people call it
     * @param addresses at least one where there are network policies
     */
    record Addresses(String name, List<Cidr> addresses) implements Party {}
}
