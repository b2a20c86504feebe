package com.renderowl.monitoring.config;

import java.util.List;

/** The names of the scrape jobs that the stack brings itself; no application may take one of them. */
public final class ReservedJobs {

    /** Prometheus scraping itself. */
    public static final String PROMETHEUS = "prometheus";

    /** Alertmanager. */
    public static final String ALERTMANAGER = "alertmanager";

    /** The node exporters. */
    public static final String NODE_EXPORTER = "node-exporter";

    /** The PostgreSQL exporter. */
    public static final String POSTGRES_EXPORTER = "postgres-exporter";

    /** The Redis exporter. */
    public static final String REDIS_EXPORTER = "redis-exporter";

    /** All of them. */
    public static final List<String> ALL =
            List.of(PROMETHEUS, ALERTMANAGER, NODE_EXPORTER, POSTGRES_EXPORTER, REDIS_EXPORTER);

    private ReservedJobs() {}
}
