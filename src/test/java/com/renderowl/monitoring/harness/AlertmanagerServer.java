package com.renderowl.monitoring.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * A real Alertmanager on a free loopback port, with its files in a temporary directory: what its configuration knows as
 * {@code /etc/alertmanager} is a directory in there.
 */
public final class AlertmanagerServer implements AutoCloseable {

    /** The flags without which a test sees less, or waits longer; those of the stack's own are nearly the same. */
    public static final List<String> FLAGS =
            List.of("--cluster.listen-address=", "--enable-feature=receiver-name-in-metrics");

    private static final Duration READY = Duration.ofMinutes(2);
    private static final int ATTEMPTS = 3;
    private static final String MOUNTED = "/etc/alertmanager";
    private static final String CONFIG = MOUNTED + "/config/alertmanager.yml";

    private final TemporaryDirectory directory = TemporaryDirectory.create("alertmanager");
    private final String address = "127.0.0.1:" + FreePorts.next();
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<String> flags;
    private ManagedProcess process;

    private AlertmanagerServer(String config, Map<String, String> secrets, List<String> flags) {
        this.flags = List.copyOf(flags);
        write(CONFIG, config);
        secrets.forEach((name, value) -> write(MOUNTED + "/secrets/" + name, value));
        process = run();
    }

    private ManagedProcess run() {
        Command command = Command.in(
                directory.path(),
                Tools.require("alertmanager"),
                "--config.file=" + path(CONFIG),
                "--storage.path=" + directory.path().resolve("data"),
                "--web.listen-address=" + address);
        return ManagedProcess.start(
                "alertmanager", command.andArguments(flags), directory.path().resolve("alertmanager.log"));
    }

    /**
     * Starts one with this {@code alertmanager.yml} and returns when it is ready.
     *
     * @throws AssertionError with the end of its log, if it ends or is not ready in time
     */
    public static AlertmanagerServer start(String config) {
        return start(config, Map.of(), FLAGS);
    }

    /**
     * Starts one as {@link #start(String)} does.
     *
     * @param secrets the files of {@code /etc/alertmanager/secrets}, name to text
     * @param flags further flags
     */
    public static AlertmanagerServer start(String config, Map<String, String> secrets, List<String> flags) {
        for (int attempt = 1; ; attempt++) {
            AlertmanagerServer started = new AlertmanagerServer(config, secrets, flags);
            try {
                started.awaitReady();
                return started;
            } catch (RuntimeException | AssertionError e) {
                boolean portTaken = started.log().contains("address already in use");
                started.close();
                if (!portTaken || attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Runs amtool in a directory, as {@code amtool(directory, "check-config", "alertmanager.yml")}. */
    public static CommandOutcome amtool(Path directory, String... arguments) {
        return Command.in(directory, Tools.require("amtool"), arguments).run();
    }

    private void awaitReady() {
        waitUntil("it is ready", READY, () -> send(request("/-/ready").GET()).statusCode() == 200);
    }

    /** Ends it as Kubernetes does, and starts it again with what it has on disk. */
    public void restart() {
        process.close();
        process = run();
        awaitReady();
    }

    /** {@code http://127.0.0.1:PORT}. */
    public String url() {
        return "http://" + address;
    }

    /** {@code 127.0.0.1:PORT}. */
    public String address() {
        return address;
    }

    /** Everything it has logged since it was started last. */
    public String log() {
        return process.log();
    }

    /** Writes a file that it knows by this absolute path, such as {@code /etc/alertmanager/secrets/NAME}. */
    public void write(String path, String text) {
        try {
            Files.createDirectories(path(path).getParent());
            Files.writeString(path(path), text.replace(MOUNTED, path(MOUNTED).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends alerts as Prometheus does: a JSON list for {@code /api/v2/alerts}. */
    public void receive(String alerts) {
        HttpResponse<String> answer = send(request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alerts)));
        if (answer.statusCode() != 200) {
            throw new AssertionError("status %d: %s".formatted(answer.statusCode(), answer.body()));
        }
    }

    /** Silences everything of one alert name for an hour. */
    public void silence(String alert) {
        CommandOutcome outcome = amtool(
                directory.path(),
                "--alertmanager.url=" + url(),
                "silence",
                "add",
                "--author=test",
                "--comment=test",
                "alertname=" + alert);
        outcome.requireOutput();
    }

    /** The alerts that it has, with {@code labels}, {@code receivers} and {@code status}. */
    public List<JsonObject> alerts() {
        JsonArray alerts = JsonParser.parseString(
                        send(request("/api/v2/alerts").GET()).body())
                .getAsJsonArray();
        return alerts.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }

    /** The state of the alert of this name, such as {@code suppressed}; empty when there is none. */
    public String state(String alert) {
        return alerts().stream()
                .filter(found -> found.getAsJsonObject("labels")
                        .get("alertname")
                        .getAsString()
                        .equals(alert))
                .map(found -> found.getAsJsonObject("status").get("state").getAsString())
                .findFirst()
                .orElse("");
    }

    /** Its metrics, as it exposes them. */
    public String metrics() {
        return send(request("/metrics").GET()).body();
    }

    /** The status with which it answers a GET request. */
    public int status(String path) {
        return send(request(path).GET()).statusCode();
    }

    /** Waits for a condition, as {@link Wait#until} does, but fails at once if it ends. */
    public void waitUntil(String what, Duration deadline, BooleanSupplier condition) {
        process.await(what, deadline, condition);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Alertmanager", e);
        }
    }

    private Path path(String path) {
        return directory.path().resolve(path.substring(1));
    }

    /** Ends it and deletes its directory. */
    @Override
    public void close() {
        process.close();
        directory.close();
    }
}
