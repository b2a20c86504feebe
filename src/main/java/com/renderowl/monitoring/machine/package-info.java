/**
 * The Docker engine of a machine: where it is, what it says of itself, and what is in the way of a stack there. Imports
 * nothing of the program, and no Pulumi.
 */
@NullMarked
package com.renderowl.monitoring.machine;

import org.jspecify.annotations.NullMarked;
