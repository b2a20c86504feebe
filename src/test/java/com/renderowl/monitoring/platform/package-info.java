/**
 * The platform that the stack monitors, as far as monitoring sees it: real databases, real exporters, a reference backend
 * with real requests, and a real Prometheus with the stack's rendered files, all on loopback addresses. Needs Linux.
 */
@NullMarked
package com.renderowl.monitoring.platform;

import org.jspecify.annotations.NullMarked;
