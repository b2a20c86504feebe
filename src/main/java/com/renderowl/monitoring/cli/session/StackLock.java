package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * A lock as the engine writes it into a file backend.
 *
 * <p>Source: {@code lockContent} in {@code pkg/backend/diy/lock.go} of pulumi 3.254.0.
 *
 * @param process the engine's process id
 * @param user who started it
 * @param host where it runs
 * @param since when it took the lock
 */
record StackLock(long process, String user, String host, Instant since) {

    /** Clocks of the file and of the process table are read differently. */
    private static final long TOLERANCE_SECONDS = 2;

    /** Reads a lock file's content; empty when it is not one. */
    static Optional<StackLock> parse(String json) {
        try {
            JsonElement element = JsonParser.parseString(json);
            if (!element.isJsonObject()) {
                return Optional.empty();
            }
            JsonObject object = element.getAsJsonObject();
            return Optional.of(new StackLock(
                    object.get("pid").getAsLong(),
                    object.get("username").getAsString(),
                    object.get("hostname").getAsString(),
                    OffsetDateTime.parse(object.get("timestamp").getAsString()).toInstant()));
        } catch (JsonParseException
                | DateTimeException
                | NullPointerException
                | NumberFormatException
                | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    /**
     * Whether nobody can hold it any more: it was taken on this host by a process that is gone. A process with the same
     * number that started after the lock was taken is another one.
     *
     * @param thisHost the name of this host
     * @param startOf when the process with that number started, or empty if there is none
     */
    boolean isStale(String thisHost, LongFunction<Optional<Instant>> startOf) {
        return host.equals(thisHost)
                && startOf.apply(process)
                        .map(start -> start.isAfter(since.plusSeconds(TOLERANCE_SECONDS)))
                        .orElse(true);
    }

    /** Who holds it. */
    String holder() {
        return user + " on " + host + " (process " + process + ", since " + since + ")";
    }

    /** When a process of this host started; one that does not tell counts as old. */
    static Optional<Instant> startOf(long process) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .map(handle -> handle.info().startInstant().orElse(Instant.EPOCH));
    }
}
