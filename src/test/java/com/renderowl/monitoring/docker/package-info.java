/** Tests of the stack on a Docker engine. */
@NullMarked
package com.renderowl.monitoring.docker;

import org.jspecify.annotations.NullMarked;
