/**
 * What Prometheus reads: its configuration and web configuration, typed, and rendered to the same bytes for the same
 * model. Imports {@code config}, {@code units} and the rest of {@code model}; no Pulumi.
 */
@NullMarked
package com.renderowl.monitoring.model.prometheus;

import org.jspecify.annotations.NullMarked;
