package com.renderowl.monitoring.cli.drift;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a deployed stack differs: from what was deployed, and from what is configured.
 *
 * @param stack its name
 * @param drift what somebody has done by hand
 * @param pending what is configured and not deployed yet
 */
public record DriftReport(String stack, List<Difference> drift, List<Difference> pending) {

    private static final Gson PRETTY =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    /** The engine reads objects in any order. */
    private static final Comparator<Difference> BY_PLACE = Comparator.comparing(
                    (Difference difference) -> difference.object().namespace())
            .thenComparing(difference -> difference.object().kind())
            .thenComparing(difference -> difference.object().name());

    public DriftReport {
        drift = drift.stream().sorted(BY_PLACE).toList();
        pending = pending.stream().sorted(BY_PLACE).toList();
    }

    /** Whether anything is not as it was deployed. */
    public boolean hasDrift() {
        return !drift.isEmpty();
    }

    /** For people: an object a line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (drift.isEmpty()) {
            lines.add("No drift: everything of " + stack + " is as it was deployed.");
        } else {
            lines.add("Not as deployed, as somebody has changed it by hand:");
            lines.addAll(table(drift));
            lines.add("'./monitoring up " + stack + "' puts it right" + exceptions(drift) + ".");
        }
        if (!pending.isEmpty()) {
            lines.add("");
            lines.add("Configured and not deployed yet, which is no drift:");
            lines.addAll(table(pending));
            lines.add("'./monitoring preview " + stack + "' shows it, './monitoring up " + stack + "' deploys it.");
        }
        return lines;
    }

    /** For machines. */
    public String json() {
        JsonObject json = new JsonObject();
        json.addProperty("stack", stack);
        json.add("drift", array(drift));
        json.add("pending", array(pending));
        return PRETTY.toJson(json);
    }

    /** A line for each object. */
    public static List<String> table(List<Difference> differences) {
        List<Difference> shown = differences.stream()
                .filter(difference -> !difference.wentWith(differences))
                .sorted(BY_PLACE)
                .toList();
        int width = shown.stream()
                .mapToInt(difference -> difference.object().toString().length())
                .max()
                .orElse(0);
        return shown.stream()
                .map(difference ->
                        ("  %-" + width + "s  %s").formatted(difference.object(), what(difference, differences)))
                .toList();
    }

    private static String exceptions(List<Difference> differences) {
        boolean isAnothers = differences.stream().anyMatch(Difference::isAnothers);
        boolean isGoing =
                differences.stream().anyMatch(difference -> !difference.isRepairable() && !difference.isAnothers());
        return (isGoing ? "; what is being deleted cannot be kept, and is made anew once it is gone" : "")
                + (isAnothers ? "; what is no longer the stack's has to be taken over, or to go" : "");
    }

    private static String what(Difference difference, List<Difference> all) {
        long along = all.stream()
                .filter(other -> other.wentWith(List.of(difference)))
                .count();
        return difference.change()
                + switch (difference.owner()) {
                    case "" -> "";
                    case DeployedObject.NO_OWNER -> ", without an owner";
                    default -> ", belongs to " + difference.owner();
                }
                + (difference.fields().isEmpty() ? "" : ": " + String.join(", ", difference.fields()))
                + (along == 0 ? "" : ", with " + along + " objects of the stack in it");
    }

    private static JsonArray array(List<Difference> differences) {
        JsonArray array = new JsonArray();
        differences.forEach(difference -> array.add(difference.toJson()));
        return array;
    }
}
