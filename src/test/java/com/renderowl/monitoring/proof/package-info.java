/**
 * Proof that the stack works for real: the product's program, run by the real engine, against a real API server. What a
 * test here shows is what a user of the stack sees.
 */
@NullMarked
package com.renderowl.monitoring.proof;

import org.jspecify.annotations.NullMarked;
