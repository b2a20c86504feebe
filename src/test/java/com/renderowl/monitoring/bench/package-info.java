/**
 * The benchmarks behind {@code ./monitoring bench}: {@link com.renderowl.monitoring.bench.Bench} is their main class. They
 * are here and not in the program, as they use the tests' control plane.
 */
@NullMarked
package com.renderowl.monitoring.bench;

import org.jspecify.annotations.NullMarked;
