package com.renderowl.monitoring.harness;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Service of a cluster at a loopback port, by {@code kubectl port-forward} as users do it; it breaks with its pod. */
public final class ForwardedService implements AutoCloseable {

    private static final Pattern FORWARDING = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) ");
    private static final Duration DEADLINE = Duration.ofMinutes(1);
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final ManagedProcess process;
    private final int port;

    private ForwardedService(ManagedProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Opens the way.
     *
     * @param service a Service, or something else that has pods, as {@code deployment/NAME}
     * @throws AssertionError with what kubectl says, if there is none
     */
    public static ForwardedService to(Cluster cluster, String namespace, String service, int servicePort) {
        Command command = cluster.kubectlCommand(
                "port-forward",
                "--namespace=" + namespace,
                "--address=127.0.0.1",
                service.contains("/") ? service : "service/" + service,
                ":" + servicePort);
        Path log = cluster.directory().resolve("forward-" + COUNT.incrementAndGet() + ".log");
        ManagedProcess process = ManagedProcess.start("kubectl port-forward", command, log);
        try {
            process.await("it forwards", DEADLINE, () -> FORWARDING
                    .matcher(process.log())
                    .find());
        } catch (AssertionError failure) {
            process.close();
            // Whoever waits for a pod that comes may try again, so the end of kubectl is not the end of that.
            throw new AssertionError(failure.getMessage(), failure);
        }
        Matcher said = FORWARDING.matcher(process.log());
        if (!said.find()) {
            throw new IllegalStateException(process.log());
        }
        return new ForwardedService(process, Integer.parseInt(said.group(1)));
    }

    /** Where the way begins. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Whether it still leads anywhere. */
    public boolean isOpen() {
        return process.alive() && !process.log().contains("lost connection");
    }

    @Override
    public void close() {
        process.kill();
    }
}
