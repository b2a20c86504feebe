package com.renderowl.monitoring.cli.status;

import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.doctor.Finding;
import java.util.List;

/** Whether a workload runs as its specification says. */
final class Rollout {

    private Rollout() {}

    /** The kinds of workloads. */
    enum Kind {
        DEPLOYMENT("Deployment", "deployments"),
        STATEFUL_SET("StatefulSet", "statefulsets"),
        DAEMON_SET("DaemonSet", "daemonsets");

        private final String title;
        private final String plural;

        Kind(String title, String plural) {
            this.title = title;
            this.plural = plural;
        }

        /** As objects call themselves. */
        String title() {
            return title;
        }

        /** As the API server calls them in paths. */
        String plural() {
            return plural;
        }
    }

    static Finding of(Kind kind, ClusterObject workload) {
        String subject = kind.title() + " " + workload.namespace() + "/" + workload.name();
        long wanted =
                switch (kind) {
                    case DEPLOYMENT, STATEFUL_SET -> workload.number("spec", "replicas");
                    case DAEMON_SET -> workload.number("status", "desiredNumberScheduled");
                };
        long updated =
                switch (kind) {
                    case DEPLOYMENT, STATEFUL_SET -> workload.number("status", "updatedReplicas");
                    case DAEMON_SET -> workload.number("status", "updatedNumberScheduled");
                };
        long ready =
                switch (kind) {
                    case DEPLOYMENT, STATEFUL_SET -> workload.number("status", "readyReplicas");
                    case DAEMON_SET -> workload.number("status", "numberReady");
                };
        // While pods of both versions run, the old ones may be all that are ready.
        long old = Math.max(0, workload.number("status", "replicas") - updated);
        String pods = ready + " of " + wanted + " pods ready";
        if (workload.number("status", "observedGeneration") < workload.number("metadata", "generation")) {
            return Finding.problem(subject, pods + "; its latest change has not been taken up yet");
        }
        String complaint = complaint(workload);
        if (ready >= wanted && updated >= wanted && old == 0 && complaint.isEmpty()) {
            return Finding.ok(subject, pods);
        }
        return Finding.problem(
                subject,
                pods
                        + (updated < wanted ? ", " + updated + " of the latest version" : "")
                        + (old > 0 ? ", " + old + " of an older version" : "")
                        + (complaint.isEmpty() ? "" : "\n" + complaint));
    }

    /** What the controller itself complains of, such as pods that are not admitted. */
    private static String complaint(ClusterObject workload) {
        List<ClusterObject> conditions = workload.list("status", "conditions");
        for (ClusterObject condition : conditions) {
            boolean isFailure = condition.text("type").equals("ReplicaFailure")
                    && condition.text("status").equals("True");
            boolean hasStopped = condition.text("type").equals("Progressing")
                    && condition.text("status").equals("False");
            if (isFailure || hasStopped) {
                return condition.text("reason") + ": " + condition.text("message");
            }
        }
        return "";
    }
}
