/** Tests of the metric contract, and of the rules' queries against it. */
@NullMarked
package com.renderowl.monitoring.rules.contract;

import org.jspecify.annotations.NullMarked;
