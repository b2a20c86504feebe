package com.renderowl.monitoring.cli.alert;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A running Alertmanager.
 *
 * <p>Source: api/v2/openapi.yaml of Alertmanager 0.34.2
 */
public final class AlertmanagerApi {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int OK = 200;

    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final String base;

    /** @param base its URL, with or without a slash at the end */
    public AlertmanagerApi(URI base) {
        this.base = base.toString().replaceAll("/+$", "");
    }

    /**
     * An alert that it knows.
     *
     * @param labels by name
     * @param receivers who is told of it
     * @param silences the silences that hold it back
     */
    record Alert(Map<String, String> labels, List<String> receivers, List<String> silences) {}

    /** The names of its receivers, in the order of its configuration. */
    List<String> receivers() {
        List<String> names = new ArrayList<>();
        for (JsonElement receiver : json("/api/v2/receivers")) {
            names.add(receiver.getAsJsonObject().get("name").getAsString());
        }
        return names;
    }

    /** Its alerts with this value of a label. */
    List<Alert> alerts(String label, String value) {
        String filter = URLEncoder.encode(label + "=\"" + value + "\"", StandardCharsets.UTF_8);
        List<Alert> alerts = new ArrayList<>();
        for (JsonElement element : json("/api/v2/alerts?filter=" + filter)) {
            JsonObject alert = element.getAsJsonObject();
            Map<String, String> labels = new TreeMap<>();
            alert.getAsJsonObject("labels").asMap().forEach((name, text) -> labels.put(name, text.getAsString()));
            List<String> receivers = alert.getAsJsonArray("receivers").asList().stream()
                    .map(receiver -> receiver.getAsJsonObject().get("name").getAsString())
                    .toList();
            List<String> silences = alert.getAsJsonObject("status").getAsJsonArray("silencedBy").asList().stream()
                    .map(JsonElement::getAsString)
                    .toList();
            alerts.add(new Alert(labels, receivers, silences));
        }
        return alerts;
    }

    /** What it has counted so far. */
    NotificationCounts counts() {
        return NotificationCounts.parse(send(request("/metrics").GET()));
    }

    /** Hands alerts over to it, as Prometheus does. */
    void receive(JsonArray alerts) {
        send(request("/api/v2/alerts")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(alerts.toString())));
    }

    private JsonArray json(String path) {
        try {
            return JsonParser.parseString(send(request(path).GET())).getAsJsonArray();
        } catch (JsonParseException | IllegalStateException notOne) {
            throw new CommandFailure(ExitCode.MISSING, "What answers at " + base + " is no Alertmanager.");
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
    }

    private String send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() == OK) {
                return answer.body();
            }
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "Alertmanager at " + base + " answers " + answer.statusCode() + " to " + request.method() + " "
                            + request.uri().getPath() + ".");
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.MISSING, "Alertmanager at " + base + " does not answer: " + reason(e) + ".");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(ExitCode.INTERRUPTED, "Interrupted.");
        }
    }

    private static String reason(IOException exception) {
        @Nullable String message = exception.getMessage();
        // The client's exception of a refused connection has no message.
        return message == null ? "the connection was refused or cut" : message;
    }
}
