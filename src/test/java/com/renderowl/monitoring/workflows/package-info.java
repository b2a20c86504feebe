/** Checks of the files under {@code .github}. */
@NullMarked
package com.renderowl.monitoring.workflows;

import org.jspecify.annotations.NullMarked;
