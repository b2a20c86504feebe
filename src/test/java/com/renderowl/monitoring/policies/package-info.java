/**
 * The network policies of a stack against its matrix of who reaches whom: a static analyser has to come to the same
 * result as the connection graph, and to another one for every change of a policy.
 */
@NullMarked
package com.renderowl.monitoring.policies;

import org.jspecify.annotations.NullMarked;
