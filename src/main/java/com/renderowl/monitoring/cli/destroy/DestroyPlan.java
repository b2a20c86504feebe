package com.renderowl.monitoring.cli.destroy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.cluster.LiveObject;
import com.renderowl.monitoring.cli.cluster.NamespaceListing;
import com.renderowl.monitoring.cli.destroy.NamespaceFate.Stays;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.units.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What {@code destroy} leaves in a cluster: each namespace with something in it that is not the stack's, and each object that
 * belongs to another stack now.
 *
 * @param namespaces what becomes of the stack's namespaces
 * @param passedOn objects of the state that are another's now, with whose
 */
public record DestroyPlan(List<NamespaceFate> namespaces, Map<DeployedObject, String> passedOn) {

    private static final String RETAIN = "retainOnDelete";

    public DestroyPlan {
        namespaces = List.copyOf(namespaces);
        passedOn = Map.copyOf(passedOn);
    }

    /**
     * Looks at every object of the stack, and at everything in its namespaces; changes nothing.
     *
     * @param stack its name
     * @param state what it has deployed
     * @param named the namespaces that the user wants deleted with everything in them
     * @param keepData whether the user wants to keep namespaces with data
     * @param kubectl for the cluster
     * @throws CommandFailure when something cannot be listed, or a named namespace is not the stack's
     */
    public static DestroyPlan of(
            String stack, List<DeployedObject> state, Set<String> named, boolean keepData, Kubectl kubectl) {
        return new Look(stack, state, named, keepData, kubectl).plan();
    }

    /** The namespaces that a stack has made for itself, or taken over: not that of the applications. */
    public static List<DeployedObject> ownNamespaces(List<DeployedObject> state) {
        return state.stream()
                .filter(DeployedObject::isNamespace)
                .filter(namespace ->
                        !namespace.label("app.kubernetes.io/part-of").isEmpty())
                .toList();
    }

    /** What the engine must let go of without deleting it, by URN. */
    public Set<String> kept() {
        Set<String> kept =
                passedOn.keySet().stream().map(DeployedObject::urn).collect(Collectors.toCollection(TreeSet::new));
        namespaces.stream()
                .filter(NamespaceFate::isKept)
                .forEach(fate -> kept.add(fate.namespace().urn()));
        return kept;
    }

    /**
     * What makes the engine keep the stack's identity in the state, so that the next {@code up} recognises what stays.
     *
     * @param resources of a state
     */
    public static List<String> identity(JsonArray resources) {
        return resources.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .filter(resource -> resource.get("type").getAsString().equals("pulumi:index:Stash"))
                .flatMap(resource -> Stream.of("--exclude", resource.get("urn").getAsString()))
                .toList();
    }

    /** Whether something stays that carries the stack's owner annotation. */
    public boolean leavesOwn() {
        return namespaces.stream().anyMatch(fate -> fate.isKept() && fate.stays() != Stays.PASSED_ON);
    }

    /**
     * Marks the resources that the engine lets go of without deleting them, as {@code retainOnDelete} does in a program; and
     * unmarks the namespaces of the stack that an earlier destruction, which was not carried out, has marked.
     *
     * @param resources of a state; are changed
     * @param kept by URN
     * @return whether any was changed
     */
    public static boolean retain(JsonArray resources, Set<String> kept) {
        Set<String> own = ownNamespaces(DeployedObject.of(resources)).stream()
                .map(DeployedObject::urn)
                .collect(Collectors.toSet());
        boolean isChanged = false;
        for (JsonElement element : resources) {
            JsonObject resource = element.getAsJsonObject();
            String urn = resource.get("urn").getAsString();
            boolean isRetained = resource.has(RETAIN) && resource.get(RETAIN).getAsBoolean();
            boolean isToBe = kept.contains(urn) || (isRetained && !own.contains(urn));
            if (isToBe != isRetained) {
                resource.addProperty(RETAIN, isToBe);
                isChanged = true;
            }
        }
        return isChanged;
    }

    private static final class Look {

        private final OwnObjects own;
        private final List<DeployedObject> state;
        private final Set<String> named;
        private final boolean keepData;
        private final Kubectl kubectl;
        private final NamespaceListing listing;
        private final Map<DeployedObject, String> passedOn = new LinkedHashMap<>();

        Look(String stack, List<DeployedObject> state, Set<String> named, boolean keepData, Kubectl kubectl) {
            this.own = new OwnObjects(stack, state);
            this.state = state;
            this.named = named;
            this.keepData = keepData;
            this.kubectl = kubectl;
            this.listing = new NamespaceListing(kubectl);
        }

        DestroyPlan plan() {
            Set<String> seen = new TreeSet<>();
            List<NamespaceFate> fates = new ArrayList<>();
            for (DeployedObject namespace : ownNamespaces(state)) {
                seen.add(namespace.identity().name());
                fates.add(fate(namespace));
            }
            Map<String, Set<String>> elsewhere = new TreeMap<>();
            state.stream()
                    .filter(object -> !object.identity().namespace().isEmpty())
                    .filter(object -> !seen.contains(object.identity().namespace()))
                    .forEach(object -> elsewhere
                            .computeIfAbsent(object.identity().namespace(), name -> new TreeSet<>())
                            .add(object.kindForKubectl()));
            elsewhere.forEach((namespace, kinds) -> compare(namespace, listing.of(namespace, kinds)));
            return new DestroyPlan(fates, passedOn);
        }

        private NamespaceFate fate(DeployedObject namespace) {
            String name = namespace.identity().name();
            Optional<ClusterObject> found = kubectl.get("/api/v1/namespaces/" + name);
            if (found.isEmpty()) {
                return new NamespaceFate(namespace, Stays.NOT, List.of(), List.of());
            }
            List<LiveObject> all = listing.of(name);
            compare(name, all);
            List<LiveObject> claims =
                    all.stream().filter(LiveObject::isClaim).filter(own::has).toList();
            List<LiveObject> foreign = own.foreign(all);
            LiveObject live = LiveObject.of(found.get());
            if (!own.has(live)) {
                if (named.contains(name)) {
                    throw new CommandFailure(
                            ExitCode.USAGE,
                            "--delete-namespace " + name + ": the namespace is not the stack's any more"
                                    + (live.mark().isEmpty() ? "." : ", it belongs to " + live.mark() + "."));
                }
                passedOn.put(namespace, live.mark());
                return new NamespaceFate(namespace, Stays.PASSED_ON, foreign, claims);
            }
            boolean isTakenOver = found.get().texts("metadata", "annotations").containsKey(Owner.TAKEN_OVER)
                    || !namespace.annotation(Owner.TAKEN_OVER).isEmpty();
            Stays stays = named.contains(name)
                    ? Stays.NOT
                    : isTakenOver
                            ? Stays.TAKEN_OVER
                            : !foreign.isEmpty()
                                    ? Stays.HAS_FOREIGN
                                    : keepData && !claims.isEmpty() ? Stays.HAS_DATA : Stays.NOT;
            return new NamespaceFate(namespace, stays, foreign, claims);
        }

        private void compare(String namespace, List<LiveObject> all) {
            Map<String, LiveObject> live =
                    all.stream().collect(Collectors.toMap(LiveObject::key, Function.identity(), (one, other) -> one));
            for (DeployedObject object : state) {
                LiveObject now = live.get(object.key());
                if (object.identity().namespace().equals(namespace) && now != null && !own.has(now)) {
                    passedOn.put(object, now.mark());
                }
            }
        }
    }
}
