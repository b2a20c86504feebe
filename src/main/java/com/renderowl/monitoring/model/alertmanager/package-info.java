/**
 * What Alertmanager reads: its configuration, typed, and rendered to the same bytes for the same model. Imports
 * {@code config}, {@code units} and the rest of {@code model}; no Pulumi.
 */
@NullMarked
package com.renderowl.monitoring.model.alertmanager;

import org.jspecify.annotations.NullMarked;
