package com.renderowl.monitoring.cli.drift;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
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

    public DriftReport {
        drift = List.copyOf(drift);
        pending = List.copyOf(pending);
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
            lines.add("'./monitoring up " + stack + "' puts it right.");
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

    private static String what(Difference difference, List<Difference> all) {
        long along = all.stream()
                .filter(other -> other.wentWith(List.of(difference)))
                .count();
        return difference.change()
                + (difference.fields().isEmpty() ? "" : ": " + String.join(", ", difference.fields()))
                + (along == 0 ? "" : ", with " + along + " objects of the stack in it");
    }

    private static JsonArray array(List<Difference> differences) {
        JsonArray array = new JsonArray();
        differences.forEach(difference -> array.add(difference.toJson()));
        return array;
    }
}
