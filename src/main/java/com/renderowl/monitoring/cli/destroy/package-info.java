/** What {@code destroy} deletes in a cluster, and what stays. */
@NullMarked
package com.renderowl.monitoring.cli.destroy;

import org.jspecify.annotations.NullMarked;
