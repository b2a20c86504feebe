/**
 * PromQL as trees: read from what Prometheus' own parser makes of an expression, changed by tests, and written back as
 * text.
 */
@NullMarked
package com.renderowl.monitoring.rules.promql;

import org.jspecify.annotations.NullMarked;
