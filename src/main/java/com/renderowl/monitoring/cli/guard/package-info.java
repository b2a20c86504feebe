/** What an operation would lose, and whether the user has agreed to it. */
@NullMarked
package com.renderowl.monitoring.cli.guard;

import org.jspecify.annotations.NullMarked;
