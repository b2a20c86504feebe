package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Cell;
import com.renderowl.monitoring.model.reach.Endpoint;
import com.renderowl.monitoring.model.reach.Exposure;
import com.renderowl.monitoring.model.reach.PolicyVerdicts;
import com.renderowl.monitoring.model.reach.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What has to become of every connection that the analyser knows anything of: each endpoint with each in both directions,
 * at every port of the stack and at some where nothing listens.
 *
 * <p>Left out is what it does not model: connections between two addresses, of a pod to itself, and from a node to the pods
 * that run on it.
 */
final class ExpectedCells {

    private static final List<Port> OTHER_PORTS = List.of(
            Port.tcp("first", 1),
            Port.tcp("ssh", 22),
            Port.tcp("web", 80),
            Port.tcp("https", 443),
            Port.tcp("last", 65535),
            Port.udp("ntp", 123));

    private final PolicyVerdicts verdicts;
    private final List<Pair> pairs;

    /** Two endpoints with what may pass between them. */
    private record Pair(Endpoint from, Endpoint to, List<Cell> cells) {}

    private ExpectedCells(PolicyVerdicts verdicts, List<Pair> pairs) {
        this.verdicts = verdicts;
        this.pairs = pairs;
    }

    static ExpectedCells of(PolicyVerdicts verdicts, List<Endpoint> endpoints) {
        List<Pair> pairs = new ArrayList<>();
        List<Port> ports = distinct(Stream.concat(verdicts.ports().stream(), OTHER_PORTS.stream()));
        for (Endpoint from : endpoints) {
            for (Endpoint to : endpoints) {
                if (!from.equals(to) && !(isOutside(from) && isOutside(to))) {
                    pairs.add(new Pair(from, to, cells(verdicts, from, to, ports)));
                }
            }
        }
        return new ExpectedCells(verdicts, pairs);
    }

    private static List<Cell> cells(PolicyVerdicts verdicts, Endpoint from, Endpoint to, List<Port> ports) {
        return ports.stream()
                .map(port -> new Cell(from, to, port, verdicts.verdict(from, to, port)))
                .filter(cell -> !cell.verdict().equals(new Verdict.Open(Exposure.FROM_NODE)))
                .toList();
    }

    long count(Class<? extends Verdict> kind) {
        return pairs.stream()
                .flatMap(pair -> pair.cells.stream())
                .filter(cell -> kind.isInstance(cell.verdict()))
                .count();
    }

    /** Those from and to one pod. */
    ExpectedCells around(Endpoint.Pod pod) {
        return new ExpectedCells(
                verdicts,
                pairs.stream()
                        .filter(pair -> pair.from.equals(pod) || pair.to.equals(pod))
                        .toList());
    }

    /** The cells in which the analyser comes to another result, also at ports that only it speaks of. */
    Stream<Cell> wrongIn(Connectivity connectivity) {
        return pairs.stream().flatMap(pair -> {
            Connectivity.Passage passage = connectivity.between(pair.from, pair.to);
            List<Port> edges = distinct(passage.ranges().stream().flatMap(ExpectedCells::edges));
            return Stream.concat(pair.cells.stream(), cells(verdicts, pair.from, pair.to, edges).stream())
                    .filter(cell -> cell.verdict().passes() != passage.lets(cell.port()));
        });
    }

    private static boolean isOutside(Endpoint endpoint) {
        return !(endpoint instanceof Endpoint.Pod pod) || pod.hostNetwork();
    }

    /** Two ports are enough, as the matrix knows no ranges: one in a range that it does not allow is wrong. */
    private static Stream<Port> edges(Connectivity.Range range) {
        Port.Protocol protocol = Port.Protocol.valueOf(range.protocol());
        return Stream.of(new Port("first", range.first(), protocol), new Port("last", range.last(), protocol));
    }

    /** Each once, whatever its name. */
    private static List<Port> distinct(Stream<Port> ports) {
        Map<String, Port> distinct = new LinkedHashMap<>();
        ports.forEach(port -> distinct.putIfAbsent(port.number() + "/" + port.protocol(), port));
        return List.copyOf(distinct.values());
    }
}
