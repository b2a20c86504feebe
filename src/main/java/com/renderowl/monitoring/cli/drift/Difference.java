package com.renderowl.monitoring.cli.drift;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.cli.engine.Step;
import com.renderowl.monitoring.cli.engine.Step.State;
import com.renderowl.monitoring.units.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object that is not as it was deployed, or will not stay as it is.
 *
 * @param resource its logical name
 * @param object where it is
 * @param change in words: changed, deleted, being deleted, not running, made anew, passed on; or what the next update does:
 *     create, update, delete, replace
 * @param owner the owner annotation of one that is another stack's now, {@code none} for one that was made anew without it;
 *     empty for one that is the stack's
 * @param fields the properties that differ, never their values
 */
public record Difference(String resource, ObjectIdentity object, String change, String owner, List<String> fields) {

    private static final String CHANGED = "changed";
    private static final String DELETED = "deleted";
    private static final String BEING_DELETED = "being deleted";
    private static final String STOPPED = "not running";

    /** Under its name there is another object. */
    static final String MADE_ANEW = "made anew";

    /** It has another owner. */
    static final String PASSED_ON = "passed on";

    /** The property of a Docker container that says so. */
    private static final String RUNS = "mustRun";

    /** What an update does that is no change of an object. */
    private static final Set<String> UNCHANGED = Set.of("same", "read");

    private static final String NAMESPACE = "Namespace";

    public Difference {
        fields = List.copyOf(fields);
    }

    /**
     * What somebody has done by hand.
     *
     * @param refreshed what the engine found when it read every object
     */
    public static List<Difference> ofCluster(List<Step> refreshed) {
        List<Difference> differences = new ArrayList<>();
        for (Step step : refreshed) {
            ObjectIdentity object = ObjectIdentity.of(step, step.before());
            if (step.isDeletion()) {
                differences.add(new Difference(step.name(), object, DELETED, "", List.of()));
            } else if (isBeingDeleted(step.after())) {
                differences.add(new Difference(step.name(), object, BEING_DELETED, "", List.of()));
            } else if (isAnother(step)) {
                differences.add(new Difference(
                        step.name(),
                        object,
                        MADE_ANEW,
                        newOwner(step),
                        List.copyOf(step.changes().keySet())));
            } else if (!newOwner(step).isEmpty() && !newOwner(step).equals(DeployedObject.NO_OWNER)) {
                differences.add(new Difference(
                        step.name(),
                        object,
                        PASSED_ON,
                        newOwner(step),
                        List.copyOf(step.changes().keySet())));
            } else if (step.operation().equals("update") && !isTainted(step.before())) {
                differences.add(changed(step, object));
            }
        }
        return differences;
    }

    /** What is read of a container that does not run differs in nothing else. */
    private static Difference changed(Step step, ObjectIdentity object) {
        boolean isStopped = step.changes().keySet().equals(Set.of(RUNS));
        return isStopped
                ? new Difference(step.name(), object, STOPPED, "", List.of())
                : new Difference(
                        step.name(),
                        object,
                        CHANGED,
                        "",
                        List.copyOf(step.changes().keySet()));
    }

    /**
     * What is configured and not deployed yet.
     *
     * @param plan of an update that does not look into the cluster
     */
    public static List<Difference> ofProgram(List<Step> plan) {
        return plan.stream()
                .filter(step -> !UNCHANGED.contains(step.operation()))
                // A replacement is announced as a whole, and also as its two halves.
                .filter(step -> !step.isReplacement() || step.operation().equals("replace"))
                .filter(step -> step.type().contains("/"))
                .map(step -> new Difference(
                        step.name(),
                        ObjectIdentity.of(step, step.before() == null ? step.after() : step.before()),
                        step.operation(),
                        "",
                        List.copyOf(step.changes().keySet())))
                .toList();
    }

    /** Whether an update puts it right: not while an object is on its way out, as with a claim that pods still use. */
    public boolean isRepairable() {
        return !change.equals(BEING_DELETED) && !isAnothers();
    }

    /** Whether the object is not the stack's any more. */
    public boolean isAnothers() {
        return !owner.isEmpty();
    }

    /** Whether it went with its namespace, which is gone as well: then that says it all. */
    boolean wentWith(List<Difference> others) {
        return change.equals(DELETED)
                && others.stream()
                        .anyMatch(other -> other.change.equals(DELETED)
                                && other.object.kind().equals(NAMESPACE)
                                && other.object.name().equals(object.namespace()));
    }

    /** For machines. */
    JsonObject toJson() {
        JsonObject json = new JsonObject();
        json.addProperty("resource", resource);
        json.addProperty("kind", object.kind());
        json.addProperty("namespace", object.namespace());
        json.addProperty("name", object.name());
        json.addProperty("change", change);
        json.addProperty("owner", owner);
        JsonArray changed = new JsonArray();
        fields.forEach(changed::add);
        json.add("fields", changed);
        return json;
    }

    /** What a recovery has found half made is known in parts only, and is nobody's work. */
    private static boolean isTainted(@Nullable State before) {
        return before != null && before.isTainted();
    }

    private static boolean isBeingDeleted(@Nullable State after) {
        return !metadata(after, "deletionTimestamp").isEmpty();
    }

    private static boolean isAnother(Step step) {
        String before = metadata(step.before(), "uid");
        String after = metadata(step.after(), "uid");
        return !before.isEmpty() && !after.isEmpty() && !before.equals(after);
    }

    private static String newOwner(Step step) {
        String before = metadata(step.before(), "annotations", Owner.ANNOTATION);
        String after = metadata(step.after(), "annotations", Owner.ANNOTATION);
        return DeployedObject.newOwner(before, after);
    }

    private static String metadata(@Nullable State state, String... path) {
        JsonElement element =
                state == null ? JsonNull.INSTANCE : state.outputs().get("metadata");
        for (String key : path) {
            element = element instanceof JsonObject object ? object.get(key) : JsonNull.INSTANCE;
        }
        return element instanceof JsonPrimitive value ? value.getAsString() : "";
    }
}
