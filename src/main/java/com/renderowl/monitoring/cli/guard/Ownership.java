package com.renderowl.monitoring.cli.guard;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.cli.engine.Step;
import com.renderowl.monitoring.cli.engine.Step.State;
import com.renderowl.monitoring.cluster.MetadataLookup.Asked;
import com.renderowl.monitoring.cluster.ObjectMetadata;
import com.renderowl.monitoring.units.Owner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose the objects are that a plan would create. The provider creates by server-side apply, which changes an object of that
 * name that exists already.
 */
public final class Ownership {

    private static final String INSTANCE = "app.kubernetes.io/instance";
    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    private static final String NAMESPACE = "Namespace";
    private static final String PROVIDER = "kubernetes:";

    private static final Owner UNKNOWN = new Owner("", "", "");

    private final List<Step> plan;

    /**
     * @param plan all steps of a preview, with those that change nothing
     */
    public Ownership(List<Step> plan) {
        this.plan = plan.stream()
                .filter(step -> step.type().startsWith(PROVIDER)
                        && !annotation(step.after(), Owner.ANNOTATION).isEmpty())
                .toList();
    }

    /** What the cluster has to be asked for: each object that the plan would create. */
    public Set<Asked> asked() {
        return created().entrySet().stream()
                .map(entry -> asked(entry.getKey(), entry.getValue()))
                .collect(Collectors.toSet());
    }

    /** The steps that create an object, with the object; a replacement often creates the one that it deletes. */
    private Map<Step, ObjectIdentity> created() {
        Map<Step, ObjectIdentity> created = new LinkedHashMap<>();
        for (Step step : plan) {
            ObjectIdentity object = ObjectIdentity.of(step, step.after());
            boolean isNew = step.operation().equals("create")
                    || (step.isReplacement()
                            && step.before() != null
                            && !ObjectIdentity.of(step, step.before()).equals(object));
            if (isNew && !created.containsValue(object)) {
                created.put(step, object);
            }
        }
        return created;
    }

    /** {@code kubernetes:apps/v1:Deployment} is {@code Deployment.v1.apps} for kubectl; the core group has no name. */
    private static Asked asked(Step step, ObjectIdentity object) {
        String groupAndVersion =
                step.type().substring(PROVIDER.length(), step.type().lastIndexOf(':'));
        String version = groupAndVersion.substring(groupAndVersion.indexOf('/') + 1);
        String group = groupAndVersion.substring(0, groupAndVersion.indexOf('/'));
        return new Asked(
                object.kind() + "." + version + "." + (group.equals("core") ? "" : group),
                object.namespace(),
                object.name());
    }

    /**
     * What came of the look.
     *
     * @param foreign the objects of others, in the plan's order
     * @param continued the namespaces that a run which did not come to its end has taken over
     */
    public record Verdict(List<Foreign> foreign, Set<String> continued) {

        public Verdict {
            foreign = List.copyOf(foreign);
            continued = Set.copyOf(continued);
        }
    }

    /**
     * An object that belongs to another owner.
     *
     * @param object which
     * @param owner whose, in words
     * @param created since when, as the cluster writes it
     */
    public record Foreign(ObjectIdentity object, String owner, String created) {}

    /** Judges what the cluster has of what was {@link #asked}. */
    public Verdict judge(List<ObjectMetadata> live) {
        Map<ObjectIdentity, ObjectMetadata> existing = live.stream()
                .collect(Collectors.toMap(
                        found -> new ObjectIdentity(found.kind(), found.namespace(), found.name()), found -> found));
        List<Foreign> foreign = new ArrayList<>();
        Set<String> continued = new HashSet<>();
        created().forEach((step, object) -> {
            ObjectMetadata found = existing.get(object);
            if (found == null) {
                return;
            }
            // An identifier that is not known yet is that of no object.
            Owner ours = Owner.parse(annotation(step.after(), Owner.ANNOTATION)).orElse(UNKNOWN);
            Optional<String> other = isClaimOfOperator(ours, found) ? Optional.empty() : found.otherOwner(ours);
            if (other.isPresent()) {
                foreign.add(new Foreign(object, other.get(), found.created()));
            } else if (object.kind().equals(NAMESPACE) && found.annotations().containsKey(Owner.TAKEN_OVER)) {
                continued.add(object.name());
            }
        });
        return new Verdict(foreign, continued);
    }

    /** A StatefulSet that the operator made for the stack has made it, in a namespace that is the stack's already. */
    private boolean isClaimOfOperator(Owner ours, ObjectMetadata found) {
        return found.kind().equals("PersistentVolumeClaim")
                && !found.annotations().containsKey(Owner.ANNOTATION)
                && ours.stack().equals(found.labels().get(INSTANCE))
                && "prometheus-operator".equals(found.labels().get(MANAGED_BY))
                && plan.stream()
                        .filter(step -> step.before() != null)
                        .map(step -> ObjectIdentity.of(step, step.before()))
                        .anyMatch(object ->
                                object.kind().equals(NAMESPACE) && object.name().equals(found.namespace()));
    }

    /** Whether {@code name} is what an object of the plan, or its namespace, can be called by. */
    public boolean isInPlan(String name) {
        return plan.stream()
                .map(step -> ObjectIdentity.of(step, step.after()))
                .anyMatch(object -> covers(name, object));
    }

    /** What can be named of a plan: its namespaces. */
    public List<String> namespaces() {
        return plan.stream()
                .map(step -> ObjectIdentity.of(step, step.after()))
                .map(Ownership::namespace)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Whether a name that the user gives means an object.
     *
     * @param name of a namespace, which means all that is in it, or as {@link #shown}
     */
    public static boolean covers(String name, ObjectIdentity object) {
        return name.equals(namespace(object)) || name.equalsIgnoreCase(shown(object));
    }

    /** The namespace that an object is in, or is. */
    public static String namespace(ObjectIdentity object) {
        return object.kind().equals(NAMESPACE) ? object.name() : object.namespace();
    }

    /** {@code KIND/NAMESPACE/NAME}, or {@code KIND/NAME} where it is in no namespace. */
    public static String shown(ObjectIdentity object) {
        return object.kind() + "/" + (object.namespace().isEmpty() ? "" : object.namespace() + "/") + object.name();
    }

    private static String annotation(@Nullable State state, String key) {
        if (state != null
                && state.inputs().get("metadata") instanceof JsonObject metadata
                && metadata.get("annotations") instanceof JsonObject annotations) {
            JsonElement value = annotations.get(key);
            return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
        }
        return "";
    }
}
