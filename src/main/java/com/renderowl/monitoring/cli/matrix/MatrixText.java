package com.renderowl.monitoring.cli.matrix;

import com.renderowl.monitoring.model.Connection;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Participant;
import com.renderowl.monitoring.model.reach.Participant.Kind;
import com.renderowl.monitoring.model.reach.ReachMatrix;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The matrix for people: two grids, then what passes and why, then who is meant. */
public final class MatrixText {

    private static final int LONGEST_LINE = 110;
    private static final String INDENT = "  ";
    private static final Set<Kind> OWN = EnumSet.of(Kind.COVERED, Kind.ON_HOST);
    private static final Set<Kind> OTHERS = EnumSet.of(Kind.PARTY, Kind.STRANGER);

    /** A block wider than this holds more than the nodes of a cluster. */
    private static final int WIDE_PREFIX = 16;

    private final ReachMatrix matrix;
    private final List<Participant> own;
    private final List<Target> inside;
    private final List<Target> outside;

    private MatrixText(ReachMatrix matrix) {
        this.matrix = matrix;
        this.own = matrix.participants(OWN);
        this.inside = Target.of(matrix, own, matrix.participants());
        this.outside = Target.of(matrix, matrix.participants(OTHERS), own);
    }

    /**
     * The matrix as lines of at most 110 columns, as far as names allow.
     *
     * @param stack the name of its stack
     */
    public static List<String> of(String stack, ReachMatrix matrix) {
        MatrixText text = new MatrixText(matrix);
        List<String> lines = new ArrayList<>();
        if (matrix.verdicts().policies()) {
            lines.add("Who can open a connection to whom, by the network policies of the stack " + stack + ".");
            text.addGrids(lines);
        } else {
            lines.add(
                    "The stack " + stack + " has no network policies, as network.policies is false: it stops nothing.");
            lines.add("Whoever makes policies in its place has to let this pass:");
        }
        text.addReasons(lines);
        text.addMeanings(lines);
        text.addWarning(lines);
        return lines;
    }

    private void addGrids(List<String> lines) {
        Set<String> used = Stream.concat(inside.stream(), outside.stream())
                .flatMap(target -> target.marks().stream())
                .collect(Collectors.toSet());
        Target.legend().forEach((mark, meaning) -> {
            if (used.contains(mark)) {
                lines.add(INDENT + Words.padded(mark, 6) + meaning);
            }
        });
        lines.addAll(List.of("", "INTO THE STACK'S PODS, at TCP ports unless something else is said"));
        List<Participant> everybody = matrix.participants();
        lines.addAll(new Grid(
                        "from",
                        inside.stream()
                                .map(target -> List.of(target.to().name(), target.portText()))
                                .toList(),
                        IntStream.range(0, everybody.size())
                                .mapToObj(from -> new Grid.Row(
                                        everybody.get(from).name(),
                                        inside.stream()
                                                .map(target -> target.marks().get(from))
                                                .toList()))
                                .toList())
                .lines(LONGEST_LINE));
        lines.addAll(List.of("", "OUT OF THE STACK'S PODS"));
        lines.addAll(new Grid(
                        "to",
                        own.stream().map(from -> List.of(from.name())).toList(),
                        outside.stream()
                                .map(target ->
                                        new Grid.Row(target.to().name() + " " + target.portText(), target.marks()))
                                .toList())
                .lines(LONGEST_LINE));
        lines.addAll(List.of("", "Where neither side is a pod of the stack, it decides nothing."));
    }

    /** Ports between the same two for the same purposes are one line. */
    private record Way(String ends, List<String> purposes) {}

    private void addReasons(List<String> lines) {
        Map<String, Map<Port, List<String>>> between = new LinkedHashMap<>();
        for (Connection connection : matrix.verdicts().graph().connections()) {
            if (!connection.staysInPod()) {
                String ends =
                        connection.from().name() + " -> " + connection.to().name();
                between.computeIfAbsent(ends, unused -> new LinkedHashMap<>())
                        .computeIfAbsent(connection.port(), unused -> new ArrayList<>())
                        .add(connection.purpose().title());
            }
        }
        Map<Way, List<Port>> ways = new LinkedHashMap<>();
        between.forEach((ends, byPort) -> byPort.forEach(
                (port, purposes) -> ways.computeIfAbsent(new Way(ends, purposes), unused -> new ArrayList<>())
                        .add(port)));
        int width = Words.width(ways.keySet().stream().map(Way::ends).toList());
        int portWidth = Words.width(ways.values().stream().map(Words::ports).toList());
        if (matrix.verdicts().policies()) {
            lines.addAll(List.of("", "WHAT PASSES, AND WHY"));
        }
        ways.forEach((way, ports) -> lines.add(INDENT
                + Words.padded(way.ends, width)
                + INDENT
                + Words.padded(Words.ports(ports), portWidth)
                + INDENT
                + String.join(", ", way.purposes)));
    }

    private void addMeanings(List<String> lines) {
        lines.addAll(List.of("", "WHO IS MEANT"));
        Set<Kind> shown = matrix.verdicts().policies()
                ? EnumSet.allOf(Kind.class)
                : EnumSet.complementOf(EnumSet.of(Kind.STRANGER));
        List<Participant> participants = matrix.participants(shown);
        List<List<String>> labels = participants.stream()
                .map(participant -> Words.label(participant.name()))
                .toList();
        int width = Words.width(labels.stream().flatMap(List::stream).toList());
        for (int index = 0; index < participants.size(); index++) {
            List<String> label = labels.get(index);
            List<String> meaning =
                    Words.broken(participants.get(index).meaning(), ", ", LONGEST_LINE - width - 2 * INDENT.length());
            for (int line = 0; line < Math.max(label.size(), meaning.size()); line++) {
                String left = line < label.size() ? label.get(line) : "";
                String right = line < meaning.size() ? meaning.get(line) : "";
                lines.add((INDENT + Words.padded(left, width) + INDENT + right).stripTrailing());
            }
        }
    }

    /** To most network plugins the address of a pod is an address. */
    private void addWarning(List<String> lines) {
        boolean isWide = matrix.participants(EnumSet.of(Kind.PARTY, Kind.ON_HOST)).stream()
                .flatMap(participant -> participant.endpoint().addresses().stream())
                .anyMatch(block -> block.prefixLength() < WIDE_PREFIX);
        if (isWide && matrix.verdicts().policies()) {
            lines.addAll(List.of(
                    "",
                    "Pods whose addresses are in one of these blocks pass as well, with most network plugins: narrow them,",
                    "above all network.nodes and network.apiServer."));
        }
    }
}
