/**
 * How many series a Prometheus can hold, for how long: arithmetic over measured costs. It knows no configuration, no
 * Pulumi and no platform, so that the reader of the configuration can refuse what does not fit. Imports units only.
 */
@NullMarked
package com.renderowl.monitoring.capacity;

import org.jspecify.annotations.NullMarked;
