package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Cell;
import com.renderowl.monitoring.model.reach.PolicyVerdicts;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole matrix of a stack that runs on the node: everybody there is to everybody else, at every port, by TCP and UDP,
 * with what the connection graph says of it. As long as it is open, somebody listens everywhere.
 */
final class LiveMatrix implements AutoCloseable {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    /** Those of the stack and of whom it connects to, in any configuration that is tried, and one that nobody has. */
    private static final List<Integer> PORTS =
            List.of(53, 443, 3000, 5432, 6379, 6443, 8080, 9090, 9093, 9094, 9100, 9121, 9187, 9201, 9999, 12345);

    private final TestNode node;
    private final List<Attempt> attempts;
    private final Listeners listeners;

    private LiveMatrix(TestNode node, List<Attempt> attempts, Listeners listeners) {
        this.node = node;
        this.attempts = attempts;
        this.listeners = listeners;
    }

    /** Opens it for the pods that are there once all are Ready. */
    static LiveMatrix open(TestNode node, PolicyVerdicts verdicts) {
        ClusterSnapshot.ready(node);
        List<Integer> numbers = Stream.concat(
                        PORTS.stream(), verdicts.ports().stream().map(Port::number))
                .distinct()
                .toList();
        List<Port> ports = numbers.stream()
                .flatMap(number -> Stream.of(Port.tcp("tcp", number), Port.udp("udp", number)))
                .toList();
        MatrixEndpoints endpoints = MatrixEndpoints.of(node, ports);
        return new LiveMatrix(
                node, attempts(endpoints, verdicts), Listeners.start(node, endpoints.networks(), numbers));
    }

    private static List<Attempt> attempts(MatrixEndpoints endpoints, PolicyVerdicts verdicts) {
        List<Attempt> attempts = new ArrayList<>();
        for (Opener from : endpoints.openers()) {
            for (Door door : endpoints.doors()) {
                Cell cell = new Cell(
                        from.endpoint(),
                        door.to(),
                        door.port(),
                        verdicts.verdict(from.endpoint(), door.to(), door.port()));
                attempts.add(new Attempt(from, door, cell));
            }
        }
        // That a pod reaches itself is only certain where it does not leave its network.
        attempts.removeIf(Attempt::leadsBack);
        return List.copyOf(attempts);
    }

    /** The connections of some cells. */
    List<Attempt> attempts(Predicate<Attempt> isWanted) {
        return attempts.stream().filter(isWanted).toList();
    }

    /**
     * Waits until a whole pass finds what has to be: what enforces policies takes up a change step by step, and in between
     * some cells are as neither the old nor the new policies say.
     *
     * @param wrong the cells that are to be wrong; none where the policies are right
     * @throws AssertionError with the cells of the last pass that are not as expected, if it does not come to that in time
     */
    void await(String what, Collection<Attempt> wrong) {
        Set<Attempt> expected = Set.copyOf(wrong);
        List<LiveCell> unexpected = new ArrayList<>();
        try {
            node.waitUntil(what, DEADLINE, () -> {
                unexpected.clear();
                pass().cells().stream()
                        .filter(cell -> cell.isWrong() != expected.contains(cell.attempt()))
                        .forEach(unexpected::add);
                return unexpected.isEmpty();
            });
        } catch (AssertionError late) {
            String list = unexpected.stream().map(Object::toString).collect(Collectors.joining("\n"));
            throw new AssertionError(
                    late.getMessage() + ", but " + unexpected.size() + " cells differ:\n" + list, late);
        }
    }

    /** Tries every cell, once. */
    LivePass pass() {
        return LivePass.of(node, attempts);
    }

    @Override
    public void close() {
        listeners.close();
    }
}
