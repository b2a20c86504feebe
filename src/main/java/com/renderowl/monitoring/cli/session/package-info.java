/** Where a stack's state and configuration are for this user, and what an interrupted run left there. */
@NullMarked
package com.renderowl.monitoring.cli.session;

import org.jspecify.annotations.NullMarked;
