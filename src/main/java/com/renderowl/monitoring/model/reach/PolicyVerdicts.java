package com.renderowl.monitoring.model.reach;

import com.renderowl.monitoring.model.Connection;
import com.renderowl.monitoring.model.ConnectionGraph;
import com.renderowl.monitoring.model.Party;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Decides what the network policies of a stack must do with any connection, between real pods and addresses. Parties of
 * the graph overlap, so an endpoint may be several of them; what any of them may do, it may.
 *
 * <p>It speaks of policies only: whether a route leads there, and whether something listens, is another matter. Answers
 * on an open connection pass without being asked about. On the way from a pod to the node that it runs on, network plugins
 * differ; what is said here is what the policy says.
 *
 * @param graph what the stack needs
 * @param workloads the stack's own pods, whether or not they have connections
 * @param nodes the addresses of the nodes, by which pods on the host network are known
 * @param policies whether the stack has network policies
 */
public record PolicyVerdicts(ConnectionGraph graph, List<Party.Own> workloads, List<Cidr> nodes, boolean policies) {

    public PolicyVerdicts {
        workloads = List.copyOf(workloads);
        nodes = List.copyOf(nodes);
    }

    /** That of a stack on a cluster; one on a Docker engine has no policies. */
    public static PolicyVerdicts of(StackModel stack) {
        return new PolicyVerdicts(
                stack.graph(),
                stack.workloads().stream().map(Workload::party).toList(),
                stack.config().network().nodes(),
                stack.config().network().policies());
    }

    /**
     * What becomes of a connection.
     *
     * @param port the port at {@code to}; its name does not matter
     */
    public Verdict verdict(Endpoint from, Endpoint to, Port port) {
        if (!policies) {
            return new Verdict.Open(Exposure.NO_POLICIES);
        }
        if (from instanceof Endpoint.Pod pod && pod.isSameAs(to)) {
            return new Verdict.Open(Exposure.ITSELF);
        }
        List<Party.Own> opening = coveredBy(from);
        List<Party.Own> accepting = coveredBy(to);
        if (opening.isEmpty() && accepting.isEmpty()) {
            return new Verdict.Open(isOwnOnHost(to) ? Exposure.HOST_NETWORK : Exposure.NOT_OURS);
        }
        List<Connection> out = connections(port, one -> isOneOf(opening, one.from()) && is(to, one.to()));
        List<Connection> in = connections(port, one -> isOneOf(accepting, one.to()) && is(from, one.from()));
        boolean stoppedOut = !opening.isEmpty() && out.isEmpty();
        boolean stoppedIn = !accepting.isEmpty() && in.isEmpty();
        if (stoppedIn && !stoppedOut && isOnHost(from)) {
            return new Verdict.Open(Exposure.FROM_NODE);
        }
        if (stoppedOut || stoppedIn) {
            return new Verdict.Denied(Stream.concat(
                            stoppedOut ? names("egress of ", opening) : Stream.empty(),
                            stoppedIn ? names("ingress of ", accepting) : Stream.empty())
                    .toList());
        }
        return new Verdict.Allowed(Stream.concat(out.stream(), in.stream())
                .map(Connection::purpose)
                .distinct()
                .toList());
    }

    /** Every port that the stack has to do with, each once, in the order of the graph. */
    public List<Port> ports() {
        return ports(connection -> true);
    }

    /** The ports of these connections, each once. */
    List<Port> ports(Predicate<Connection> isWanted) {
        List<Port> ports = new ArrayList<>();
        graph.connections().stream().filter(isWanted).map(Connection::port).forEach(port -> {
            if (ports.stream().noneMatch(known -> isSame(known, port))) {
                ports.add(port);
            }
        });
        return List.copyOf(ports);
    }

    /** Every cell of these endpoints: each with each, itself included, in both directions, at each of the ports. */
    public List<Cell> cells(List<? extends Endpoint> endpoints, List<Port> ports) {
        return endpoints.stream()
                .flatMap(from -> endpoints.stream()
                        .flatMap(to -> ports.stream().map(port -> new Cell(from, to, port, verdict(from, to, port)))))
                .toList();
    }

    /** The stack's workloads whose policy covers it. */
    private List<Party.Own> coveredBy(Endpoint endpoint) {
        return workloads.stream()
                .filter(workload -> !workload.hostNetwork() && is(endpoint, workload))
                .toList();
    }

    /** Whether an endpoint is, or is one of, a party, as a network can tell. */
    private boolean is(Endpoint endpoint, Party party) {
        if (party instanceof Party.Addresses addresses) {
            return isIn(endpoint, addresses.addresses());
        }
        if (party instanceof Party.Own own && own.hostNetwork()) {
            return isIn(endpoint, nodes);
        }
        if (!(endpoint instanceof Endpoint.Pod pod) || pod.hostNetwork()) {
            return false;
        }
        return party instanceof Party.Own own
                ? pod.has(own.namespace(), own.selector())
                : party instanceof Party.Pods pods && pod.has(pods.namespace(), pods.selector());
    }

    private static boolean isIn(Endpoint endpoint, List<Cidr> blocks) {
        return !endpoint.addresses().isEmpty()
                && endpoint.addresses().stream()
                        .allMatch(address -> blocks.stream().anyMatch(block -> block.contains(address)));
    }

    private static boolean isOnHost(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Pod pod && pod.hostNetwork();
    }

    private boolean isOwnOnHost(Endpoint endpoint) {
        return endpoint instanceof Endpoint.Pod pod
                && pod.hostNetwork()
                && workloads.stream()
                        .anyMatch(workload ->
                                workload.hostNetwork() && pod.has(workload.namespace(), workload.selector()));
    }

    private List<Connection> connections(Port port, Predicate<Connection> isWanted) {
        return graph.connections().stream()
                .filter(connection -> !connection.staysInPod() && isSame(connection.port(), port))
                .filter(isWanted)
                .toList();
    }

    private static boolean isOneOf(List<Party.Own> covered, Party party) {
        return party instanceof Party.Own own && covered.contains(own);
    }

    private static boolean isSame(Port one, Port other) {
        return one.number() == other.number() && one.protocol() == other.protocol();
    }

    private static Stream<String> names(String direction, List<Party.Own> workloads) {
        return workloads.stream().map(workload -> direction + workload.name());
    }
}
