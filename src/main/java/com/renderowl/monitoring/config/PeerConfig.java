package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import java.util.List;
import java.util.Map;

/** The other side of a connection that a network policy admits, where it is not one of our own pods. */
public sealed interface PeerConfig {

    /**
     * Pods of the cluster.
     *
     * @param namespace their namespace
     * @param selector their labels; none means every pod of the namespace
     */
    record Pods(String namespace, Map<String, String> selector) implements PeerConfig {}

    /**
     * Addresses outside the cluster's pods.
     *
     * @param addresses at least one
     */
    record Addresses(List<Cidr> addresses) implements PeerConfig {}

    /** Reads a peer: either {@code namespace} and {@code selector}, or {@code addresses}. */
    static PeerConfig read(ObjectReader reader, String what, Pods defaults) {
        Pods pods = pods(reader, what, defaults);
        List<Cidr> addresses = reader.key("addresses", "Addresses of " + what + ", instead of namespace and selector")
                .list(Syntax.ADDRESSES, List.of());
        reader.refuseUnknownKeys();
        if (reader.has("addresses") && (reader.has("namespace") || reader.has("selector"))) {
            reader.refuse(
                    "has addresses beside namespace or selector",
                    "addresses for what runs outside the cluster, namespace and selector for pods",
                    "keep the one that is true");
        }
        if (reader.has("addresses") && reader.isEmpty("addresses")) {
            reader.refuse(
                    "addresses",
                    "is empty, so " + what + " could not be reached",
                    "at least one entry: " + Cidr.ALLOWED,
                    "list the addresses, or remove it and set namespace and selector");
        }
        return addresses.isEmpty() ? pods : new Addresses(addresses);
    }

    /** Reads a peer that can only be pods. */
    static Pods readPods(ObjectReader reader, String what, Pods defaults) {
        Pods pods = pods(reader, what, defaults);
        reader.refuseUnknownKeys();
        return pods;
    }

    private static Pods pods(ObjectReader reader, String what, Pods defaults) {
        return new Pods(
                reader.key("namespace", "Namespace of " + what).value(Syntax.OBJECT_NAME, defaults.namespace()),
                reader.key("selector", "Labels of the pods of " + what + "; none means every pod there")
                        .map(Syntax.LABEL_KEY, Syntax.LABEL_VALUE, defaults.selector()));
    }
}
