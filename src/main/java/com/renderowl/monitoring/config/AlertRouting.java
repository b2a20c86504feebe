package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is told of which alerts, and how often.
 *
 * @param receivers who can be told
 * @param bySeverity a severity and the receiver of its alerts, for those severities that have one of their own
 * @param otherwise the receiver of all other alerts, or null for nobody
 * @param grouping how alerts are put together
 * @param watchdog who is told that alerting works
 * @param requireReceivers whether it is an error that alerts reach nobody
 */
public record AlertRouting(
        List<ReceiverConfig> receivers,
        Map<String, String> bySeverity,
        @Nullable String otherwise,
        Grouping grouping,
        Watchdog watchdog,
        boolean requireReceivers) {

    /** The severities that can have a receiver of their own, the gravest first. */
    public static final List<String> SEVERITIES = List.of("critical", "warning", "info");

    /** The longest interval of repetition: Alertmanager forgets after 5 days (its default) whom it has told. */
    public static final PrometheusDuration LONGEST_REPETITION = PrometheusDuration.parse("5d");

    private static final Syntax<String> LABEL_NAME =
            Syntax.matching(Names::isPrometheusLabel, "is not a label name", Names.PROMETHEUS_LABEL_ALLOWED);

    /**
     * How alerts are put together into one notification.
     *
     * @param labels alerts with the same values of these labels go together
     * @param delay how long a new group waits for more alerts
     * @param interval how long a group waits before it tells of a change
     * @param repeatInterval after what time an unchanged group is told again
     */
    public record Grouping(
            List<String> labels,
            PrometheusDuration delay,
            PrometheusDuration interval,
            PrometheusDuration repeatInterval) {}

    /**
     * The dead-man's switch: somebody outside is told again and again that alerting works, and raises the alarm when
     * that stops.
     *
     * @param enabled whether there shall be one
     * @param receiver who is told, or null for nobody
     * @param repeatInterval how often
     */
    public record Watchdog(boolean enabled, @Nullable String receiver, PrometheusDuration repeatInterval) {}

    static AlertRouting read(ObjectReader reader, String namespace, StackSecrets secrets) {
        ObjectReader routes = reader.object("routes");
        List<ReceiverConfig> receivers = ReceiverConfig.readAll(reader.object("receivers"), namespace, secrets);
        Syntax<String> receiver = receiver(receivers);
        Map<String, String> bySeverity = new LinkedHashMap<>();
        for (String severity : SEVERITIES) {
            String name = routes.key(
                            severity, "Receiver of alerts with severity " + severity + "; as default when not given")
                    .valueOrNull(receiver);
            if (name != null) {
                bySeverity.put(severity, name);
            }
        }
        AlertRouting routing = new AlertRouting(
                receivers,
                Collections.unmodifiableMap(bySeverity),
                routes.key("default", "Receiver of all other alerts").valueOrNull(receiver),
                grouping(reader.object("grouping")),
                watchdog(reader.object("watchdog"), receiver),
                reader.key(
                                "requireReceivers",
                                "Whether it is an error that alerts reach nobody; true for a stack called prod or"
                                        + " production, or prod-NAME or production-NAME")
                        .value(Syntax.FLAG, isProduction(reader.reading().stack())));
        routes.refuseUnknownKeys();
        routing.refuseUnused(reader);
        return routing;
    }

    /** The receiver of alerts with this severity, or null for nobody. */
    public @Nullable String receiverOf(String severity) {
        String own = bySeverity.get(severity);
        return own == null ? otherwise : own;
    }

    /**
     * Which alerts reach nobody, as people say it, such as {@code warning, info and other}; {@code other} are those whose
     * severity has no route. Empty when there are none.
     */
    public String unheard() {
        List<String> unheard = new ArrayList<>();
        if (otherwise == null) {
            SEVERITIES.stream()
                    .filter(severity -> !bySeverity.containsKey(severity))
                    .forEach(unheard::add);
            unheard.add("other");
        }
        return words(unheard);
    }

    /** Whether nobody is told that alerting works although somebody should be. */
    public boolean lacksWatchdog() {
        return watchdog.enabled && watchdog.receiver == null;
    }

    /** Reports the routes that end at nobody, where that is an error. */
    void checkHeard(ObjectReader reader) {
        if (!requireReceivers) {
            return;
        }
        String allowed =
                "a receiver, because " + reader.pathOf("requireReceivers") + " is true, as it is in production";
        String otherwiseFix = ", or set " + reader.pathOf("requireReceivers") + " to false";
        if (!unheard().isEmpty()) {
            reader.refuse(
                    "routes",
                    "has no default, so " + unheard() + " alerts would reach nobody",
                    allowed,
                    "name one of " + reader.pathOf("receivers") + ": "
                            + reader.reading().toSet(reader.pathOf("routes", "default")) + otherwiseFix);
        }
        if (lacksWatchdog()) {
            reader.refuse(
                    "watchdog",
                    "has no receiver, so nobody would notice that alerting itself has stopped",
                    allowed,
                    "name one that raises the alarm when it hears nothing: "
                            + reader.reading().toSet(reader.pathOf("watchdog", "receiver")) + ", or set "
                            + reader.pathOf("watchdog", "enabled") + " to false");
        }
    }

    private static String words(List<String> words) {
        return words.size() < 2
                ? String.join("", words)
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.get(words.size() - 1);
    }

    private static boolean isProduction(String stack) {
        return stack.matches("prod(uction)?(-.*)?");
    }

    private static Syntax<String> receiver(List<ReceiverConfig> receivers) {
        List<String> names = receivers.stream().map(ReceiverConfig::name).toList();
        return Syntax.matching(
                names::contains,
                "names no receiver",
                names.isEmpty() ? "the name of one of alertmanager.receivers" : String.join(", ", names));
    }

    private void refuseUnused(ObjectReader reader) {
        Set<String> used = new HashSet<>(bySeverity.values());
        used.add(String.valueOf(otherwise));
        used.add(String.valueOf(watchdog.receiver));
        for (ReceiverConfig receiver : receivers) {
            if (!used.contains(receiver.name())) {
                reader.reading()
                        .problems()
                        .add(
                                reader.pathOf("receivers", receiver.name()),
                                "is told of nothing: no route names it",
                                "receivers that a route or the watchdog names",
                                "name it in " + reader.pathOf("routes") + ", or remove it: "
                                        + reader.reading().toRemove(reader.pathOf("receivers", receiver.name())));
            }
        }
    }

    private static Grouping grouping(ObjectReader reader) {
        Grouping grouping = new Grouping(
                reader.key("by", "Labels whose values alerts of one notification share")
                        .list(LABEL_NAME, List.of("alertname", "severity", "namespace")),
                duration(reader, "delay", "How long a new group waits for more alerts", "30s"),
                duration(reader, "interval", "How long a group waits before it tells of a change", "5m"),
                duration(reader, "repeatInterval", "After what time an unchanged group is told again", "4h"));
        reader.refuseUnknownKeys();
        checkRepetition(reader, grouping.repeatInterval);
        if (grouping.repeatInterval.compareTo(grouping.interval) < 0) {
            reader.refuse(
                    "repeatInterval",
                    Shown.quoted(grouping.repeatInterval.toString()) + " is shorter than the interval of "
                            + grouping.interval,
                    "at least " + reader.pathOf("interval"),
                    "lengthen it, or shorten " + reader.pathOf("interval"));
        }
        return grouping;
    }

    private static Watchdog watchdog(ObjectReader reader, Syntax<String> receiver) {
        Watchdog watchdog = new Watchdog(
                reader.key("enabled", "Whether somebody outside shall be told that alerting works")
                        .value(Syntax.FLAG, true),
                reader.key("receiver", "Who is told; it must raise the alarm when it hears nothing")
                        .valueOrNull(receiver),
                duration(reader, "repeatInterval", "How often it is told", "5m"));
        reader.refuseUnknownKeys();
        checkRepetition(reader, watchdog.repeatInterval);
        if (!watchdog.enabled && watchdog.receiver != null) {
            reader.refuse(
                    "receiver",
                    Shown.quoted(watchdog.receiver) + " is told of nothing, as " + reader.pathOf("enabled")
                            + " is false",
                    "no receiver, or " + reader.pathOf("enabled") + ": true",
                    "remove one of them");
        }
        return watchdog;
    }

    private static void checkRepetition(ObjectReader reader, PrometheusDuration interval) {
        if (interval.compareTo(LONGEST_REPETITION) > 0) {
            reader.refuse(
                    "repeatInterval",
                    Shown.quoted(interval.toString()) + " is longer than Alertmanager remembers whom it has told",
                    "at most " + LONGEST_REPETITION,
                    "shorten it");
        }
    }

    private static PrometheusDuration duration(
            ObjectReader reader, String name, String description, String defaultValue) {
        return reader.key(name, description).value(Syntax.DURATION, PrometheusDuration.parse(defaultValue));
    }
}
