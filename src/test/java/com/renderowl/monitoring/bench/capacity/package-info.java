/** Measures what series and samples cost a real Prometheus, and compares that with what capacity plans are made of. */
@NullMarked
package com.renderowl.monitoring.bench.capacity;

import org.jspecify.annotations.NullMarked;
