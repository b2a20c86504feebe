/**
 * Values with a unit or a syntax of their own: durations, sizes, processor shares, addresses, images, labels. Each is
 * parsed once, when the configuration is read, and is valid from then on. Imports nothing but the JDK.
 */
@NullMarked
package com.renderowl.monitoring.units;

import org.jspecify.annotations.NullMarked;
