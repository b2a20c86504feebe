package com.renderowl.monitoring.rules;

import java.util.Locale;

/** What rules are about; each has a file. A stack loads the files of what it scrapes: others would miss their targets. */
public enum RuleSubject {
    /** Whatever is scraped. */
    GENERAL,
    /** Prometheus itself. */
    PROMETHEUS,
    /** The stack's own Prometheus, beside what it is expected to hold. */
    CAPACITY,
    /** The backend, its requests and its renders. */
    BACKEND,
    /** The nodes, by the node exporter. */
    NODES,
    /** PostgreSQL, by its exporter. */
    POSTGRESQL,
    /** Redis, by its exporter. */
    REDIS;

    /** The name of its file, such as {@code backend.yaml}. */
    public String fileName() {
        return name().toLowerCase(Locale.ROOT) + ".yaml";
    }
}
