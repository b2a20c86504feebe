/**
 * Tests of the whole stack on a real node, with real containers and enforced network policies: the tier {@code node}.
 *
 * <p>{@link com.renderowl.monitoring.harness.TestNode} is the node, {@link com.renderowl.monitoring.node.NodePlatform} what is
 * monitored there, {@link com.renderowl.monitoring.node.LivePrometheus} asks Prometheus what it sees.
 */
@NullMarked
package com.renderowl.monitoring.node;

import org.jspecify.annotations.NullMarked;
