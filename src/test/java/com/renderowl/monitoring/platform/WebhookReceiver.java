package com.renderowl.monitoring.platform;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** The receiver of notifications: remembers every alert that a real Alertmanager sends to it. */
public final class WebhookReceiver implements AutoCloseable {

    private final HttpServer server;
    private final List<Notice> notices = new CopyOnWriteArrayList<>();

    /**
     * One alert of a notification.
     *
     * @param status {@code firing} or {@code resolved}
     * @param labels the alert's labels, {@code alertname} included
     * @param annotations the alert's annotations
     * @param nanoseconds when it arrived, by {@link System#nanoTime}
     */
    public record Notice(
            String status, Map<String, String> labels, Map<String, String> annotations, long nanoseconds) {}

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    /** Starts one on a free port of a loopback address. */
    static WebhookReceiver start(String address) {
        try {
            WebhookReceiver receiver = new WebhookReceiver(HttpServer.create(new InetSocketAddress(address, 0), 0));
            receiver.server.createContext("/", exchange -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                receiver.remember(new String(body, StandardCharsets.UTF_8));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            receiver.server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where Alertmanager posts to. */
    public String url() {
        return "http://" + server.getAddress().getHostString() + ":"
                + server.getAddress().getPort() + "/alerts";
    }

    /** All alerts that have arrived so far, in their order. */
    public List<Notice> notices() {
        return List.copyOf(notices);
    }

    private void remember(String body) {
        long now = System.nanoTime();
        for (JsonElement element :
                JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("alerts")) {
            JsonObject alert = element.getAsJsonObject();
            notices.add(new Notice(
                    alert.get("status").getAsString(),
                    texts(alert.getAsJsonObject("labels")),
                    texts(alert.getAsJsonObject("annotations")),
                    now));
        }
    }

    private static Map<String, String> texts(JsonObject object) {
        Map<String, String> texts = new HashMap<>();
        object.entrySet()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().getAsString()));
        return texts;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
