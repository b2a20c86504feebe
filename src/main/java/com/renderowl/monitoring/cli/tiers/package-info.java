/** Runs the project's tests, tier by tier: what each needs, what it showed. Imports the command line's support only. */
@NullMarked
package com.renderowl.monitoring.cli.tiers;

import org.jspecify.annotations.NullMarked;
