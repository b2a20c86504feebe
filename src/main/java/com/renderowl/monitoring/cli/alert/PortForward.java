package com.renderowl.monitoring.cli.alert;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Interruption;
import com.renderowl.monitoring.cluster.KubectlRunner;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way from this machine to a pod. It ends inside the pod, so that no network policy stands in it, and {@code kubectl}
 * opens it, because that knows every way to log in to a cluster.
 */
public final class PortForward implements AutoCloseable {

    private static final Pattern FORWARDING = Pattern.compile("Forwarding from 127\\.0\\.0\\.1:(\\d+) -> .*");

    private static final int GRACE_SECONDS = 5;

    /** Longer than a pod that is starting is waited for. */
    private static final int OPENING_SECONDS = 45;

    private final Process process;
    private final int port;

    private PortForward(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /**
     * Opens a way to a Service.
     *
     * @param kubectl the program
     * @param environment of the user, who may name a kubeconfig there
     * @param context the context of the kubeconfig, or empty for the current one
     * @param namespace of the Service
     * @param service its name
     * @param servicePort its port
     * @throws CommandFailure with what kubectl says, when it can not
     */
    public static PortForward open(
            Path kubectl,
            Map<String, String> environment,
            String context,
            String namespace,
            String service,
            int servicePort) {
        List<String> command = new ArrayList<>(List.of(
                kubectl.toString(),
                "port-forward",
                "--namespace=" + namespace,
                "--address=127.0.0.1",
                "--pod-running-timeout=30s",
                "service/" + service,
                ":" + servicePort));
        if (!context.isEmpty()) {
            command.add("--context=" + context);
        }
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process;
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new CommandFailure(ExitCode.MISSING, kubectl + " cannot be started: " + e.getMessage());
        }
        Interruption.attach(process);
        try {
            return new PortForward(process, port(process));
        } catch (CommandFailure failure) {
            end(process);
            throw failure;
        }
    }

    /** Where the way begins. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    private static int port(Process process) {
        InputStream output = process.getInputStream();
        BufferedReader lines = new BufferedReader(new InputStreamReader(output, StandardCharsets.UTF_8));
        List<String> said = new ArrayList<>();
        AtomicBoolean isOpen = new AtomicBoolean();
        // A login that waits for a browser would be waited for without end.
        CompletableFuture.delayedExecutor(OPENING_SECONDS, TimeUnit.SECONDS).execute(() -> {
            if (!isOpen.get()) {
                KubectlRunner.kill(process);
            }
        });
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Matcher forwarding = FORWARDING.matcher(line);
                if (forwarding.matches()) {
                    isOpen.set(true);
                    drain(lines);
                    return Integer.parseInt(forwarding.group(1));
                }
                said.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new CommandFailure(
                ExitCode.MISSING,
                "There is no way to Alertmanager: 'kubectl port-forward' says: " + String.join(" ", said));
    }

    /** It reports every connection, and would stop when nobody reads that. */
    private static void drain(BufferedReader lines) {
        Thread thread = new Thread(
                () -> {
                    try {
                        while (lines.readLine() != null) {
                            // Nobody needs to know.
                        }
                    } catch (IOException e) {
                        // It has ended.
                        return;
                    }
                },
                "port-forward-output");
        thread.setDaemon(true);
        thread.start();
    }

    private static void end(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        } finally {
            Interruption.detach(process);
        }
    }

    @Override
    public void close() {
        end(process);
    }
}
