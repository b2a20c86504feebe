package com.renderowl.monitoring.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Asks with kubectl, which knows every way to log in to a cluster. Only names of keys leave it: a Secret that is read by the
 * engine would be in the stack's state.
 */
public final class KubectlLookup implements ObjectLookup {

    /** The program's name. */
    public static final String PROGRAM = "kubectl";

    private static final int DEADLINE_SECONDS = 20;

    private static final String KEYS = "go-template={{range $key, $value := .data}}{{$key}}{{\"\\n\"}}{{end}}";

    private final String program;
    private final Map<String, String> environment;

    /**
     * Asks as the user would.
     *
     * @param program kubectl, by its name on the PATH or its path
     * @param environment of the user, which names the kubeconfig
     */
    public KubectlLookup(String program, Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Presence find(String context, String kind, String namespace, String name, List<String> keys) {
        List<String> line = new ArrayList<>(List.of(
                program,
                "get",
                kind,
                name,
                "--namespace=" + namespace,
                "--ignore-not-found",
                "--request-timeout=10s",
                "--output=" + KEYS));
        if (!context.isEmpty()) {
            line.add("--context=" + context);
        }
        ProcessBuilder builder = new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroy();
                return Presence.UNKNOWN;
            }
            return found.containsAll(keys) ? Presence.PRESENT : Presence.ABSENT;
        } catch (IOException notStarted) {
            return Presence.UNKNOWN;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Presence.UNKNOWN;
        }
    }
}
