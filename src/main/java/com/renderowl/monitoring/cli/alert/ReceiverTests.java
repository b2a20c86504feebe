package com.renderowl.monitoring.cli.alert;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.cli.alert.AlertmanagerApi.Alert;
import com.renderowl.monitoring.cli.alert.NotificationCounts.Channel;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.model.alertmanager.ReceiverTrial;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Tries receivers for real: each gets an alert by the route that the stack's configuration has for that, and what counts
 * is what Alertmanager then counts as delivered or failed.
 */
public final class ReceiverTests {

    private static final long PAUSE_MILLISECONDS = 200;

    /** Sets the alerts of one run apart, so that each run is told anew. */
    private static final String RUN_LABEL = "test_run";

    private static final Map<String, String> REASONS = Map.of(
            "authError", "it refused the credentials (status 401 or 403)",
            "rateLimited", "it asked for fewer notifications (status 429)",
            "clientError", "it refused the notification (another status of 400 to 499)",
            "serverError", "it is broken itself (status 500 or more)",
            "contextDeadlineExceeded", "it did not answer in time",
            "contextCanceled", "Alertmanager was stopped or reconfigured meanwhile",
            "other", "it could not be reached, or broke off");

    private final AlertmanagerApi alertmanager;
    private final Duration timeout;
    private final String run = UUID.randomUUID().toString().substring(0, 8);

    /** What Prometheus Operator puts before the names of all receivers; routes for tests match the names without it. */
    private String prefix = "";

    /** @param timeout how long all receivers together may take */
    public ReceiverTests(AlertmanagerApi alertmanager, Duration timeout) {
        this.alertmanager = alertmanager;
        this.timeout = timeout;
    }

    /**
     * What became of a test notification.
     *
     * @param receiver who should be told
     * @param integration how, such as {@code slack}; empty when it did not come to that
     * @param delivered whether the receiver took it
     * @param explanation after what time, or why not
     */
    public record Outcome(String receiver, String integration, boolean delivered, String explanation) {}

