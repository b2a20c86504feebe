package com.renderowl.monitoring.cli.session;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.function.LongPredicate;

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
     * Whether no process of this host can hold it any more: it was taken here by a process that is gone. Times are not
     * compared, as clocks are set.
     *
     * @param thisHost the name of this host
     * @param isEngine whether the process with that number is there, and may be an engine
     */
    boolean isStale(String thisHost, LongPredicate isEngine) {
        return host.equals(thisHost) && !isEngine.test(process);
    }

    /** Who holds it. */
    String holder() {
        return user + " on " + host + " (process " + process + ", since " + since + ")";
    }

    /**
     * Whether a process with that number runs on this host and may be an engine: numbers are used again, so it is not
     * enough that there is one. A process that does not tell what it runs may be.
     */
    static boolean isEngine(long process) {
        return ProcessHandle.of(process)
                .filter(ProcessHandle::isAlive)
                .map(handle -> handle.info()
                        .command()
                        .map(command ->
                                Path.of(command).getFileName().toString().contains("pulumi"))
                        .orElse(true))
                .orElse(false);
    }
}
