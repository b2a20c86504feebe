package com.renderowl.monitoring.dashboards;

import java.util.Locale;

/** What dashboards are about; each has a file. A stack has those about what it scrapes: others would stay empty. */
public enum DashboardSubject {
    /** The whole platform. */
    OVERVIEW,
    /** The backend's requests. */
    BACKEND,
    /** The video renders. */
    RENDERING,
    /** The nodes, by the node exporter. */
    NODES,
    /** PostgreSQL, by its exporter. */
    POSTGRESQL,
    /** Redis, by its exporter. */
    REDIS,
    /** Prometheus itself. */
    PROMETHEUS;

    /** The short name, such as {@code backend}, of which the names of its file and of its objects are made. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The dashboard's identity in Grafana and in links to it, such as {@code renderowl-backend}; it never changes. */
    public String uid() {
        return "renderowl-" + id();
    }
}