    /**
     * The receivers that can be tested, by the names that the stack's configuration gives them.
     *
     * @throws CommandFailure when there are none
     */
    public List<String> receivers() {
        List<String> names = alertmanager.receivers();
        prefix = prefix(names);
        List<String> receivers = names.stream()
                .map(name -> name.substring(prefix.length()))
                .filter(name -> !name.equals(ReceiverConfig.NOBODY))
                .toList();
        if (receivers.isEmpty()) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "This Alertmanager has no receiver, so nobody is told of anything: README.md shows under"
                            + " 'Alertmanager and receivers' how to set one.");
        }
        if (!alertmanager.counts().namesReceivers()) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "This Alertmanager does not count notifications by receiver. One that a stack runs does; another one"
                            + " needs --enable-feature=receiver-name-in-metrics.");
        }
        return receivers;
    }

    /** The {@code NAMESPACE/NAME/} that all have in common, or nothing. */
    private static String prefix(List<String> names) {
        String first = names.isEmpty() ? "" : names.get(0);
        String common = first.substring(0, first.lastIndexOf('/') + 1);
        return names.stream().allMatch(name -> name.startsWith(common)) ? common : "";
    }

    /**
     * Sends a test notification to each of {@code receivers} and waits for what becomes of it, in their order.
     *
     * @param receivers some of those that {@link #receivers} gave
     */
    public List<Outcome> run(List<String> receivers) {
        Instant start = Instant.now();
        NotificationCounts before = alertmanager.counts();
        alertmanager.receive(alerts(receivers, start, start.plus(timeout).plusSeconds(60)));
        Map<String, List<Outcome>> outcomes = new TreeMap<>();
        try {
            while (outcomes.size() < receivers.size()) {
                boolean isLast = Duration.between(start, Instant.now()).compareTo(timeout) >= 0;
                Map<String, Alert> arrived = arrived();
                NotificationCounts now = alertmanager.counts();
                for (String receiver : receivers) {
                    List<Outcome> found = outcomes(receiver, arrived.get(receiver), before, now, start, isLast);
                    if (!outcomes.containsKey(receiver) && !found.isEmpty()) {
                        outcomes.put(receiver, found);
                    }
                }
                pause();
            }
        } finally {
            // What was opened because of the tests is closed again, where the receiver knows such a thing.
            alertmanager.receive(alerts(receivers, start, Instant.now()));
        }
        return receivers.stream()
                .flatMap(receiver -> outcomes.getOrDefault(receiver, List.of()).stream())
                .toList();
    }

    /** One for each channel of the receiver, or none as long as one of them is not settled. */
    private List<Outcome> outcomes(
            String receiver,
            @Nullable Alert alert,
            NotificationCounts before,
            NotificationCounts now,
            Instant start,
            boolean isLast) {
        if (alert != null && !alert.receivers().contains(prefix + receiver)) {
            return List.of(failed(
                    receiver, "", "no route leads to it for tests: 'up' with this version configures Alertmanager so"));
        }
        if (alert != null && !alert.silences().isEmpty()) {
            return List.of(failed(receiver, "", "a silence holds it back: " + String.join(", ", alert.silences())));
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Channel channel : now.channels(prefix + receiver)) {
            String reason = now.newFailure(channel, before);
            if (now.delivered(channel) > before.delivered(channel)) {
                double seconds = Duration.between(start, Instant.now()).toMillis() / 1000.0;
                outcomes.add(new Outcome(
                        receiver,
                        channel.integration(),
                        true,
                        String.format(Locale.ROOT, "delivered after %.1f s", seconds)));
            } else if (!reason.isEmpty()) {
                outcomes.add(failed(receiver, channel.integration(), REASONS.getOrDefault(reason, reason)));
            } else if (isLast) {
                outcomes.add(failed(receiver, channel.integration(), unsettled(channel, before, now)));
            } else {
                return List.of();
            }
        }
        return outcomes;
    }

    private String unsettled(Channel channel, NotificationCounts before, NotificationCounts now) {
        long tries =
                now.requests().getOrDefault(channel, 0L) - before.requests().getOrDefault(channel, 0L);
        return "no success within " + timeout.toSeconds() + " s, "
                + (tries == 0
                        ? "nor a try: Alertmanager holds everything back for a minute after its start"
                        : "after " + tries + " tries");
    }

    private static Outcome failed(String receiver, String integration, String why) {
        return new Outcome(receiver, integration, false, "failed: " + why);
    }

    /** The alerts of this run that Alertmanager has, by the receiver they are for. */
    private Map<String, Alert> arrived() {
        Map<String, Alert> arrived = new TreeMap<>();
        for (Alert alert : alertmanager.alerts(RUN_LABEL, run)) {
            arrived.put(alert.labels().getOrDefault(ReceiverTrial.RECEIVER_LABEL, ""), alert);
        }
        return arrived;
    }

    private JsonArray alerts(List<String> receivers, Instant start, Instant end) {
        JsonArray alerts = new JsonArray();
        for (String receiver : receivers) {
            JsonObject labels = new JsonObject();
            labels.addProperty("alertname", ReceiverTrial.ALERT);
            labels.addProperty(ReceiverTrial.RECEIVER_LABEL, receiver);
            labels.addProperty(RUN_LABEL, run);
            labels.addProperty("severity", "info");
            JsonObject annotations = new JsonObject();
            annotations.addProperty("summary", "Test notification to the receiver " + receiver);
            annotations.addProperty("description", "Sent by 'monitoring alert test'. Nothing is wrong.");
            JsonObject alert = new JsonObject();
            alert.add("labels", labels);
            alert.add("annotations", annotations);
            alert.addProperty("startsAt", start.toString());
            alert.addProperty("endsAt", end.toString());
            alerts.add(alert);
        }
        return alerts;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.");
        }
    }
}
