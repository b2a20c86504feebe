package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The other side of a connection that a network policy admits, where it is not one of our own pods. */
public sealed interface PeerConfig {

    /** The name of a Service, or of a pod behind one. */
    Pattern SERVICE = Pattern.compile("(?:[^.]+\\.)+?(?<namespace>[^.]+)\\.svc(?:\\..*)?");

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

    /**
     * Reports a host that the network policy would keep from being reached, as far as its name or address tells that. A
     * name outside the cluster may still lead to pods where {@code reader} says which.
     *
     * @param reader the peer's section
     * @param where the key with the host
     */
    static void checkHost(ObjectReader reader, PeerConfig peer, String host, String where) {
        if (peer instanceof Addresses outside) {
            if (HostPort.isAddress(host)
                    && outside.addresses().stream().noneMatch(block -> block.contains(Cidr.ofAddress(host)))) {
                refuseHost(reader, "does not have the address " + Shown.quoted(host) + " of " + where);
            }
        } else if (peer instanceof Pods pods) {
            Matcher service = SERVICE.matcher(host);
            boolean isElsewhere = service.matches()
                    ? !service.group("namespace").equals(pods.namespace())
                    : !reader.has("namespace") && !reader.has("selector") && isOutside(host, pods.namespace());
            if (isElsewhere) {
                refuseHost(
                        reader,
                        "is pods of the namespace " + pods.namespace() + ", but " + where + " has the host "
                                + Shown.quoted(host));
            }
        }
    }

    private static void refuseHost(ObjectReader reader, String what) {
        reader.refuse(
                what + ", so the network policy would stop the connection",
                "what is behind that host: addresses for what runs outside the cluster, namespace and selector for pods",
                "list the addresses: " + reader.reading().toSet(KeyPath.entry(reader.pathOf("addresses"), 0))
                        + ", or set " + reader.pathOf("namespace") + " and " + reader.pathOf("selector"));
    }

    /** Whether a host is surely outside the cluster: an address, or a long name that does not end in a namespace. */
    private static boolean isOutside(String host, String namespace) {
        return HostPort.isAddress(host)
                || (host.matches("[^.]+\\.[^.]+\\..*") && !host.endsWith("." + namespace) && !host.endsWith(".local"));
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
