/**
 * The parts of a stack that Prometheus Operator runs: monitors, rules and the Prometheus resource in place of scrape
 * configuration, rule files and a Deployment. Derived from the same model and graph as the plain objects in
 * {@code kubernetes}, which this package may use and which does not know of it.
 *
 * @see <a href="https://prometheus-operator.dev/docs/api-reference/api/">Prometheus Operator: API reference</a>
 */
@NullMarked
package com.renderowl.monitoring.kubernetes.operator;

import org.jspecify.annotations.NullMarked;
