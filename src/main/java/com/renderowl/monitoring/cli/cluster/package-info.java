/** Whether the cluster answers, found out in milliseconds. */
@NullMarked
package com.renderowl.monitoring.cli.cluster;

import org.jspecify.annotations.NullMarked;
