/** Which cluster the user's environment means. Imports nothing of the program, and no Pulumi. */
@NullMarked
package com.renderowl.monitoring.cluster;

import org.jspecify.annotations.NullMarked;
