package com.renderowl.monitoring.dashboards;

import java.util.Set;

/** A dashboard of the program that asks for unknown metrics; the message says which, and what to do. */
public final class InvalidDashboardException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidDashboardException(String id, Set<String> unknown) {
        super("The dashboard dashboards/" + id + ".json asks for metrics that nobody exposes; nothing was changed.\n  "
                + String.join(", ", unknown)
                + "\n  allowed: the metrics of src/main/resources/metrics.yaml, and what the rules record"
                + "\n  fix: correct src/main/resources/dashboards/" + id + ".json, or add the metric to the contract");
    }
}
