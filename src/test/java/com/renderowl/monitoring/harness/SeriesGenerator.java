package com.renderowl.monitoring.harness;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Series that look like those of the platform, as many as a test wants: the program in {@code tools/backend/series}, a
 * static binary that runs in a container's image of its own as well.
 */
public final class SeriesGenerator implements AutoCloseable {

    /** Its file in {@code tools/bin}. */
    public static final String PROGRAM = "series-generator";

    /** The series of one target; a test that waits for all series adds those that a scrape makes itself. */
    public static final int SERIES_PER_TARGET = 1000;

    /** How far apart the samples are that it writes. */
    public static final Duration INTERVAL = Duration.ofSeconds(15);

    private static final Duration LIFETIME = Duration.ofHours(2);
    private static final Duration WRITING = Duration.ofMinutes(15);

    private final String url;
    private final Daemon daemon;

    private SeriesGenerator(String url, Daemon daemon) {
        this.url = url;
        this.daemon = daemon;
    }

    /**
     * The program's arguments, for the command of a container.
     *
     * @param address where it listens, such as {@code 0.0.0.0:8080}; all series are at {@code /metrics} there
     * @param series how many, 1 to 5,000,000
     * @param lifetime when it ends by itself, so that a forgotten one does no harm
     */
    public static List<String> arguments(String address, int series, Duration lifetime) {
        return List.of("--listen=" + address, "--series=" + series, "--lifetime=" + lifetime.toSeconds() + "s");
    }

    /**
     * Starts one on a free loopback port; it ends by itself after two hours.
     *
     * @param parent gets a directory for it
     * @throws AssertionError with the end of its log, if it does not serve in time
     */
    public static SeriesGenerator start(Path parent, int series) {
        String address = "127.0.0.1:" + FreePorts.next();
        Command command = Command.in(Daemon.directory(parent, PROGRAM), Tools.require(PROGRAM))
                .andArguments(arguments(address, series, LIFETIME));
        String url = "http://" + address;
        return new SeriesGenerator(url, Daemon.start(PROGRAM, command, daemon -> Daemon.answers(url + "/targets")));
    }

    /** {@code http://ADDRESS:PORT}. */
    public String url() {
        return url;
    }

    /** A scrape configuration that finds its targets, 1,000 series each. */
    public String scrapeConfig() {
        return """
                scrape_configs:
                  - job_name: series-generator
                    http_sd_configs: [{url: '%s/targets', refresh_interval: 5s}]
                """
                .formatted(url);
    }

    /**
     * Writes the past of all series by remote write, a sample every 15 seconds, oldest first.
     *
     * @param receiver the address of the remote-write receiver, on loopback
     * @param batch samples of a series in one request: 1 as in a scrape; more is faster
     * @return how many samples were written
     * @throws AssertionError if the receiver refuses them
     */
    public long write(String receiver, Instant from, Instant until, int batch) {
        String query = "/write?to=%s&from=%d&until=%d&batch=%d"
                .formatted(receiver, from.getEpochSecond(), until.getEpochSecond(), batch);
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + query))
                .timeout(WRITING)
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("%s: status %d: %s".formatted(query, answer.statusCode(), answer.body()));
            }
            JsonObject written = JsonParser.parseString(answer.body()).getAsJsonObject();
            return written.get("samples").getAsLong();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while series were written", e);
        }
    }

    @Override
    public void close() {
        daemon.close();
    }
}
