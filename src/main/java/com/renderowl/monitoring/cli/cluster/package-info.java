/** The cluster as the commands see it: whether it answers, and what is in it. */
@NullMarked
package com.renderowl.monitoring.cli.cluster;

import org.jspecify.annotations.NullMarked;
