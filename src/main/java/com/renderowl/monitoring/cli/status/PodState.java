package com.renderowl.monitoring.cli.status;

import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Why a pod is not ready. */
final class PodState {

    private PodState() {}

    /** What is wrong with it; empty for one that is ready, or on its way out. */
    static Optional<Finding> of(ClusterObject pod) {
        if (pod.has("metadata", "deletionTimestamp") || isTrue(pod, "Ready")) {
            return Optional.empty();
        }
        List<String> reasons = new ArrayList<>();
        for (ClusterObject condition : pod.list("status", "conditions")) {
            if (condition.text("type").equals("PodScheduled")
                    && condition.text("status").equals("False")) {
                reasons.add(condition.text("reason") + ": " + condition.text("message"));
            }
        }
        for (String list : List.of("initContainerStatuses", "containerStatuses")) {
            pod.list("status", list).forEach(container -> container(container).ifPresent(reasons::add));
        }
        if (!pod.text("status", "reason").isEmpty()) {
            reasons.add(pod.text("status", "reason") + ": " + pod.text("status", "message"));
        }
        if (reasons.isEmpty()) {
            reasons.add("is " + pod.text("status", "phase") + ", and not ready yet");
        }
        return Optional.of(Finding.problem("Pod " + pod.namespace() + "/" + pod.name(), String.join("\n", reasons)));
    }

    private static Optional<String> container(ClusterObject container) {
        ClusterObject waiting = container.part("state", "waiting");
        ClusterObject ended = container.part("state", "terminated");
        ClusterObject last = container.part("lastState", "terminated");
        String name = "container " + container.text("name") + ": ";
        if (!waiting.text("reason").isEmpty()) {
            return Optional.of(name
                    + withMessage(waiting)
                    + (last.text("reason").isEmpty() ? "" : "; it had ended with " + ending(last)));
        }
        if (ended.number("exitCode") != 0) {
            return Optional.of(name + "it has ended with " + ending(ended));
        }
        boolean hasEnded = !ended.text("reason").isEmpty();
        return container.text("ready").equals("true") || hasEnded
                ? Optional.empty()
                : Optional.of(name + "it runs, and its probe does not succeed yet");
    }

    private static String withMessage(ClusterObject state) {
        return state.text("reason") + (state.text("message").isEmpty() ? "" : ": " + state.text("message"));
    }

    private static String ending(ClusterObject state) {
        return withMessage(state) + " (exit code " + state.number("exitCode") + ")";
    }

    private static boolean isTrue(ClusterObject pod, String type) {
        return pod.list("status", "conditions").stream()
                .anyMatch(condition -> condition.text("type").equals(type)
                        && condition.text("status").equals("True"));
    }
}
