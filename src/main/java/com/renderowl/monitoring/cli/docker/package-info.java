/** The Docker engine that a stack goes to: where it is, and whether it answers. */
@NullMarked
package com.renderowl.monitoring.cli.docker;

import org.jspecify.annotations.NullMarked;
