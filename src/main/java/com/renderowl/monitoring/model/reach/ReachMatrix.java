package com.renderowl.monitoring.model.reach;

import com.renderowl.monitoring.model.Party;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.units.Cidr;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The matrix of a stack as people read it, by kinds of pods and not by single ones: everybody in the connection graph,
 * and three strangers, each with each.
 *
 * @param verdicts decides
 * @param participants in the order in which people read them: the stack's pods, others, strangers
 */
public record ReachMatrix(PolicyVerdicts verdicts, List<Participant> participants) {

    /** Blocks for documentation: nothing is there, so that an address of one of them stands for any address. */
    private static final List<String> NOWHERE = List.of("203.0.113.7", "198.51.100.7", "192.0.2.7", "233.252.0.7");

    private static final String STRANGERS_NAMESPACE = "elsewhere";

    public ReachMatrix {
        participants = List.copyOf(participants);
    }

    /** That of a stack on a cluster. */
    public static ReachMatrix of(StackModel stack) {
        PolicyVerdicts verdicts = PolicyVerdicts.of(stack);
        List<Participant> participants = new ArrayList<>();
        for (List<Party> alike : parties(verdicts)) {
            List<String> names = names(alike, participants);
            participants.add(new Participant(
                    names,
                    kind(alike.get(0)),
                    endpoint(names.get(0), alike.get(0), verdicts.nodes()),
                    verdicts.ports(connection -> alike.contains(connection.to()))));
        }
        strangers(stack.config().namespaces().monitoring(), participants)
                .forEach(stranger -> participants.add(new Participant(
                        List.of(stranger.name()), Participant.Kind.STRANGER, stranger, anyPort(verdicts))));
        return new ReachMatrix(verdicts, participants);
    }

    /** Everybody to everybody, at each port where somebody connects to the accepting side. */
    public List<Cell> cells() {
        return participants.stream()
                .flatMap(from ->
                        participants.stream().flatMap(to -> to.ports().stream().map(port -> cell(from, to, port))))
                .toList();
    }

    /** One entry. Where both are the same, it is that of two replicas, unless those can not reach each other. */
    public Cell cell(Participant from, Participant to, Port port) {
        Endpoint accepting = from.equals(to) ? replica(to.endpoint()) : to.endpoint();
        Verdict verdict = verdicts.verdict(from.endpoint(), accepting, port);
        boolean onlyItself = from.equals(to) && to.endpoint() instanceof Endpoint.Pod && !verdict.passes();
        return new Cell(from.endpoint(), to.endpoint(), port, onlyItself ? new Verdict.Open(Exposure.ITSELF) : verdict);
    }

    private static Endpoint replica(Endpoint one) {
        return one instanceof Endpoint.Pod pod
                ? new Endpoint.Pod(
                        "replica of " + pod.name(), pod.namespace(), pod.labels(), pod.hostNetwork(), pod.addresses())
                : one;
    }

    /** Those of one of these kinds. */
    public List<Participant> participants(Set<Participant.Kind> kinds) {
        return participants.stream()
                .filter(participant -> kinds.contains(participant.kind()))
                .toList();
    }

    /** Parties that no network could tell apart are one: the configuration may call the same pods by several names. */
    private static Collection<List<Party>> parties(PolicyVerdicts verdicts) {
        Stream<Party> inGraph = verdicts.graph().connections().stream()
                .flatMap(connection -> Stream.of(connection.from(), connection.to()));
        return Stream.concat(verdicts.workloads().stream(), inGraph)
                .distinct()
                .collect(Collectors.groupingBy(ReachMatrix::identity, LinkedHashMap::new, Collectors.toList()))
                .values();
    }

    /** Two parties may have one name, such as a Grafana of the stack and one that is there already. */
    private static List<String> names(List<Party> parties, List<Participant> named) {
        return parties.stream()
                .map(Party::name)
                .distinct()
                .map(name -> named.stream().anyMatch(one -> one.names().contains(name)) ? "another " + name : name)
                .toList();
    }

    private static List<Object> identity(Party party) {
        if (party instanceof Party.Addresses addresses) {
            return List.of(addresses.addresses());
        }
        if (party instanceof Party.Pods pods) {
            return List.of(pods.namespace(), pods.selector());
        }
        return List.of(party);
    }

    private static Endpoint endpoint(String name, Party party, List<Cidr> nodes) {
        if (party instanceof Party.Addresses addresses) {
            return new Endpoint.Outside(name, addresses.addresses());
        }
        if (party instanceof Party.Pods pods) {
            return Endpoint.pod(name, pods.namespace(), pods.selector());
        }
        Party.Own own = (Party.Own) party;
        return own.hostNetwork()
                ? Endpoint.hostPod(name, own.namespace(), own.selector(), nodes)
                : Endpoint.pod(name, own.namespace(), own.selector());
    }

    private static Participant.Kind kind(Party party) {
        if (!(party instanceof Party.Own own)) {
            return Participant.Kind.PARTY;
        }
        return own.hostNetwork() ? Participant.Kind.ON_HOST : Participant.Kind.COVERED;
    }

    private static List<Endpoint> strangers(String monitoring, List<Participant> participants) {
        Predicate<String> isKnown = namespace -> participants.stream()
                .anyMatch(one -> one.endpoint() instanceof Endpoint.Pod pod
                        && pod.namespace().equals(namespace));
        String elsewhere = Stream.iterate(STRANGERS_NAMESPACE, name -> name + "-else")
                .filter(isKnown.negate())
                .findFirst()
                .orElseThrow();
        List<Endpoint> strangers = new ArrayList<>();
        strangers.add(Endpoint.pod("another pod of " + monitoring, monitoring, Map.of()));
        strangers.add(Endpoint.pod("a pod of another namespace", elsewhere, Map.of()));
        NOWHERE.stream()
                .map(address -> Endpoint.outside("an address outside", address))
                .filter(address -> participants.stream().noneMatch(one -> one.endpoint().addresses().stream()
                        .anyMatch(block -> block.contains(address.addresses().get(0)))))
                .findFirst()
                .ifPresent(strangers::add);
        // A party that is every pod of the namespace leaves nobody there to be a stranger.
        strangers.removeIf(stranger -> participants.stream()
                .anyMatch(one -> one.endpoint() instanceof Endpoint.Pod pod
                        && stranger instanceof Endpoint.Pod same
                        && pod.namespace().equals(same.namespace())
                        && pod.labels().isEmpty()));
        return strangers;
    }

    /** At strangers everything that the stack connects to anywhere is tried, and the port of the whole web. */
    private static List<Port> anyPort(PolicyVerdicts verdicts) {
        List<Port> ports = new ArrayList<>(verdicts.ports());
        Port web = Port.tcp("https", 443);
        if (ports.stream().noneMatch(port -> port.number() == web.number())) {
            ports.add(web);
        }
        return ports;
    }
}
