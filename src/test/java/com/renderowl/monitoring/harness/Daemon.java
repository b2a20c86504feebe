package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Predicate;

/** A program that serves at a fixed address, and that can be killed and started there again. */
public final class Daemon implements AutoCloseable {

    private static final Duration READY = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    private final String name;
    private final Command command;
    private final Predicate<Daemon> ready;
    private ManagedProcess process;
    private int starts;

    private Daemon(String name, Command command, Predicate<Daemon> ready) {
        this.name = name;
        this.command = command;
        this.ready = ready;
        this.process = launch();
    }

    /**
     * Starts a program and returns when it is ready.
     *
     * @param name what messages and its log files call it
     * @param command how to start it, every time
     * @param ready whether it serves; asked again and again
     * @throws AssertionError with the end of its log, if it ends or is not ready within two minutes
     */
    public static Daemon start(String name, Command command, Predicate<Daemon> ready) {
        Daemon daemon = new Daemon(name, command, ready);
        try {
            daemon.awaitReady();
            return daemon;
        } catch (RuntimeException | AssertionError failure) {
            daemon.close();
            throw failure;
        }
    }

    /** Starts it again after a kill, at the same address and with the same data. */
    public void startAgain() {
        process = launch();
        awaitReady();
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** The number of its process, which changes with every start. */
    public long pid() {
        return process.pid();
    }

    public boolean alive() {
        return process.alive();
    }

    /** What it has printed since its last start. */
    public String log() {
        return process.log();
    }

    /** Asks it to end, and ends it by force after a while. */
    @Override
    public void close() {
        process.close();
    }

    private ManagedProcess launch() {
        starts++;
        Path log = command.directory().resolve(name + "-" + starts + ".log");
        return ManagedProcess.start(name, command, log);
    }

    private void awaitReady() {
        process.await("it is ready", READY, () -> ready.test(this));
    }

    /** Whether an HTTP GET is answered with status 200. */
    public static boolean answers(String url) {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url)).timeout(PATIENCE).build();
        try {
            return CLIENT.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking " + url, e);
        }
    }

    /** Whether a message to a TCP port is answered with this text first. */
    static boolean answers(String host, int port, byte[] message, String expected) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), (int) PATIENCE.toMillis());
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.getOutputStream().write(message);
            InputStream answer = socket.getInputStream();
            return new String(answer.readNBytes(expected.length()), StandardCharsets.US_ASCII).equals(expected);
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Creates a directory of the daemon's own in that of a test. */
    static Path directory(Path parent, String name) {
        try {
            return Files.createDirectories(parent.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
