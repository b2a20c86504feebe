/** What is the same on every platform, and the one table of what is not. */
@NullMarked
package com.renderowl.monitoring.equality;

import org.jspecify.annotations.NullMarked;
