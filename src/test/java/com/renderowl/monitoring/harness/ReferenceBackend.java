package com.renderowl.monitoring.harness;

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
import java.util.Locale;

/** The reference of the platform's backend in {@code tools/backend}: real requests, and metrics of the ordinary library. */
public final class ReferenceBackend implements AutoCloseable {

    private static final int PORT = 8080;
    private static final int CONTROL_PORT = 8081;

    private final String address;
    private final Daemon daemon;

    private ReferenceBackend(String address, Daemon daemon) {
        this.address = address;
        this.daemon = daemon;
    }

    /**
     * Starts one on port 8080 of a loopback address.
     *
     * @param parent gets a directory for it
     * @param name tells several of them apart
     * @throws AssertionError with the end of its log, if it does not serve in time
     */
    public static ReferenceBackend start(Path parent, String name, String address) {
        Command command = Command.in(
                Daemon.directory(parent, name),
                Tools.require("renderowl-backend"),
                "--listen=" + address + ":" + PORT,
                "--control=" + address + ":" + CONTROL_PORT);
        String metrics = "http://" + address + ":" + PORT + "/metrics";
        return new ReferenceBackend(address, Daemon.start(name, command, daemon -> Daemon.answers(metrics)));
    }

    /** The IP address that it listens at. */
    public String address() {
        return address;
    }

    /** {@code http://ADDRESS:PORT}; the API is below {@code /api}, the metrics are at {@code /metrics}. */
    public String url() {
        return "http://" + address + ":" + PORT;
    }

    /**
     * Changes how it answers requests to its API.
     *
     * @param latency how much later than it could
     * @param failures the share of requests that get status 500, from 0 to 1
     */
    public void behave(Duration latency, double failures) {
        String query = String.format(Locale.ROOT, "latency=%dms&failures=%.3f", latency.toMillis(), failures);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + address + ":" + CONTROL_PORT + "/behaviour?" + query))
                .POST(BodyPublishers.noBody())
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 204) {
                throw new AssertionError("%s: status %d: %s".formatted(query, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while changing the backend", e);
        }
    }

    /** To kill it, and to start it again. */
    public Daemon daemon() {
        return daemon;
    }

    @Override
    public void close() {
        daemon.close();
    }
}
