package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.meta.v1.inputs.LabelSelectorArgs;
import com.pulumi.kubernetes.networking.v1.inputs.IPBlockArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyEgressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyIngressRuleArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPeerArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicyPortArgs;
import com.pulumi.kubernetes.networking.v1.inputs.NetworkPolicySpecArgs;
import com.renderowl.monitoring.model.Connection;
import com.renderowl.monitoring.model.ConnectionGraph;
import com.renderowl.monitoring.model.Party;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.units.Cidr;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Lowers the connections of a workload to its network policy: what is in the graph passes, nothing else does. */
final class NetworkPolicyRules {

    private final ConnectionGraph graph;
    private final List<Cidr> nodes;

    /**
     * Lowers {@code graph}.
     *
     * @param nodes the addresses by which pods on the host network are known
     */
    NetworkPolicyRules(ConnectionGraph graph, List<Cidr> nodes) {
        this.graph = graph;
        this.nodes = nodes;
    }

    NetworkPolicySpecArgs of(Party.Own party) {
        NetworkPolicySpecArgs.Builder spec = NetworkPolicySpecArgs.builder()
                .podSelector(LabelSelectorArgs.builder()
                        .matchLabels(new TreeMap<>(party.selector()))
                        .build())
                .policyTypes("Ingress", "Egress");
        Map<Party, Set<Port>> sources = portsByParty(graph.into(party), Connection::from);
        if (!sources.isEmpty()) {
            spec.ingress(sources.entrySet().stream()
                    .map(entry -> NetworkPolicyIngressRuleArgs.builder()
                            .from(peers(entry.getKey()))
                            .ports(ports(entry.getValue()))
                            .build())
                    .toList());
        }
        Map<Party, Set<Port>> destinations = portsByParty(graph.outOf(party), Connection::to);
        if (!destinations.isEmpty()) {
            spec.egress(destinations.entrySet().stream()
                    .map(entry -> NetworkPolicyEgressRuleArgs.builder()
                            .to(peers(entry.getKey()))
                            .ports(ports(entry.getValue()))
                            .build())
                    .toList());
        }
        return spec.build();
    }

    private Map<Party, Set<Port>> portsByParty(List<Connection> connections, Function<Connection, Party> otherSide) {
        Map<Party, Set<Port>> ports = new LinkedHashMap<>();
        for (Connection connection : connections) {
            ports.computeIfAbsent(otherSide.apply(connection), party -> new LinkedHashSet<>())
                    .add(connection.port());
        }
        // To Kubernetes a rule without peers means everybody; to us a party without addresses is nobody.
        ports.keySet().removeIf(party -> peers(party).isEmpty());
        return ports;
    }

    private List<NetworkPolicyPeerArgs> peers(Party party) {
        if (party instanceof Party.Addresses addresses) {
            return blocks(addresses.addresses());
        }
        if (party instanceof Party.Pods pods) {
            return List.of(pods(pods.namespace(), pods.selector()));
        }
        Party.Own own = (Party.Own) party;
        return own.hostNetwork() ? blocks(nodes) : List.of(pods(own.namespace(), own.selector()));
    }

    private static List<NetworkPolicyPeerArgs> blocks(List<Cidr> addresses) {
        return addresses.stream()
                .map(address -> NetworkPolicyPeerArgs.builder()
                        .ipBlock(IPBlockArgs.builder().cidr(address.text()).build())
                        .build())
                .toList();
    }

    private static NetworkPolicyPeerArgs pods(String namespace, Map<String, String> selector) {
        NetworkPolicyPeerArgs.Builder peer = NetworkPolicyPeerArgs.builder()
                .namespaceSelector(LabelSelectorArgs.builder()
                        .matchLabels(Map.of("kubernetes.io/metadata.name", namespace))
                        .build());
        if (!selector.isEmpty()) {
            peer.podSelector(LabelSelectorArgs.builder()
                    .matchLabels(new TreeMap<>(selector))
                    .build());
        }
        return peer.build();
    }

    private static List<NetworkPolicyPortArgs> ports(Set<Port> ports) {
        return ports.stream()
                .map(port -> NetworkPolicyPortArgs.builder()
                        .port(port.number())
                        .protocol(port.protocol().name())
                        .build())
                .toList();
    }
}
