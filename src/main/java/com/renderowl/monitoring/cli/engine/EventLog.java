package com.renderowl.monitoring.cli.engine;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the engine reported during an operation, one JSON object per line. Its display goes straight to the terminal, so
 * this is the only place where it can be read. Secrets are masked in it.
 *
 * <p>Source: {@code sdk/go/common/apitype/events.go} of pulumi 3.254.0.
 *
 * @param file written by the engine
 */
public record EventLog(Path file) {

    /** The engine has the option only when it is asked to show options for debugging. */
    public static final String ENABLING_VARIABLE = "PULUMI_DEBUG_COMMANDS";

    /** Operations that leave everything as it is ({@code sdk/go/common/apitype/history.go}). */
    private static final Set<String> UNCHANGED = Set.of("same", "read", "refresh");

    private static final Pattern COLOR = Pattern.compile("<\\{%[^%]*%}>|\\x1b\\[[0-9;]*m");

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

    /** The arguments that make the engine write the log. */
    public List<String> arguments() {
        return List.of("--event-log", file.toString());
    }

    /** All warnings and errors, in order; none twice. */
    public List<Message> messages() {
        List<Message> messages = new ArrayList<>();
        for (JsonObject event : events()) {
            JsonElement diagnostic = event.get("diagnosticEvent");
            if (diagnostic == null || !diagnostic.isJsonObject()) {
                continue;
            }
            JsonObject object = diagnostic.getAsJsonObject();
            String severity = text(object, "severity");
            if (severity.equals("error") || severity.equals("warning")) {
                String message =
                        COLOR.matcher(text(object, "message")).replaceAll("").strip();
                Message next = new Message(severity.equals("error"), text(object, "urn"), message);
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

    private List<JsonObject> events() {
        if (!Files.exists(file)) {
            return List.of();
        }
        try (Stream<String> lines = Files.lines(file)) {
            return lines.map(EventLog::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A line that was cut off, as the engine was killed, holds nothing. */
    private static JsonObject parse(String line) {
        try {
            JsonElement element = JsonParser.parseString(line);
            return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }

    private static String text(JsonObject object, String key) {
        JsonElement value = object.get(key);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
