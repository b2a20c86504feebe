/**
 * The command {@code ./monitoring}: one class per subcommand. The start script finds Java and builds this program; all
 * the rest is here.
 */
@NullMarked
package com.renderowl.monitoring.cli;

import org.jspecify.annotations.NullMarked;
