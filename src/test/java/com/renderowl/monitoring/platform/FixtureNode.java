package com.renderowl.monitoring.platform;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * A node exporter of a node that does not exist, for loads that would hurt this machine: four processors and 16 GB, as busy
 * and as full as they are set.
 */
public final class FixtureNode implements AutoCloseable {

    private static final int PORT = 9100;
    private static final int PROCESSORS = 4;
    private static final double MEMORY = 16e9;

    private final HttpServer server;
    private long since = System.nanoTime();
    private double busySeconds;
    private double idleSeconds;
    private double busyRatio = 0.05;
    private double memoryRatio = 0.3;

    private FixtureNode(HttpServer server) {
        this.server = server;
    }

    /** Starts one on the node exporter's port of a loopback address: nearly idle. */
    static FixtureNode start(String address) {
        try {
            FixtureNode node = new FixtureNode(HttpServer.create(new InetSocketAddress(address, PORT), 0));
            node.server.createContext("/metrics", exchange -> {
                byte[] text = node.metrics().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
                exchange.sendResponseHeaders(200, text.length);
                exchange.getResponseBody().write(text);
                exchange.close();
            });
            node.server.start();
            return node;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sets the shares of its processors and of its memory that are in use, from 0 to 1. */
    public synchronized void load(double processors, double memory) {
        advance();
        busyRatio = processors;
        memoryRatio = memory;
    }

    private synchronized String metrics() {
        advance();
        StringBuilder text = new StringBuilder("# TYPE node_cpu_seconds_total counter\n");
        for (int processor = 0; processor < PROCESSORS; processor++) {
            line(text, "node_cpu_seconds_total{cpu=\"%d\",mode=\"idle\"}".formatted(processor), idleSeconds);
            line(text, "node_cpu_seconds_total{cpu=\"%d\",mode=\"user\"}".formatted(processor), busySeconds);
        }
        text.append("# TYPE node_memory_MemTotal_bytes gauge\n");
        line(text, "node_memory_MemTotal_bytes", MEMORY);
        text.append("# TYPE node_memory_MemAvailable_bytes gauge\n");
        line(text, "node_memory_MemAvailable_bytes", MEMORY * (1 - memoryRatio));
        return text.toString();
    }

    private void advance() {
        long now = System.nanoTime();
        double seconds = (now - since) / 1e9;
        busySeconds += seconds * busyRatio;
        idleSeconds += seconds * (1 - busyRatio);
        since = now;
    }

    private static void line(StringBuilder text, String series, double value) {
        text.append(series).append(String.format(Locale.ROOT, " %.6f\n", value));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
