/** Tests of finding a Docker engine, and of what is in the way of a stack there. */
@NullMarked
package com.renderowl.monitoring.machine;

import org.jspecify.annotations.NullMarked;
