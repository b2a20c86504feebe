package com.renderowl.monitoring.model;

import org.jspecify.annotations.Nullable;

/**
 * An exporter that the stack runs, with what it connects to.
 *
 * @param workload what runs
 * @param database what it reads its figures from, or null when that is the node itself
 * @param databasePort where that listens; not used without a database
 */
record Exporter(Workload workload, @Nullable Party database, int databasePort) {}
