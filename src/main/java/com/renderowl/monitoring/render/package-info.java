/**
 * The rendered form of a stack: from the objects that the provider wrote to files that people know how to apply. Pure,
 * but for {@link com.renderowl.monitoring.render.OutputFolder}, which writes them. It imports nothing of this project.
 */
@NullMarked
package com.renderowl.monitoring.render;

import org.jspecify.annotations.NullMarked;
