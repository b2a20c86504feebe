package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.ImageReference;

/** The one table of the images that are deployed unless the configuration names another. */
public final class Images {

    /** Prometheus. */
    public static final ImageReference PROMETHEUS = ImageReference.parse("prom/prometheus:v3.16.0");

    /** Alertmanager. */
    public static final ImageReference ALERTMANAGER = ImageReference.parse("prom/alertmanager:v0.34.2");

    /** The exporter of a node's own metrics. */
    public static final ImageReference NODE_EXPORTER = ImageReference.parse("prom/node-exporter:v1.12.1");

    /** The exporter of PostgreSQL's metrics. */
    public static final ImageReference POSTGRES_EXPORTER =
            ImageReference.parse("prometheuscommunity/postgres-exporter:v0.20.1");

    /** The exporter of Redis' metrics. */
    public static final ImageReference REDIS_EXPORTER = ImageReference.parse("oliver006/redis_exporter:v1.91.1");

    /** The Thanos sidecar, which uploads what Prometheus has. */
    public static final ImageReference THANOS = ImageReference.parse("thanosio/thanos:v0.42.5");

    /** Grafana. */
    public static final ImageReference GRAFANA = ImageReference.parse("grafana/grafana:13.2.3");

    private Images() {}
}
