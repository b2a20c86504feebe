package com.renderowl.monitoring.cli.guard;

import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.cli.engine.Step;
import com.renderowl.monitoring.cli.engine.Step.State;
import com.renderowl.monitoring.model.DataVolume;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds in the engine's plan what an edit must not do by the way: replace or delete a volume with data, replace a
 * workload, or a namespace with one of them in it. To delete a workload without data is what turning it off means.
 *
 * <p>A claim that the engine lets go of stays in the cluster, so nothing is lost at once; but a stack that no longer
 * knows its data is not what somebody wants who changed another setting.
 */
public final class ChangeGuard {

    private final List<Step> plan;

    private ChangeGuard(List<Step> plan) {
        this.plan = List.copyOf(plan);
    }

    /**
     * Looks through a plan.
     *
     * @param plan all steps of a preview, with those that change nothing
     * @return what it would lose, in the plan's order
     */
    public static List<Loss> losses(List<Step> plan) {
        return new ChangeGuard(plan).losses();
    }

    private List<Loss> losses() {
        // A replacement is up to three steps of one resource: of making, of deleting, and the one that names both.
        Map<String, Step> going = new LinkedHashMap<>();
        plan.stream()
                .filter(step -> step.before() != null && (step.isReplacement() || step.isDeletion()))
                .forEach(step -> going.merge(step.urn(), step, ChangeGuard::clearer));
        List<Loss> losses = new ArrayList<>();
        for (Step step : going.values()) {
            Optional<Kind> kind = Kind.of(step);
            if (kind.isPresent() && isGuarded(step, kind.get())) {
                losses.add(loss(step, kind.get()));
            }
        }
        return losses;
    }

    /** The one that tells more of the change. */
    private static Step clearer(Step one, Step other) {
        return other.replaceReasons().size() > one.replaceReasons().size() ? other : one;
    }

    private boolean isGuarded(Step step, Kind kind) {
        return switch (kind) {
            // That of a replica stays with fewer replicas, which is meant; where all of them go, so does their
            // resource.
            case VOLUME ->
                step.isReplacement()
                        || !isRetained(step)
                        || !DataVolume.isOfReplica(
                                ObjectIdentity.of(step, step.before()).name());
            case OPERATED -> true;
            case WORKLOAD -> step.isReplacement() || successor(step).isPresent();
            case NAMESPACE ->
                !isRetained(step)
                        && inNamespace(step)
                                .anyMatch(held -> step.isReplacement()
                                        || Kind.of(held).orElseThrow().holdsData());
        };
    }

    private Loss loss(Step step, Kind kind) {
        ObjectIdentity object = ObjectIdentity.of(step, step.before());
        List<String> namespaces = namespaceOf(object);
        LossText text = new LossText(step, kind, object);
        boolean isReplaced = step.isReplacement() || successor(step).isPresent();
        String event = isReplaced ? text.replaced(successor(step)) : text.deleted();
        if (!namespaces.isEmpty()) {
            event += ", and its namespace goes";
        }
        boolean stays = isRetained(step) && !isReplaced && namespaces.isEmpty();
        boolean isByHand = kind == Kind.VOLUME && isRetained(step) && isReplaced && namespaces.isEmpty();
        return new Loss(
                step.name(),
                event,
                text.consequence(stays, heldIn(step)),
                text.avoidance(),
                namespaces,
                isByHand ? text.byHand() : null);
    }

    /** What is made in the same plan and would be the same object, or hold the same data, under another logical name. */
    private Optional<Step> successor(Step step) {
        Optional<Kind> kind = Kind.of(step);
        if (!step.isDeletion() || kind.isEmpty()) {
            return Optional.empty();
        }
        ObjectIdentity object = ObjectIdentity.of(step, step.before());
        return plan.stream()
                .filter(other ->
                        other.operation().equals("create") && other.type().equals(step.type()))
                .filter(other -> Kind.of(other).equals(kind))
                .filter(other -> ObjectIdentity.of(other, other.after()).equals(object))
                .findFirst();
    }

    private static boolean isRetained(Step step) {
        State before = step.before();
        return before != null && before.isRetained();
    }

    /** The logical names of the namespaces that go with this object in them. */
    private List<String> namespaceOf(ObjectIdentity object) {
        return plan.stream()
                .filter(step -> Kind.of(step).equals(Optional.of(Kind.NAMESPACE)))
                .filter(step -> (step.isReplacement() || step.isDeletion()) && !isRetained(step))
                .filter(step -> step.before() != null)
                .filter(step -> ObjectIdentity.of(step, step.before()).name().equals(object.namespace()))
                .map(Step::name)
                .distinct()
                .toList();
    }

    private Stream<Step> inNamespace(Step namespace) {
        String name = ObjectIdentity.of(namespace, namespace.before()).name();
        return plan.stream()
                .filter(step -> step.before() != null)
                .filter(step ->
                        Kind.of(step).filter(kind -> kind != Kind.NAMESPACE).isPresent())
                .filter(step ->
                        ObjectIdentity.of(step, step.before()).namespace().equals(name));
    }

    private List<String> heldIn(Step step) {
        return Kind.of(step).equals(Optional.of(Kind.NAMESPACE))
                ? inNamespace(step)
                        .map(held -> ObjectIdentity.of(held, held.before()).toString())
                        .distinct()
                        .toList()
                : List.of();
    }
}
