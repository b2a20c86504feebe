package com.renderowl.monitoring.cli.status;

import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.doctor.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the operator itself says of a custom resource. */
final class OperatedResource {

    /** What it says of everything that it runs. */
    private static final List<String> EXPECTED = List.of("Available", "Reconciled");

    private OperatedResource() {}

    /**
     * A resource of which the operator makes pods.
     *
     * @param kind such as {@code Prometheus}
     */
    static Finding running(String kind, ClusterObject resource) {
        String subject = kind + " " + resource.namespace() + "/" + resource.name();
        List<ClusterObject> conditions = resource.list("status", "conditions");
        if (conditions.isEmpty()) {
            return Finding.problem(
                    subject,
                    "the operator has not taken it up: it does not run, or does not watch the namespace "
                            + resource.namespace());
        }
        List<String> wrong = new ArrayList<>();
        for (String type : EXPECTED) {
            ClusterObject condition = conditions.stream()
                    .filter(given -> given.text("type").equals(type))
                    .findFirst()
                    .orElseGet(() -> resource.part("none"));
            if (!condition.text("status").equals("True")) {
                wrong.add("not " + type + because(condition));
            } else if (condition.number("observedGeneration") < resource.number("metadata", "generation")) {
                wrong.add("its latest change has not been taken up yet (" + type + ")");
            }
        }
        return wrong.isEmpty()
                ? Finding.ok(
                        subject,
                        String.join(", ", EXPECTED) + "; " + resource.number("status", "availableReplicas") + " of "
                                + resource.number("status", "replicas") + " replicas available")
                : Finding.problem(subject, String.join("\n", wrong));
    }

    /**
     * A resource that tells the operator what to configure; what it says of one is there where its feature gate {@code
     * StatusForConfigurationResources} is on.
     *
     * @return what is wrong with it, if the operator says so
     */
    static Optional<Finding> configuring(String kind, ClusterObject resource) {
        List<String> wrong = new ArrayList<>();
        for (ClusterObject binding : resource.list("status", "bindings")) {
            for (ClusterObject condition : binding.list("conditions")) {
                if (condition.text("type").equals("Accepted")
                        && !condition.text("status").equals("True")) {
                    wrong.add("not accepted for " + binding.text("resource") + " " + binding.text("namespace") + "/"
                            + binding.text("name") + because(condition));
                }
            }
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.problem(
                        kind + " " + resource.namespace() + "/" + resource.name(), String.join("\n", wrong)));
    }

    private static String because(ClusterObject condition) {
        String reason = condition.text("reason");
        String message = condition.text("message");
        return (reason.isEmpty() ? "" : " (" + reason + ")") + (message.isEmpty() ? "" : ": " + message.strip());
    }
}
