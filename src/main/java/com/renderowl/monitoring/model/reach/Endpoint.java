package com.renderowl.monitoring.model.reach;

import com.renderowl.monitoring.units.Cidr;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Something that opens or accepts connections: one pod, or something that only its addresses tell. */
public sealed interface Endpoint {

    /** What people call it; a pod's name is unique in its namespace. */
    String name();

    /**
     * The addresses that it has. It is in a block of addresses when all of these are, so give one address at a time
     * where they may differ.
     */
    List<Cidr> addresses();

    /** A pod on the network of pods, whose address is not known, so that no block of addresses holds it. */
    static Pod pod(String name, String namespace, Map<String, String> labels) {
        return new Pod(name, namespace, labels, false, List.of());
    }

    /**
     * A pod on a node's own network.
     *
     * @param addresses those of its node
     */
    static Pod hostPod(String name, String namespace, Map<String, String> labels, List<Cidr> addresses) {
        return new Pod(name, namespace, labels, true, addresses);
    }

    /**
     * What is no pod, such as the API server, the address of a Service, or a server outside the cluster.
     *
     * @param address such as {@code 192.0.2.7}; anything else is refused with {@link IllegalArgumentException}
     */
    static Outside outside(String name, String address) {
        return new Outside(name, List.of(Cidr.ofAddress(address)));
    }

    /**
     * A pod.
     *
     * @param name its name
     * @param namespace its namespace
     * @param labels all its labels
     * @param hostNetwork whether it uses its node's network; its labels do not matter to policies then
     * @param addresses see {@link Endpoint#addresses()}
     */
    record Pod(String name, String namespace, Map<String, String> labels, boolean hostNetwork, List<Cidr> addresses)
            implements Endpoint {

        public Pod {
            labels = Map.copyOf(labels);
            addresses = List.copyOf(addresses);
        }

        /**
         * The same pod at these addresses. A policy that admits blocks of addresses admits the pods in them, too: most
         * network plugins see the address of a pod as any other.
         */
        public Pod at(String... own) {
            return new Pod(
                    name,
                    namespace,
                    labels,
                    hostNetwork,
                    Stream.of(own).map(Cidr::ofAddress).toList());
        }

        /** Whether both are one pod. */
        boolean isSameAs(Endpoint other) {
            return other instanceof Pod pod && pod.name.equals(name) && pod.namespace.equals(namespace);
        }

        /** Whether it is in a namespace and has all of these labels. */
        boolean has(String wantedNamespace, Map<String, String> selector) {
            return namespace.equals(wantedNamespace) && labels.entrySet().containsAll(selector.entrySet());
        }
    }

    /**
     * What is no pod.
     *
     * @param name what people call it
     * @param addresses see {@link Endpoint#addresses()}
     */
    record Outside(String name, List<Cidr> addresses) implements Endpoint {

        public Outside {
            addresses = List.copyOf(addresses);
        }
    }
}
