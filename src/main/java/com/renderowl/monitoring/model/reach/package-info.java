/**
 * Who can connect to whom: the whole matrix, worked out from the connection graph. It is what a test compares a cluster
 * with, and so shares nothing with the code that makes network policies of the same graph.
 */
@NullMarked
package com.renderowl.monitoring.model.reach;

import org.jspecify.annotations.NullMarked;
