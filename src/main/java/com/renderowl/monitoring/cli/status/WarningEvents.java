package com.renderowl.monitoring.cli.status;

import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.doctor.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Warnings about objects; the cluster keeps them for an hour. */
final class WarningEvents {

    private final Instant now;
    private final Map<String, ClusterObject> objects = new LinkedHashMap<>();
    private final Map<String, Boolean> configuring = new LinkedHashMap<>();

    /** @param now the time from which ages are counted */
    WarningEvents(Instant now) {
        this.now = now;
    }

    /** An object whose own state says how it is: a warning about it is worth knowing only. */
    void about(String kind, ClusterObject object) {
        add(kind, object, false);
    }

    /** An object of which nothing but warnings may tell: one that is not older than its last change is a problem. */
    void aboutConfiguration(String kind, ClusterObject object) {
        add(kind, object, true);
    }

    private void add(String kind, ClusterObject object, boolean isConfiguring) {
        String subject = subject(kind, object.namespace(), object.name());
        objects.put(subject, object);
        configuring.put(subject, isConfiguring);
    }

    /** The latest warning of each reason about each of the objects. */
    List<Finding> among(List<ClusterObject> events) {
        Map<String, ClusterObject> latest = new LinkedHashMap<>();
        events.stream()
                .filter(event -> event.text("type").equals("Warning"))
                .sorted(Comparator.comparing(WarningEvents::time))
                .forEach(event -> latest.put(subject(event) + " " + event.text("reason"), event));
        List<Finding> findings = new ArrayList<>();
        latest.values().forEach(event -> finding(event).ifPresent(findings::add));
        return findings;
    }

    private Optional<Finding> finding(ClusterObject event) {
        String subject = subject(event);
        ClusterObject object = objects.get(subject);
        if (object == null) {
            return Optional.empty();
        }
        String text = event.text("reason") + ": " + event.text("message").strip() + " ("
                + age(Duration.between(time(event), now)) + " ago)";
        if (!Boolean.TRUE.equals(configuring.get(subject))) {
            return Optional.of(Finding.note(subject, text));
        }
        return time(event).isBefore(lastChange(object))
                ? Optional.empty()
                : Optional.of(Finding.problem(subject, text));
    }

    /** When somebody last wrote what the object says, and not what is said about it. */
    private static Instant lastChange(ClusterObject object) {
        return object.list("metadata", "managedFields").stream()
                .filter(entry -> entry.has("fieldsV1", "f:spec"))
                .map(entry -> instant(entry.text("time")))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    /** Old and new ways to record an event put its time into different fields. */
    private static Instant time(ClusterObject event) {
        Instant latest = instant(event.text("lastTimestamp"));
        for (Instant other : List.of(
                instant(event.text("series", "lastObservedTime")),
                instant(event.text("eventTime")),
                instant(event.text("metadata", "creationTimestamp")))) {
            latest = other.isAfter(latest) ? other : latest;
        }
        return latest;
    }

    private static Instant instant(String text) {
        try {
            return text.isEmpty() ? Instant.EPOCH : Instant.parse(text);
        } catch (DateTimeParseException notOne) {
            return Instant.EPOCH;
        }
    }

    private static String age(Duration age) {
        return age.toMinutes() > 0 ? age.toMinutes() + " min" : Math.max(0, age.toSeconds()) + " s";
    }

    private static String subject(ClusterObject event) {
        ClusterObject about = event.part("involvedObject");
        return subject(about.text("kind"), about.text("namespace"), about.text("name"));
    }

    private static String subject(String kind, String namespace, String name) {
        return kind + " " + namespace + "/" + name;
    }
}
