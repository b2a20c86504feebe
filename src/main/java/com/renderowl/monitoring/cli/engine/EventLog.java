package com.renderowl.monitoring.cli.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the engine reports during an operation. Its display goes straight to the terminal, so this is the only place where
 * it can be read. Secrets are masked in it.
 *
 * <p>The engine sends each event here when it happens ({@link LanguageHost#record}). It can also write them into a file,
 * but empties that when it goes over from the preview of an update to the update itself ({@code startEventLogger} in
 * {@code pkg/backend/display/display.go}): just when what was previewed has to be judged.
 *
 * <p>Source: {@code sdk/go/common/apitype/events.go} of pulumi 3.254.0.
 */
public final class EventLog {

    /** The engine has the option only when it is asked to show options for debugging. */
    public static final String ENABLING_VARIABLE = "PULUMI_DEBUG_COMMANDS";

    /** Operations that leave everything as it is ({@code sdk/go/common/apitype/history.go}). */
    private static final Set<String> UNCHANGED = Set.of("same", "read", "refresh");

    private static final Pattern COLOR = Pattern.compile("<\\{%[^%]*%}>|\\x1b\\[[0-9;]*m");

    private final String address;
    private final List<JsonObject> events = new ArrayList<>();

    /**
     * @param address of the host that receives the events
     */
    EventLog(String address) {
        this.address = address;
    }

    /**
     * A message about the stack or one of its resources.
     *
     * @param isError whether it is an error, not a warning
     * @param urn of the resource, or empty
     * @param text without colors
     */
    public record Message(boolean isError, String urn, String text) {}

    /**
     * What came of a whole operation.
     *
     * @param isPreview whether it only looked
     * @param changes how many resources were created, updated and so on, by Pulumi's name of that
     */
    public record Summary(boolean isPreview, Map<String, Integer> changes) {

        public Summary {
            changes = Map.copyOf(changes);
        }

        /** Whether any resource is not as it was before. */
        public boolean hasChanges() {
            return !UNCHANGED.containsAll(changes.keySet());
        }
    }

    /** The arguments that make the engine send its events here. */
    public List<String> arguments() {
        return List.of("--event-log", "tcp://" + address);
    }

    /** Adds an event as the engine wrote it; what is none is left out. */
    synchronized void add(String json) {
        try {
            if (JsonParser.parseString(json) instanceof JsonObject event) {
                events.add(event);
            }
        } catch (JsonParseException e) {
            // Only an engine of another time could send this, and then it says nothing that is known here.
            return;
        }
    }

    /** All warnings and errors, in order; none twice. */
    public List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (JsonObject event : events()) {
            if (!(event.get("diagnosticEvent") instanceof JsonObject diagnostic)) {
                continue;
            }
            String severity = text(diagnostic, "severity");
            if (severity.equals("error") || severity.equals("warning")) {
                String message = COLOR.matcher(text(diagnostic, "message"))
                        .replaceAll("")
                        .strip();
                Message next = new Message(severity.equals("error"), text(diagnostic, "urn"), message);
                if (!messages.contains(next)) {
                    messages.add(next);
                }
            }
        }
        return messages;
    }

    /** The last summary; empty when the operation did not come to its end. */
    public Optional<Summary> summary() {
        Optional<Summary> last = Optional.empty();
        for (JsonObject event : events()) {
            if (event.get("summaryEvent") instanceof JsonObject summary) {
                Map<String, Integer> changes = new HashMap<>();
                if (summary.get("resourceChanges") instanceof JsonObject counts) {
                    counts.asMap().forEach((operation, count) -> changes.put(operation, count.getAsInt()));
                }
                last = Optional.of(new Summary(text(summary, "isPreview").equals("true"), changes));
            }
        }
        return last;
    }

    /** What a preview plans to do with each resource, also where that is nothing; in the engine's order. */
    public List<Step> plan() {
        List<Step> steps = new ArrayList<>();
        for (JsonObject event : events()) {
            if (event.get("resourcePreEvent") instanceof JsonObject before
                    && text(before, "planning").equals("true")) {
                Step step = Step.of(before.getAsJsonObject("metadata"));
                if (!step.operation().equals(Step.REFRESH)) {
                    steps.add(step);
                }
            }
        }
        return steps;
    }

    /**
     * What the engine found when it read each resource anew: {@code same}, or {@code update} or {@code delete} where the
     * resource has changed or is gone; in the engine's order.
     */
    public List<Step> refreshed() {
        Map<String, Step> reading = new HashMap<>();
        List<Step> found = new ArrayList<>();
        for (JsonObject event : events()) {
            if (event.get("resourcePreEvent") instanceof JsonObject before) {
                Step step = Step.of(before.getAsJsonObject("metadata"));
                if (step.operation().equals(Step.REFRESH)) {
                    reading.put(step.urn(), step);
                }
            } else if (event.get("resOutputsEvent") instanceof JsonObject after) {
                Step step = Step.of(after.getAsJsonObject("metadata"));
                if (reading.remove(step.urn()) != null) {
                    found.add(step);
                }
            }
        }
        return found;
    }

    private synchronized List<JsonObject> events() {
        return List.copyOf(events);
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
