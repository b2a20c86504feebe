package com.renderowl.monitoring.harness;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A real Redis that keeps nothing. */
public final class RedisServer implements AutoCloseable {

    private static final int PORT = 6379;
    private static final byte[] PING = "PING\r\n".getBytes(StandardCharsets.US_ASCII);

    private final String address;
    private final Daemon daemon;

    private RedisServer(String address, Daemon daemon) {
        this.address = address;
        this.daemon = daemon;
    }

    /**
     * Starts one on port 6379 of a loopback address.
     *
     * @param parent gets a directory for it
     * @throws AssertionError with the end of its log, if it does not serve in time
     */
    public static RedisServer start(Path parent, String address) {
        Command command = Command.in(
                Daemon.directory(parent, "redis"),
                Tools.require("redis-server"),
                "--bind",
                address,
                "--port",
                Integer.toString(PORT),
                "--save",
                "",
                "--appendonly",
                "no");
        return new RedisServer(
                address, Daemon.start("redis", command, daemon -> Daemon.answers(address, PORT, PING, "+PONG")));
    }

    /** {@code ADDRESS:PORT}. */
    public String address() {
        return address + ":" + PORT;
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
