package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.PrometheusDuration;

/**
 * How samples are sent: each sender has a queue of its own, which is filled from the write-ahead log. The defaults are
 * Prometheus' own.
 *
 * @param minShards how many senders there are at least
 * @param maxShards how many there are at most
 * @param capacity how many samples a queue holds before reading from the log waits
 * @param maxSamplesPerSend how many samples a request holds at most
 * @param batchSendDeadline how long a sample waits at most for its request to be full
 * @see <a href="https://prometheus.io/docs/practices/remote_write/">Remote write tuning</a>
 */
public record RemoteWriteQueue(
        int minShards, int maxShards, int capacity, int maxSamplesPerSend, PrometheusDuration batchSendDeadline) {

    static RemoteWriteQueue read(ObjectReader reader, ObjectReader queue) {
        RemoteWriteQueue config = new RemoteWriteQueue(
                reader.key("minShards", "Smallest number of parallel senders").value(Syntax.integer(1, 1000), 1),
                reader.key("maxShards", "Largest number of parallel senders").value(Syntax.integer(1, 1000), 50),
                queue.key("capacity", "How many samples wait for each sender before reading more pauses")
                        .value(Syntax.integer(1, 1_000_000), 10_000),
                queue.key("maxSamplesPerSend", "How many samples a request holds at most")
                        .value(Syntax.integer(1, 100_000), 2_000),
                queue.key("batchSendDeadline", "How long a sample waits at most until its request is sent")
                        .value(Syntax.DURATION, PrometheusDuration.parse("5s")));
        queue.refuseUnknownKeys();
        if (config.minShards > config.maxShards) {
            reader.refuse(
                    "minShards",
                    Shown.quoted(String.valueOf(config.minShards)) + " is more than maxShards, " + config.maxShards,
                    "at most " + reader.pathOf("maxShards"),
                    "lower it, or raise maxShards");
        }
        if (config.capacity < config.maxSamplesPerSend) {
            queue.refuse(
                    "capacity",
                    Shown.quoted(String.valueOf(config.capacity)) + " is less than the " + config.maxSamplesPerSend
                            + " samples of a request, which would never be full",
                    "at least " + queue.pathOf("maxSamplesPerSend") + "; three to ten times as much is usual",
                    "raise it, or lower maxSamplesPerSend");
        }
        return config;
    }
}
