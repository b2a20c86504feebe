/**
 * Starts the real programs that the tests run against: the engine, a Kubernetes control plane, Prometheus.
 *
 * <p>Everything lives in temporary directories and on free loopback ports, with an environment of its own, so that a
 * test never meets the user's clusters, stacks or credentials. This package imports nothing of the product except
 * {@code MonitoringProgram} and what its constructor needs.
 */
@NullMarked
package com.renderowl.monitoring.harness;

import org.jspecify.annotations.NullMarked;
