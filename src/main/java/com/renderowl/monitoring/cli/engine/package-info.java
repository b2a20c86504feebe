/** The Pulumi engine: finding or building it, running it, serving it the program, understanding why it failed. */
@NullMarked
package com.renderowl.monitoring.cli.engine;

import org.jspecify.annotations.NullMarked;
