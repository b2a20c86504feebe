package com.renderowl.monitoring.model.alertmanager;

import com.renderowl.monitoring.config.AlertRouting;
import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.model.prometheus.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code alertmanager.yml}.
 *
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/">Alertmanager: configuration</a>
 */
public final class AlertmanagerConfiguration {

    /** The alert that always fires, see {@code rules/general.yaml}. */
    private static final String WATCHDOG = "Watchdog";

    private final AlertRouting routing;

    private AlertmanagerConfiguration(AlertRouting routing) {
        this.routing = routing;
    }

    /** Builds the configuration of the stack's own Alertmanager. */
    public static AlertmanagerConfiguration of(StackConfig config) {
        return new AlertmanagerConfiguration(config.alertmanager().routing());
    }

    /** The file's text, the same bytes for the same configuration; it holds no secrets. */
    public String toYaml() {
        List<Map<String, Object>> receivers = new ArrayList<>();
        receivers.add(Yaml.map("name", ReceiverConfig.NOBODY));
        receivers().forEach(receiver -> receivers.add(receiver.toYaml()));
        return Yaml.write(Yaml.map(
                "route", route().toYaml(),
                "inhibit_rules", Inhibition.ALL.stream().map(Inhibition::toYaml).toList(),
                "receivers", receivers));
    }

    /** The route of all alerts, with the others below it. */
    public AlertRoute route() {
        AlertRouting.Grouping grouping = routing.grouping();
        List<AlertRoute> routes = new ArrayList<>();
        routes.add(receiverTests());
        routes.add(watchdog());
        for (String severity : AlertRouting.SEVERITIES) {
            routes.add(AlertRoute.of(AlertMatcher.is("severity", severity), name(routing.receiverOf(severity))));
        }
        return new AlertRoute(
                null,
                name(routing.otherwise()),
                new AlertRoute.Timing(
                        grouping.labels(),
                        grouping.delay().toString(),
                        grouping.interval().toString(),
                        grouping.repeatInterval().toString()),
                routes);
    }

    /** Comes first and waits for nothing: each test is a group of its own and ends at the receiver that it names. */
    private AlertRoute receiverTests() {
        return new AlertRoute(
                AlertMatcher.is("alertname", ReceiverTrial.ALERT),
                ReceiverConfig.NOBODY,
                // The interval is also how long Alertmanager tries again when a receiver does not answer.
                new AlertRoute.Timing(List.of("..."), "0s", "10s", "1h"),
                routing.receivers().stream()
                        .map(receiver -> AlertRoute.of(
                                AlertMatcher.is(ReceiverTrial.RECEIVER_LABEL, receiver.name()), receiver.name()))
                        .toList());
    }

    private AlertRoute watchdog() {
        // A repetition is due when the interval has passed, and that is looked at once per group interval.
        return new AlertRoute(
                AlertMatcher.is("alertname", WATCHDOG),
                name(routing.watchdog().enabled() ? routing.watchdog().receiver() : null),
                new AlertRoute.Timing(
                        List.of(),
                        "0s",
                        watchdogInterval(),
                        routing.watchdog().repeatInterval().toString()),
                List.of());
    }

    private String watchdogInterval() {
        return routing.watchdog().repeatInterval().milliseconds() < 60_000
                ? routing.watchdog().repeatInterval().toString()
                : "1m";
    }

    /** Who is told; the one that tells nobody is not among them. */
    public List<ReceiverEntry> receivers() {
        return routing.receivers().stream()
                .map(receiver -> new ReceiverEntry(receiver, !hearsOnlyTheWatchdog(receiver)))
                .toList();
    }

    /** To a dead-man's switch every call is a sign of life, so it must not be called to say that the Watchdog ended. */
    private boolean hearsOnlyTheWatchdog(ReceiverConfig receiver) {
        String name = receiver.name();
        return !routing.bySeverity().containsValue(name) && !name.equals(routing.otherwise());
    }

    private static String name(@Nullable String receiver) {
        return receiver == null ? ReceiverConfig.NOBODY : receiver;
    }
}
