package com.renderowl.monitoring.rules.contract;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who exposes a metric. */
public enum MetricSource {
    /** The Go backend. */
    BACKEND,
    /** The node exporter. */
    NODE_EXPORTER,
    /** The PostgreSQL exporter. */
    POSTGRES_EXPORTER,
    /** The Redis exporter. */
    REDIS_EXPORTER,
    /** Prometheus itself. */
    PROMETHEUS,
    /** Nobody: Prometheus writes it for every target that it scrapes. */
    SCRAPE;

    /** The name in the contract, such as {@code node-exporter}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The source of this name. */
    static Optional<MetricSource> of(String id) {
        return Arrays.stream(values()).filter(source -> source.id().equals(id)).findFirst();
    }
}
