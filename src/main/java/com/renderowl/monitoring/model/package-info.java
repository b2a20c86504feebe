/**
 * What is to run, in no platform's terms: workloads, and the one graph of connections from which scrape jobs, Services
 * and network policies are derived. Imports {@code config} and {@code units}; no Pulumi.
 */
@NullMarked
package com.renderowl.monitoring.model;

import org.jspecify.annotations.NullMarked;
