/** Tests of the rules: as files, by promtool, against the metric contract, and of those tests themselves by mutation. */
@NullMarked
package com.renderowl.monitoring.rules;

import org.jspecify.annotations.NullMarked;
