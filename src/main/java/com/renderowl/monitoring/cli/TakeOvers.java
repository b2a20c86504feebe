package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.cli.drift.Difference;
import com.renderowl.monitoring.cli.drift.DriftReport;
import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.cli.guard.Ownership;
import com.renderowl.monitoring.cli.guard.Ownership.Foreign;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cluster.MetadataLookup;
import com.renderowl.monitoring.cluster.MetadataLookup.Asked;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which objects of other owners a command may take over. */
final class TakeOvers {

    private static final String OPTION = "--take-over";
    private static final String NAMESPACE = "Namespace";

    @Option(
            names = OPTION,
            paramLabel = "NAME",
            description = "Take over objects of another owner that have the names of the stack's: all of a namespace by"
                    + " its name, or one as KIND/NAMESPACE/NAME. A namespace that was taken over is kept by 'destroy'."
                    + " Can be given several times.")
    private List<String> names = new ArrayList<>();

    private final Set<String> namespaces = ConcurrentHashMap.newKeySet();

    /** Whether the next run takes over this namespace, so that it has to record that. */
    boolean isTakenOver(String namespace) {
        return namespaces.contains(namespace);
    }

    /**
     * Looks at each object of the plan that would be created, and judges whose it is.
     *
     * @param log of the preview
     * @param lookup asks the cluster, or null where there is none
     * @param command what the user can repeat with the option
     * @param console is notified of what is taken over
     * @param unanswered decides where the cluster does not answer, from the reason
     * @return why the plan is refused, if it is
     */
    Optional<String> refusal(
            EventLog log,
            @Nullable MetadataLookup lookup,
            String command,
            Console console,
            Function<String, Optional<String>> unanswered) {
        Ownership ownership = new Ownership(log.plan());
        Optional<String> unknown = unknownNames(log, ownership);
        Set<Asked> asked = ownership.asked();
        if (unknown.isPresent() || lookup == null || asked.isEmpty()) {
            return unknown;
        }
        Ownership.Verdict verdict;
        try {
            verdict = ownership.judge(lookup.find(asked));
        } catch (IOException e) {
            return unanswered.apply(
                    "It cannot be found out whether objects of other owners have the names of the objects that would be"
                            + " created (" + asked.size() + "). kubectl: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("Interrupted while the cluster was asked for objects of other owners.");
        }
        List<Foreign> refused = verdict.foreign().stream()
                .filter(foreign -> !isNamed(foreign.object()))
                .toList();
        if (!refused.isEmpty()) {
            return Optional.of(report(refused, command));
        }
        namespaces.addAll(verdict.continued());
        for (Foreign foreign : verdict.foreign()) {
            console.say("Taken over: " + line(foreign));
            if (foreign.object().kind().equals(NAMESPACE)) {
                namespaces.add(foreign.object().name());
            }
        }
        return Optional.empty();
    }

    /**
     * Judges what a look into the cluster has found of the stack's own objects: an update would write into those that are no
     * longer the stack's.
     *
     * @param drift how they differ from what was deployed
     * @param command what the user can repeat with the option
     * @return why the update is refused, if it is
     */
    Optional<String> refusal(List<Difference> drift, String command) {
        List<Difference> passedOn =
                drift.stream().filter(Difference::isAnothers).toList();
        List<Difference> refused = passedOn.stream()
                .filter(difference -> !isNamed(difference.object()))
                .toList();
        if (!refused.isEmpty()) {
            return Optional.of("Objects of this stack are no longer its own. Nothing was touched.\n"
                    + String.join("\n", DriftReport.table(refused))
                    + "\nWhere they are yours to take back: "
                    + command + options(refused.stream().map(Difference::object)));
        }
        passedOn.stream()
                .map(Difference::object)
                .filter(object -> object.kind().equals(NAMESPACE))
                .forEach(namespace -> namespaces.add(namespace.name()));
        return Optional.empty();
    }

    /** A plan that did not come to its end may lack what is named. */
    private Optional<String> unknownNames(EventLog log, Ownership ownership) {
        List<String> unknown = log.summary().isEmpty()
                ? List.of()
                : names.stream().filter(name -> !ownership.isInPlan(name)).toList();
        return unknown.isEmpty()
                ? Optional.empty()
                : Optional.of(OPTION + " " + String.join(", ", unknown)
                        + ": nothing of that name is in the plan. Name a namespace ("
                        + String.join(", ", ownership.namespaces())
                        + "), or an object of the plan as KIND/NAMESPACE/NAME. Nothing was touched.");
    }

    private boolean isNamed(ObjectIdentity object) {
        return names.stream().anyMatch(name -> Ownership.covers(name, object));
    }

    /** The options that name the namespaces of {@code objects}. */
    private static String options(Stream<ObjectIdentity> objects) {
        return objects.map(object -> " " + OPTION + " " + Ownership.namespace(object))
                .distinct()
                .collect(Collectors.joining());
    }

    private static String report(List<Foreign> refused, String command) {
        return refused.stream()
                .map(foreign -> "  " + line(foreign))
                .collect(Collectors.joining(
                        "\n",
                        "Objects of other owners have names of this stack, which would change them and delete them with"
                                + " itself. Nothing was touched.\n",
                        "\n"
                                + "Give the stack namespaces of its own: namespaces.monitoring, namespaces.nodeExporter."
                                + " Or, where all of these objects are yours to give: " + command
                                + options(refused.stream().map(Foreign::object))));
    }

    private static String line(Foreign foreign) {
        return Ownership.shown(foreign.object()) + " belongs to " + foreign.owner() + ", since " + foreign.created();
    }
}
