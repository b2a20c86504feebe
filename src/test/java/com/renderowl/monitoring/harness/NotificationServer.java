package com.renderowl.monitoring.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** An HTTP server on a free loopback port that keeps what it is sent: the other end of webhooks, Slack and PagerDuty. */
public final class NotificationServer implements AutoCloseable {

    /**
     * One request.
     *
     * @param path the path of its URL
     * @param authorization its header of that name, or empty
     * @param body its body
     */
    public record Received(String path, String authorization, String body) {

        /** The body, read as JSON. */
        public JsonObject json() {
            return JsonParser.parseString(body).getAsJsonObject();
        }
    }

    private final HttpServer server;
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private volatile int status = 200;

    private NotificationServer(HttpServer server) {
        this.server = server;
        server.createContext("/", this::keep);
    }

    /** Starts one that answers 200. */
    public static NotificationServer start() {
        try {
            InetSocketAddress anyPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
            NotificationServer server = new NotificationServer(HttpServer.create(anyPort, 0));
            server.server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it answers from now on. */
    public void answer(int newStatus) {
        status = newStatus;
    }

    /** {@code http://127.0.0.1:PORT} with this path. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** Everything that was received so far, in this order. */
    public List<Received> received() {
        return List.copyOf(received);
    }

    /** What was received at this path. */
    public List<Received> received(String path) {
        return received.stream().filter(request -> request.path().equals(path)).toList();
    }

    /**
     * The alerts of the webhook notifications at this path, each as {@code STATUS NAME}, such as {@code firing Watchdog}:
     * one list for each notification.
     */
    public List<List<String>> alerts(String path) {
        return received(path).stream()
                .map(request -> entries(request)
                        .map(alert -> alert.get("status").getAsString() + " "
                                + alert.getAsJsonObject("labels")
                                        .get("alertname")
                                        .getAsString())
                        .sorted()
                        .toList())
                .toList();
    }

    private static Stream<JsonObject> entries(Received request) {
        return request.json().getAsJsonArray("alerts").asList().stream().map(JsonElement::getAsJsonObject);
    }

    private void keep(HttpExchange exchange) throws IOException {
        try (exchange) {
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            received.add(new Received(
                    exchange.getRequestURI().getPath(),
                    authorization == null ? "" : authorization,
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            byte[] answer = "ok".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    /** Ends it; from then on connections are refused. */
    @Override
    public void close() {
        server.stop(0);
    }
}
