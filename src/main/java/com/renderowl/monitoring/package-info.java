/**
 * The program as a whole: {@link com.renderowl.monitoring.MonitoringProgram} is the data flow from the stack's
 * configuration over the model to a platform. It may import every other package; none of them may import it, except
 * the command line.
 */
@NullMarked
package com.renderowl.monitoring;

import org.jspecify.annotations.NullMarked;
