/** The dashboards: what they are made of, and that their queries find something. */
@NullMarked
package com.renderowl.monitoring.dashboards;

import org.jspecify.annotations.NullMarked;
