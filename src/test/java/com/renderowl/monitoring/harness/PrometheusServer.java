package com.renderowl.monitoring.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.function.BooleanSupplier;

/** A real Prometheus on a free loopback port, with its files in a temporary directory. */
public final class PrometheusServer implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;

    private final PrometheusSetup setup;
    private final TemporaryDirectory directory = TemporaryDirectory.create("prometheus");
    private final String address = "127.0.0.1:" + FreePorts.next();
    private final HttpClient client = HttpClient.newHttpClient();
    private final ManagedProcess process;
    private double secondsToReady;

    private PrometheusServer(PrometheusSetup setup) {
        this.setup = setup;
        setup.files().forEach(this::write);
        Command command = Command.in(
                directory.path(),
                Tools.require("prometheus"),
                "--config.file=" + directory.path().resolve(PrometheusSetup.CONFIG),
                "--storage.tsdb.path=" + directory.path().resolve("data"),
                "--web.listen-address=" + address);
        process = ManagedProcess.start(
                "prometheus",
                command.andArguments(setup.flags()),
                directory.path().resolve("prometheus.log"));
    }

    /**
     * Starts one with this {@code prometheus.yml} and returns when it is ready.
     *
     * @throws AssertionError with the end of its log, if it ends or is not ready in time
     */
    public static PrometheusServer start(String config) {
        return start(PrometheusSetup.of(config));
    }

    /** Starts one as {@link #start(String)} does, with more files, flags or credentials. */
    public static PrometheusServer start(PrometheusSetup setup) {
        for (int attempt = 1; ; attempt++) {
            PrometheusServer started = new PrometheusServer(setup);
            try {
                started.awaitReady();
                return started;
            } catch (RuntimeException | AssertionError e) {
                boolean portTaken = started.process.log().contains("address already in use");
                started.close();
                if (!portTaken || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Runs promtool in a directory, as {@code promtool(directory, "check", "config", "prometheus.yml")}. */
    public static CommandOutcome promtool(Path directory, String... arguments) {
        return Command.in(directory, Tools.require("promtool"), arguments).run();
    }

    private void awaitReady() {
        long start = System.nanoTime();
        waitUntil("it is ready", READY, () -> send("/-/ready").statusCode() == 200);
        secondsToReady = (System.nanoTime() - start) / 1e9;
    }

    public double secondsToReady() {
        return secondsToReady;
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://" + address;
    }

    /** Where its configuration, rules and data are. */
    public Path directory() {
        return directory.path();
    }

    /** Everything it has logged so far. */
    public String log() {
        return process.log();
    }

    /** Sends SIGHUP, upon which it reads its configuration again. */
    public void reload() {
        Command.in(directory.path(), Path.of("/bin/kill"), "-HUP", Long.toString(process.pid()))
                .run()
                .requireOutput();
    }

    /** Writes one of its files; {@link PrometheusSetup#ADDRESS} in the text becomes its own address. */
    public void write(String name, String text) {
        try {
            Path file = directory.path().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text.replace(PrometheusSetup.ADDRESS, address));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The result of an instant query: an array of series with {@code metric} and {@code value}.
     *
     * @throws AssertionError with the answer, if it is not a success
     */
    public JsonArray query(String expression) {
        return get("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .getAsJsonObject("data")
                .getAsJsonArray("result");
    }

    /** The active targets, with {@code scrapePool}, {@code labels}, {@code health} and {@code lastError}. */
    public JsonArray targets() {
        return get("/api/v1/targets?state=active").getAsJsonObject("data").getAsJsonArray("activeTargets");
    }

    /**
     * The JSON object at a path of the API.
     *
     * @throws AssertionError with the answer, if its status is not 200
     */
    public JsonObject get(String path) {
        HttpResponse<String> answer = send(path);
        if (answer.statusCode() != 200) {
            throw new AssertionError("GET %s: status %d: %s".formatted(path, answer.statusCode(), answer.body()));
        }
        JsonElement body = JsonParser.parseString(answer.body());
        return body.getAsJsonObject();
    }

    /** Sends a GET request with the setup's credentials, whatever is answered. */
    public HttpResponse<String> send(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
        if (!setup.credentials().isEmpty()) {
            byte[] credentials = setup.credentials().getBytes(StandardCharsets.UTF_8);
            request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials));
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Prometheus", e);
        }
    }

    /** Waits for a condition, as {@link Wait#until} does, but fails at once if Prometheus ends. */
    public void waitUntil(String what, Duration deadline, BooleanSupplier condition) {
        process.await(what, deadline, condition);
    }

    /** Ends it and deletes its directory. */
    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
