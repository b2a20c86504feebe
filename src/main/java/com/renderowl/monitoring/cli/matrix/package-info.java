/** How {@code monitoring matrix} shows who can connect to whom. */
@NullMarked
package com.renderowl.monitoring.cli.matrix;

import org.jspecify.annotations.NullMarked;
