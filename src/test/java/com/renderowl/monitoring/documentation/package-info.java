/** Checks of what README.md and the files under {@code docs} say. */
@NullMarked
package com.renderowl.monitoring.documentation;

import org.jspecify.annotations.NullMarked;
