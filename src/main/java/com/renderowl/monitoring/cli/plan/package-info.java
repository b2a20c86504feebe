/** What the command {@code plan} shows. It imports configuration and capacity, and nothing else of the command line. */
@NullMarked
package com.renderowl.monitoring.cli.plan;

import org.jspecify.annotations.NullMarked;
