/** What every command uses: the project's folder, the console, exit codes, interruption. It imports no other package here. */
@NullMarked
package com.renderowl.monitoring.cli.support;

import org.jspecify.annotations.NullMarked;
