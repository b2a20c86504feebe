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
        return Yaml.write(Yaml.map(
                "route", route(),
                "inhibit_rules", Inhibition.ALL.stream().map(Inhibition::toYaml).toList(),
                "receivers", receivers()));
    }

    private Map<String, Object> route() {
        AlertRouting.Grouping grouping = routing.grouping();
        List<Map<String, Object>> routes = new ArrayList<>();
        routes.add(receiverTests());
        routes.add(watchdog());
        for (String severity : AlertRouting.SEVERITIES) {
            routes.add(Yaml.map(
                    "matchers", matcher("severity", severity), "receiver", name(routing.receiverOf(severity))));
        }
        return Yaml.map(
                "receiver", name(routing.otherwise()),
                "group_by", grouping.labels(),
                "group_wait", grouping.delay().toString(),
                "group_interval", grouping.interval().toString(),
                "repeat_interval", grouping.repeatInterval().toString(),
                "routes", routes);
    }

    /** Comes first and waits for nothing: each test is a group of its own and ends at the receiver that it names. */
    private Map<String, Object> receiverTests() {
        List<Map<String, Object>> routes = new ArrayList<>();
        for (ReceiverConfig receiver : routing.receivers()) {
            routes.add(Yaml.map(
                    "matchers", matcher(ReceiverTrial.RECEIVER_LABEL, receiver.name()), "receiver", receiver.name()));
        }
        return Yaml.map(
                "matchers",
                matcher("alertname", ReceiverTrial.ALERT),
                "receiver",
                ReceiverConfig.NOBODY,
                "group_by",
                List.of("..."),
                "group_wait",
                "0s",
                // Also how long Alertmanager tries again when a receiver does not answer.
                "group_interval",
                "10s",
                "repeat_interval",
                "1h",
                "routes",
                routes.isEmpty() ? null : routes);
    }

    private Map<String, Object> watchdog() {
        // A repetition is due when the interval has passed, and that is looked at once per group interval.
        return Yaml.map(
                "matchers", matcher("alertname", WATCHDOG),
                "receiver",
                        name(routing.watchdog().enabled() ? routing.watchdog().receiver() : null),
                "group_wait", "0s",
                "group_interval", watchdogInterval(),
                "repeat_interval", routing.watchdog().repeatInterval().toString());
    }

    private String watchdogInterval() {
        return routing.watchdog().repeatInterval().milliseconds() < 60_000
                ? routing.watchdog().repeatInterval().toString()
                : "1m";
    }

    private List<Map<String, Object>> receivers() {
        List<Map<String, Object>> receivers = new ArrayList<>();
        receivers.add(Yaml.map("name", ReceiverConfig.NOBODY));
        for (ReceiverConfig receiver : routing.receivers()) {
            receivers.add(new ReceiverEntry(receiver, !hearsOnlyTheWatchdog(receiver)).toYaml());
        }
        return receivers;
    }

    /** To a dead-man's switch every call is a sign of life, so it must not be called to say that the Watchdog ended. */
    private boolean hearsOnlyTheWatchdog(ReceiverConfig receiver) {
        String name = receiver.name();
        return !routing.bySeverity().containsValue(name) && !name.equals(routing.otherwise());
    }

    private static List<String> matcher(String label, String value) {
        return List.of(label + "=\"" + value + "\"");
    }

    private static String name(@Nullable String receiver) {
        return receiver == null ? ReceiverConfig.NOBODY : receiver;
    }
}
