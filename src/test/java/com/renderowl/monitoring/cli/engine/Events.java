package com.renderowl.monitoring.cli.engine;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events as the engine sends them, with what is read of them. */
public final class Events {

    private final EventLog log = new EventLog("127.0.0.1:1");

    /**
     * A resource in an event.
     *
     * @param operation {@code same}, {@code update}, ...
     * @param type such as {@code kubernetes:core/v1:Namespace}
     * @param name the logical name
     */
    public record Change(
            String operation,
            String type,
            String name,
            @Nullable Map<String, ?> before,
            @Nullable Map<String, ?> after,
            boolean isRetained,
            Map<String, String> fields,
            List<String> reasons) {

        /** The same with inputs of before and after; null for none. */
        public Change inputs(@Nullable Map<String, ?> old, @Nullable Map<String, ?> next) {
            return new Change(operation, type, name, old, next, isRetained, fields, reasons);
        }

        /** The same of an object that stays in the cluster when the engine lets go of it. */
        public Change retained() {
            return new Change(operation, type, name, before, after, true, fields, reasons);
        }

        /** The same with a changed property. */
        public Change field(String path, String kind) {
            Map<String, String> more = new LinkedHashMap<>(fields);
            more.put(path, kind);
            return new Change(operation, type, name, before, after, isRetained, more, reasons);
        }

        /** The same with a property that forces a replacement. */
        public Change because(String path) {
            List<String> more = new ArrayList<>(reasons);
            more.add(path);
            return new Change(operation, type, name, before, after, isRetained, fields, more)
                    .field(path, "update-replace");
        }

        private Map<String, Object> metadata() {
            Map<String, Object> details = new LinkedHashMap<>();
            fields.forEach((path, kind) -> details.put(path, Map.of("diffKind", kind, "inputDiff", false)));
            Map<String, Object> metadata = new LinkedHashMap<>();
            metadata.put("op", operation);
            metadata.put("urn", "urn:pulumi:staging::p::x$" + type + "::" + name);
            metadata.put("type", type);
            metadata.put("old", state(before));
            metadata.put("new", state(after));
            metadata.put("keys", reasons);
            metadata.put("detailedDiff", details);
            return metadata;
        }

        private @Nullable Map<String, Object> state(@Nullable Map<String, ?> inputs) {
            return inputs == null ? null : Map.of("inputs", inputs, "outputs", inputs, "retainOnDelete", isRetained);
        }
    }

    /** An object in a namespace; an empty one for none. */
    public static Map<String, Object> object(String namespace, String name) {
        return Map.of(
                "metadata", namespace.isEmpty() ? Map.of("name", name) : Map.of("namespace", namespace, "name", name));
    }

    /** What happens to a resource. */
    public static Change change(String operation, String type, String name) {
        return new Change(operation, type, name, null, null, false, Map.of(), List.of());
    }

    /** Before the engine does it, in a preview. */
    public Events planned(Change change) {
        return add("resourcePreEvent", change, true);
    }

    /** Before the engine does it, in an update. */
    public Events begun(Change change) {
        return add("resourcePreEvent", change, false);
    }

    /** After the engine has done it. */
    public Events done(Change change) {
        return add("resOutputsEvent", change, true);
    }

    /** The end of a preview. */
    public Events finished() {
        log.add("{\"summaryEvent\": {\"isPreview\": true, \"resourceChanges\": {}}}");
        return this;
    }

    /** All of them as a log. */
    public EventLog log() {
        return log;
    }

    private Events add(String kind, Change change, boolean isPlanned) {
        log.add(new Gson().toJson(Map.of(kind, Map.of("metadata", change.metadata(), "planning", isPlanned))));
        return this;
    }
}
