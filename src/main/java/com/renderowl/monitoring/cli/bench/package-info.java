/** Starts the benchmarks, which live beside the tests. Imports the command line's support only. */
@NullMarked
package com.renderowl.monitoring.cli.bench;

import org.jspecify.annotations.NullMarked;
