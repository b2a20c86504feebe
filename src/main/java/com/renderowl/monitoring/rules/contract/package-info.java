/**
 * The metric contract: every metric that rules and dashboards rely on, with its type, its labels and who exposes it, in
 * the resource {@code metrics.yaml}; and the check of what a running program exposes against it. Imports {@code rules}.
 */
@NullMarked
package com.renderowl.monitoring.rules.contract;

import org.jspecify.annotations.NullMarked;
