package com.renderowl.monitoring.cli.alert;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an Alertmanager has counted about its notifications. With {@code --enable-feature=receiver-name-in-metrics} it
 * counts each receiver by itself, and starts all of them with zero.
 *
 * <p>Source: notify/metrics.go and notify/retry_stage.go of Alertmanager 0.34.2: a notification is tried until it succeeds
 * or its time is up; each try is a request.
 *
 * @param requests how often each channel was tried
 * @param failedRequests how many of these failed
 * @param failures how many notifications were given up, by channel and reason
 */
record NotificationCounts(
        Map<Channel, Long> requests, Map<Channel, Long> failedRequests, Map<Channel, Map<String, Long>> failures) {

    private static final Pattern LINE = Pattern.compile(
            "alertmanager_(notification_requests_total|notification_requests_failed_total|notifications_failed_total)"
                    + "\\{([^}]*)}\\s+([0-9.e+]+)");

    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /**
     * A way to tell a receiver; our own configurations have one for each receiver.
     *
     * @param receiver its name
     * @param integration the kind, such as {@code slack}
     */
    record Channel(String receiver, String integration) {}

    /** Reads the metrics as they are exposed. */
    static NotificationCounts parse(String metrics) {
        NotificationCounts counts = new NotificationCounts(map(), map(), map());
        metrics.lines().map(LINE::matcher).filter(Matcher::matches).forEach(line -> {
            Map<String, String> labels = labels(line.group(2));
            Channel channel =
                    new Channel(labels.getOrDefault("receiver_name", ""), labels.getOrDefault("integration", ""));
            long value = (long) Double.parseDouble(line.group(3));
            switch (line.group(1)) {
                case "notification_requests_total" -> counts.requests.put(channel, value);
                case "notification_requests_failed_total" -> counts.failedRequests.put(channel, value);
                default ->
                    counts.failures
                            .computeIfAbsent(channel, unused -> new TreeMap<>())
                            .put(labels.getOrDefault("reason", "other"), value);
            }
        });
        return counts;
    }

    private static <T> Map<Channel, T> map() {
        return new LinkedHashMap<>();
    }

    /** Whether it counts each receiver by itself. */
    boolean namesReceivers() {
        return requests.keySet().stream()
                .noneMatch(channel -> channel.receiver().isEmpty());
    }

    /** The channels of a receiver. */
    Set<Channel> channels(String receiver) {
        Set<Channel> channels = new LinkedHashSet<>(requests.keySet());
        channels.removeIf(channel -> !channel.receiver().equals(receiver));
        return channels;
    }

    /** How many tries succeeded. */
    long delivered(Channel channel) {
        return requests.getOrDefault(channel, 0L) - failedRequests.getOrDefault(channel, 0L);
    }

    /** The reason for which notifications were given up since {@code before}, or empty where none was. */
    String newFailure(Channel channel, NotificationCounts before) {
        Map<String, Long> old = before.failures.getOrDefault(channel, Map.of());
        for (Map.Entry<String, Long> now :
                failures.getOrDefault(channel, Map.of()).entrySet()) {
            if (now.getValue() > old.getOrDefault(now.getKey(), 0L)) {
                return now.getKey();
            }
        }
        return "";
    }

    private static Map<String, String> labels(String text) {
        Map<String, String> labels = new TreeMap<>();
        Matcher label = LABEL.matcher(text);
        while (label.find()) {
            labels.put(label.group(1), label.group(2));
        }
        return labels;
    }
}
