/** Which cluster the user's environment means, and what is in it. Imports {@code units} only, and no Pulumi. */
@NullMarked
package com.renderowl.monitoring.cluster;

import org.jspecify.annotations.NullMarked;
