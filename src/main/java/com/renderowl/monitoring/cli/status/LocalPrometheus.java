package com.renderowl.monitoring.cli.status;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.config.DockerConfig;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks the Prometheus of a stack on this machine's Docker engine. */
public final class LocalPrometheus {

    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** Two scrapes at the default interval, and what a machine under load adds. */
    private static final Duration NEXT_SAMPLE = Duration.ofSeconds(45);

    private static final long PAUSE_MILLISECONDS = 500;

    private final HttpClient client = HttpClient.newBuilder()
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(ANSWER)
            .build();

    private final String address;

    /** Asks at the port that {@code docker} names. */
    public LocalPrometheus(DockerConfig docker) {
        address = docker.urlOf(docker.prometheusPort()).toString();
    }

    /** The targets; empty where Prometheus does not answer. */
    Optional<List<JsonObject>> targets() {
        return ask("/api/v1/targets?state=active").map(data -> objects(data.getAsJsonArray("activeTargets")));
    }

    /** Whether a series of this name has the value 0 now. */
    boolean isZero(String metric) {
        return !result(metric + " == 0").isEmpty();
    }

    /**
     * Waits for the next sample of a metric.
     *
     * @return whether it is 0; false also when none comes in time
     */
    public boolean awaitZero(String metric) {
        double start = Instant.now().toEpochMilli() / 1000.0;
        long deadline = System.nanoTime() + NEXT_SAMPLE.toNanos();
        while (System.nanoTime() < deadline) {
            if (!result("timestamp(" + metric + ") > " + start).isEmpty()) {
                return isZero(metric);
            }
            try {
                TimeUnit.MILLISECONDS.sleep(PAUSE_MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return false;
    }

    private List<JsonObject> result(String query) {
        return ask("/api/v1/query?query=" + URLEncoder.encode(query, StandardCharsets.UTF_8))
                .map(data -> objects(data.getAsJsonArray("result")))
                .orElse(List.of());
    }

    private Optional<JsonObject> ask(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ANSWER)
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    ? Optional.of(JsonParser.parseString(answer.body())
                            .getAsJsonObject()
                            .getAsJsonObject("data"))
                    : Optional.empty();
        } catch (IOException | JsonParseException noAnswer) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static List<JsonObject> objects(JsonArray array) {
        return array.asList().stream().map(JsonElement::getAsJsonObject).toList();
    }
}
