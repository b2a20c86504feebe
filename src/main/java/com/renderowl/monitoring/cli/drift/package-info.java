/** What is not in a cluster, or on an engine, as it was deployed. */
@NullMarked
package com.renderowl.monitoring.cli.drift;

import org.jspecify.annotations.NullMarked;
