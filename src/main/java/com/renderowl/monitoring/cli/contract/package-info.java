/** Reads what a running program exposes, for {@code monitoring contract}. Imports the command line's {@code support}. */
@NullMarked
package com.renderowl.monitoring.cli.contract;

import org.jspecify.annotations.NullMarked;
