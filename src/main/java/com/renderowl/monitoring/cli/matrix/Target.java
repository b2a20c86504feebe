package com.renderowl.monitoring.cli.matrix;

import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.reach.Exposure;
import com.renderowl.monitoring.model.reach.Participant;
import com.renderowl.monitoring.model.reach.ReachMatrix;
import com.renderowl.monitoring.model.reach.Verdict;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Somebody's ports that behave alike.
 *
 * @param to who
 * @param ports at which ports; all that there are, or some
 * @param marks what becomes of connections there, one for each of those who open them
 */
record Target(Participant to, List<Port> ports, List<String> marks) {

    /** The marks, and what they mean, in the order of the legend. */
    static Map<String, String> legend() {
        Map<String, String> legend = new LinkedHashMap<>();
        legend.put("yes", "passes: the stack needs it");
        legend.put("no", "stopped by a policy");
        legend.put("open", "no policy stops it: one side is on the network of the nodes");
        legend.put("self", "a pod always reaches itself, but no other one of its kind");
        return legend;
    }

    /** The targets among {@code accepting}, as {@code opening} see them. */
    static List<Target> of(ReachMatrix matrix, List<Participant> accepting, List<Participant> opening) {
        List<Target> targets = new ArrayList<>();
        for (Participant to : accepting) {
            Map<List<String>, List<Port>> alike = to.ports().stream()
                    .collect(Collectors.groupingBy(
                            port -> opening.stream()
                                    .map(from ->
                                            mark(matrix.cell(from, to, port).verdict()))
                                    .toList(),
                            LinkedHashMap::new,
                            Collectors.toList()));
            alike.forEach((marks, ports) -> targets.add(new Target(to, ports, marks)));
        }
        return targets;
    }

    private static String mark(Verdict verdict) {
        if (verdict instanceof Verdict.Open open) {
            return open.exposure() == Exposure.ITSELF ? "self" : "open";
        }
        return verdict.passes() ? "yes" : "no";
    }

    /** At which ports, in words. */
    String portText() {
        return to.kind() == Participant.Kind.STRANGER
                        && ports.size() == to.ports().size()
                ? "any port"
                : Words.ports(ports);
    }
}
