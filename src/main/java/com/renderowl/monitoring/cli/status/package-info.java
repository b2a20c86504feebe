/** What {@code monitoring status} looks at: how a stack that was deployed is now. */
@NullMarked
package com.renderowl.monitoring.cli.status;

import org.jspecify.annotations.NullMarked;
