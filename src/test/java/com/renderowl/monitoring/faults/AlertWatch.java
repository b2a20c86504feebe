package com.renderowl.monitoring.faults;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.platform.MonitoredPlatform;
import com.renderowl.monitoring.platform.WebhookReceiver.Notice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks at Prometheus' alerts ten times a second, and remembers when each was seen in which state. */
final class AlertWatch implements AutoCloseable {

    private static final int PAUSE_MILLISECONDS = 100;

    private final MonitoredPlatform platform;
    private final List<Sighting> sightings = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "alert-watch");
        thread.setDaemon(true);
        return thread;
    });

    /** An alert, and when it was first seen in its state. */
    private record Sighting(Document alert, long first) {}

    private List<Object> previous = List.of();

    private AlertWatch(MonitoredPlatform platform) {
        this.platform = platform;
    }

    static AlertWatch of(MonitoredPlatform platform) {
        AlertWatch watch = new AlertWatch(platform);
        watch.clock.scheduleWithFixedDelay(watch::look, 0, PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            List<Document> alerts = platform.prometheus().api("alerts", "").list("alerts");
            long now = System.nanoTime();
            List<Object> present = alerts.stream().map(AlertWatch::identity).toList();
            for (Document alert : alerts) {
                if (!previous.contains(identity(alert))) {
                    sightings.add(new Sighting(alert, now));
                }
            }
            previous = present;
        } catch (RuntimeException | AssertionError unanswered) {
            // One look less; a Prometheus that is gone for good, the test that waits for an alert reports.
        }
    }

    private static Object identity(Document alert) {
        return List.of(alert.at("labels"), alert.at("state"));
    }

    /** When an alert came into a state, at or after a moment; both by {@link System#nanoTime}. */
    OptionalLong seen(String name, Map<String, String> labels, String state, long from) {
        return sightings.stream()
                .filter(sighting -> sighting.first >= from
                        && state.equals(sighting.alert.at("state"))
                        && matches(sighting.alert, name, labels))
                .mapToLong(sighting -> sighting.first)
                .findFirst();
    }

    /** Whether an alert is in any state now. */
    boolean isActive(String name, Map<String, String> labels) {
        return platform.prometheus().api("alerts", "").list("alerts").stream()
                .anyMatch(alert -> matches(alert, name, labels));
    }

    /** The first notification of an alert, at or after a moment. */
    Optional<Notice> received(String name, Map<String, String> labels, String status, long from) {
        return platform.receiver().notices().stream()
                .filter(notice -> notice.nanoseconds() >= from
                        && notice.status().equals(status)
                        && name.equals(notice.labels().get("alertname"))
                        && notice.labels().entrySet().containsAll(labels.entrySet()))
                .findFirst();
    }

    /** What Prometheus has now, and what the receiver was told, for the message of a failure. */
    String describe() {
        return "%nPrometheus has: %s%nThe receiver was told: %s"
                .formatted(
                        platform.prometheus().api("alerts", "").at("alerts"),
                        platform.receiver().notices());
    }

    private static boolean matches(Document alert, String name, Map<String, String> labels) {
        return alert.at("labels") instanceof Map<?, ?> found
                && name.equals(found.get("alertname"))
                && labels.entrySet().stream().allMatch(label -> label.getValue().equals(found.get(label.getKey())));
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
