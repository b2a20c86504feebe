package com.renderowl.monitoring.docker;

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
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Prometheus as it is found on the machine's port. */
final class LocalPrometheus {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

    private final int port;

    LocalPrometheus(int port) {
        this.port = port;
    }

    /** The job of each target with {@code up}, or with its health and the reason. */
    Map<String, String> targets() {
        Map<String, String> health = new TreeMap<>();
        for (JsonElement target : data("/api/v1/targets").getAsJsonObject().getAsJsonArray("activeTargets")) {
            JsonObject found = target.getAsJsonObject();
            String reason = found.get("lastError").getAsString();
            health.put(
                    found.getAsJsonObject("labels").get("job").getAsString(),
                    found.get("health").getAsString() + (reason.isEmpty() ? "" : ": " + reason));
        }
        return health;
    }

    /** What is scraped, each with the labels of its series. */
    Map<String, String> targetLabels() {
        Map<String, String> labels = new TreeMap<>();
        for (JsonElement target : data("/api/v1/targets").getAsJsonObject().getAsJsonArray("activeTargets")) {
            JsonObject found = target.getAsJsonObject();
            labels.put(found.get("scrapeUrl").getAsString(), found.get("labels").toString());
        }
        return labels;
    }

    List<String> ruleGroups() {
        List<String> names = new ArrayList<>();
        data("/api/v1/rules")
                .getAsJsonObject()
                .getAsJsonArray("groups")
                .forEach(group -> names.add(group.getAsJsonObject().get("name").getAsString()));
        return names;
    }

    String rules() {
        return data("/api/v1/rules").toString();
    }

    String configuration() {
        return data("/api/v1/status/config").getAsJsonObject().get("yaml").getAsString();
    }

    /** The names of the alerts that fire, without the one that always does. */
    Set<String> firing() {
        Set<String> names = new TreeSet<>();
        for (JsonElement alert : data("/api/v1/alerts").getAsJsonObject().getAsJsonArray("alerts")) {
            JsonObject found = alert.getAsJsonObject();
            String name = found.getAsJsonObject("labels").get("alertname").getAsString();
            if (found.get("state").getAsString().equals("firing") && !name.equals("Watchdog")) {
                names.add(name);
            }
        }
        return names;
    }

    /** The names of the alerts that an Alertmanager on another port of the machine has as active, without that one. */
    Set<String> activeAt(int alertmanagerPort) {
        Set<String> names = new TreeSet<>();
        String body =
                send(request(alertmanagerPort, "/api/v2/alerts?active=true")).body();
        for (JsonElement alert : JsonParser.parseString(body).getAsJsonArray()) {
            names.add(alert.getAsJsonObject()
                    .getAsJsonObject("labels")
                    .get("alertname")
                    .getAsString());
        }
        names.remove("Watchdog");
        return names;
    }

    /** The status of a request that asks to do something. */
    int post(String path) {
        return send(request(path).POST(BodyPublishers.noBody())).statusCode();
    }

    /** The value of the only series that an expression gives. */
    String query(String expression) {
        JsonArray found = data("/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("result");
        if (found.size() != 1) {
            throw new AssertionError(expression + " gives " + found);
        }
        return found.get(0).getAsJsonObject().getAsJsonArray("value").get(1).getAsString();
    }

    int samplesOfItself() {
        return Integer.parseInt(query("sum(count_over_time(up{job=\"prometheus\"}[1h]))"));
    }

    /** When the oldest sample was taken, in milliseconds since 1970. */
    long oldestSampleOfItself() {
        JsonArray series = data("/api/v1/query?query="
                        + URLEncoder.encode("up{job=\"prometheus\"}[1h]", StandardCharsets.UTF_8))
                .getAsJsonObject()
                .getAsJsonArray("result");
        long oldest = Long.MAX_VALUE;
        for (JsonElement one : series) {
            JsonElement time = one.getAsJsonObject()
                    .getAsJsonArray("values")
                    .get(0)
                    .getAsJsonArray()
                    .get(0);
            oldest = Math.min(oldest, Math.round(time.getAsDouble() * 1000));
        }
        return oldest;
    }

    private JsonElement data(String path) {
        return JsonParser.parseString(send(request(path)).body())
                .getAsJsonObject()
                .get("data");
    }

    private HttpRequest.Builder request(String path) {
        return request(port, path);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(10));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Prometheus", e);
        }
    }
}
