/** The stack as a component of programs in other languages: its schema, its inputs, and real programs that use it. */
@NullMarked
package com.renderowl.monitoring.component;

import org.jspecify.annotations.NullMarked;
