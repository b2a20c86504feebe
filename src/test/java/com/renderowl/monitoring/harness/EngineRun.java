package com.renderowl.monitoring.harness;

import com.google.gson.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One operation of the engine, as it ended.
 *
 * @param operation {@code preview}, {@code up}, {@code refresh} or {@code destroy}
 * @param exitCode 0 for success
 * @param output its standard output
 * @param errors its standard error
 * @param events the engine's events, as in {@code --event-log}
 * @param seconds how long it ran
 */
public record EngineRun(
        String operation, int exitCode, String output, String errors, List<JsonObject> events, double seconds) {

    /**
     * What the engine did, or would do, to one resource.
     *
     * @param operation {@code create}, {@code update}, {@code delete}, {@code create-replacement}, ...
     * @param urn the resource
     * @param changed the paths of its changed properties, as {@code data.retention}
     */
    public record Step(String operation, String urn, List<String> changed) {

        /** The resource's name, the last part of its URN. */
        public String name() {
            return urn.substring(urn.lastIndexOf("::") + 2);
        }

        /** {@code update staging-config [data.retention]}, for messages. */
        @Override
        public String toString() {
            return operation + " " + name() + (changed.isEmpty() ? "" : " " + changed);
        }
    }

    public EngineRun {
        events = List.copyOf(events);
    }

    public boolean succeeded() {
        return exitCode == 0;
    }

    /**
     * This run, if it succeeded.
     *
     * @throws AssertionError with all that it printed, if it did not
     */
    public EngineRun requireSuccess() {
        if (!succeeded()) {
            throw new AssertionError("pulumi %s ended with exit code %d:%n%s".formatted(operation, exitCode, text()));
        }
        return this;
    }

    /** Both streams. */
    public String text() {
        return output + errors;
    }

    /** The steps in the engine's order, without the resources that stay the same. */
    public List<Step> steps() {
        return events.stream()
                .filter(event -> event.has("resourcePreEvent"))
                .map(event -> step(event.getAsJsonObject("resourcePreEvent").getAsJsonObject("metadata")))
                .filter(step -> !step.operation().equals("same"))
                .toList();
    }

    /** How many resources each operation concerned, without those that stay the same: empty means no change. */
    public Map<String, Integer> changes() {
        Map<String, Integer> changes = new TreeMap<>();
        for (JsonObject event : events) {
            JsonObject summary = event.getAsJsonObject("summaryEvent");
            if (summary != null) {
                summary.getAsJsonObject("resourceChanges")
                        .asMap()
                        .forEach((operation, count) -> changes.put(operation, count.getAsInt()));
            }
        }
        changes.remove("same");
        return changes;
    }

    /**
     * The messages that users see.
     *
     * @param severity {@code info}, {@code info#err}, {@code warning} or {@code error}; users do not see {@code debug}
     */
    public List<String> diagnostics(String severity) {
        return events.stream()
                .filter(event -> event.has("diagnosticEvent"))
                .map(event -> event.getAsJsonObject("diagnosticEvent"))
                .filter(diagnostic -> diagnostic.get("severity").getAsString().equals(severity))
                .map(diagnostic -> diagnostic.get("message").getAsString())
                .toList();
    }

    private static Step step(JsonObject metadata) {
        List<String> changed = metadata.get("detailedDiff") instanceof JsonObject diff
                ? diff.keySet().stream().sorted().toList()
                : List.of();
        return new Step(metadata.get("op").getAsString(), metadata.get("urn").getAsString(), changed);
    }
}
