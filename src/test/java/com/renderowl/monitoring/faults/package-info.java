/** Real faults of a real platform, and what the alerts make of them. */
@NullMarked
package com.renderowl.monitoring.faults;

import org.jspecify.annotations.NullMarked;
