/**
 * Tests of the rules' tests: every rule is changed in every way that matters, and some test must fail for each change.
 * The changes are made in the tree that Prometheus' own parser gives, by a generator, so none is picked by hand.
 */
@NullMarked
package com.renderowl.monitoring.rules.mutation;

import org.jspecify.annotations.NullMarked;
