package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.Cluster;
import com.renderowl.monitoring.harness.ForwardedService;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Prometheus of a stack in a cluster, asked through a way that is opened again when its pod has gone. */
final class LivePrometheus implements AutoCloseable {

    private static final Duration ALL_UP = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Cluster cluster;
    private final String namespace;
    private final String service;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    private @Nullable ForwardedService way;
    private String authorization = "";

    LivePrometheus(Cluster cluster) {
        this(cluster, "monitoring", "prometheus");
    }

    LivePrometheus(Cluster cluster, String namespace, String service) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.service = service;
    }

    /** Logs in from now on. */
    LivePrometheus as(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        authorization = "Basic " + Base64.getEncoder().encodeToString(both);
        return this;
    }

    /** Logs in no more. */
    LivePrometheus asNobody() {
        authorization = "";
        return this;
    }

    /**
     * Asks for a path.
     *
     * @return status and body
     * @throws UncheckedIOException if there is no way to it now
     */
    HttpResponse<String> request(String path) {
        try {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(url().resolve(path)).timeout(PATIENCE);
            if (!authorization.isEmpty()) {
                request.header("Authorization", authorization);
            }
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            closeWay();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** The data of an answer of its API, {@code /api/v1/...}. */
    JsonElement data(String path) {
        HttpResponse<String> response = request("/api/v1/" + path);
        if (response.statusCode() != 200) {
            throw new AssertionError(path + " was answered with " + response.statusCode() + ": " + response.body());
        }
        return JsonParser.parseString(response.body()).getAsJsonObject().get("data");
    }

    /** The series of an instant query, each as its labels and its value. */
    JsonArray query(String expression) {
        return data("query?query=" + encoded(expression)).getAsJsonObject().getAsJsonArray("result");
    }

    /** The value of a query that has one. */
    Optional<Double> value(String expression) {
        JsonArray result = query(expression);
        if (result.size() > 1) {
            throw new AssertionError(expression + " has several values: " + result);
        }
        return result.isEmpty()
                ? Optional.empty()
                : Optional.of(result.get(0)
                        .getAsJsonObject()
                        .getAsJsonArray("value")
                        .get(1)
                        .getAsDouble());
    }

    /** The times of all samples of a selector within a range such as {@code 10m}, in seconds, by its labels as text. */
    Map<String, double[]> sampleTimes(String selector, String range) {
        Map<String, double[]> times = new TreeMap<>();
        for (JsonElement element : query(selector + "[" + range + "]")) {
            JsonObject series = element.getAsJsonObject();
            JsonArray values = series.getAsJsonArray("values");
            double[] stamps = new double[values.size()];
            for (int index = 0; index < stamps.length; index++) {
                stamps[index] = values.get(index).getAsJsonArray().get(0).getAsDouble();
            }
            times.put(series.getAsJsonObject("metric").toString(), stamps);
        }
        return times;
    }

    /** The expressions of an alert's rules, as it has them. */
    String rule(String alert) {
        return data("rules?rule_name[]=" + alert).getAsJsonObject().getAsJsonArray("groups").asList().stream()
                .flatMap(group -> group.getAsJsonObject().getAsJsonArray("rules").asList().stream())
                .map(rule -> rule.getAsJsonObject().get("query").getAsString())
                .collect(Collectors.joining());
    }

    /** Waits until it has so many targets or more, and all of them are up. */
    void awaitTargets(int least) {
        await("every target is up", ALL_UP, live -> {
            Map<String, String> targets = live.targets();
            return targets.size() >= least && targets.values().stream().allMatch("up"::equals);
        });
    }

    /**
     * Whether all targets are up and each job has as many as it should.
     *
     * @throws AssertionError that says which ones, if not
     */
    boolean hasAllUp(Map<String, Long> countByJob) {
        Map<String, String> targets = targets();
        assertThat(targets.values()).as("%s", targets).containsOnly("up");
        assertThat(targets.keySet().stream()
                        .collect(Collectors.groupingBy(target -> target.split(" ")[0], Collectors.counting())))
                .isEqualTo(countByJob);
        return true;
    }

    /** The state of its targets: {@code job instance} to {@code up} or why not. */
    Map<String, String> targets() {
        Map<String, String> targets = new TreeMap<>();
        for (JsonElement element :
                data("targets?state=active").getAsJsonObject().getAsJsonArray("activeTargets")) {
            JsonObject target = element.getAsJsonObject();
            JsonObject labels = target.getAsJsonObject("labels");
            targets.put(
                    labels.get("job").getAsString() + " "
                            + labels.get("instance").getAsString(),
                    target.get("health").getAsString().equals("up")
                            ? "up"
                            : target.get("health").getAsString() + ": "
                                    + target.get("lastError").getAsString());
        }
        return targets;
    }

    /** The configuration that it runs with. */
    String configuration() {
        return data("status/config").getAsJsonObject().get("yaml").getAsString();
    }

    /** Waits until it is there and its answer satisfies. */
    void await(String what, Duration deadline, java.util.function.Predicate<LivePrometheus> condition) {
        Wait.until(what, deadline, () -> condition.test(this));
    }

    private URI url() {
        ForwardedService open = way;
        if (open == null || !open.isOpen()) {
            closeWay();
            open = ForwardedService.to(cluster, namespace, service, 9090);
            way = open;
        }
        return open.url();
    }

    private void closeWay() {
        if (way != null) {
            way.close();
            way = null;
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        closeWay();
    }
}
