package com.renderowl.monitoring.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks with kubectl, which knows every way to log in to a cluster. Only names of keys leave it: a Secret that is read by the
 * engine would be in the stack's state.
 */
public final class KubectlLookup implements ObjectLookup {

    /** The program's name. */
    public static final String PROGRAM = "kubectl";

    private static final Duration DEADLINE = Duration.ofSeconds(20);

    private static final String KEYS = "go-template={{range $key, $value := .data}}{{$key}}{{\"\\n\"}}{{end}}";

    private final KubectlRunner kubectl;
    private final Duration deadline;

    /** Set once kubectl was late: it would be again for each object. */
    private String late = "";

    /**
     * Asks as the user would, 20 seconds at most for an object.
     *
     * @param kubectl the user's program
     */
    public KubectlLookup(KubectlRunner kubectl) {
        this(kubectl, DEADLINE);
    }

    KubectlLookup(KubectlRunner kubectl, Duration deadline) {
        this.kubectl = kubectl;
        this.deadline = deadline;
    }

    @Override
    public Answer find(String context, String kind, String namespace, String name, List<String> keys) {
        if (!late.isEmpty()) {
            return unknown(late);
        }
        List<String> line = new ArrayList<>(List.of(
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
        try {
            KubectlRunner.Result result = kubectl.run(line, deadline);
            if (!result.late().isZero()) {
                late = result.complaint();
            }
            if (!result.isSuccess()) {
                return unknown(result.complaint());
            }
            return new Answer(
                    result.output().lines().toList().containsAll(keys) ? Presence.PRESENT : Presence.ABSENT, "");
        } catch (IOException e) {
            return unknown("kubectl cannot be run: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return unknown("");
        }
    }

    private static Answer unknown(String reason) {
        return new Answer(Presence.UNKNOWN, reason);
    }
}
