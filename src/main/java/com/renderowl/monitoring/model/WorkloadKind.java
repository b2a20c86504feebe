package com.renderowl.monitoring.model;

/** How a workload is spread and updated. */
public enum WorkloadKind {
    /** One instance that owns a volume; the old one ends before the new one starts. */
    SINGLE_WITH_VOLUME,
    /** One instance without state; the new one starts before the old one ends. */
    SINGLE_STATELESS,
    /** One instance on every node. */
    EVERY_NODE
}
