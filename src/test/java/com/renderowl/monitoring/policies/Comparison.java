package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.model.reach.Cell;
import com.renderowl.monitoring.model.reach.Verdict;
import java.util.List;

/**
 * The cells of a matrix beside what the analyser says.
 *
 * @param allowed cells that pass because the stack needs them
 * @param denied cells that a policy stops
 * @param open cells that no policy stops
 * @param wrong cells in which the two differ
 */
record Comparison(long allowed, long denied, long open, List<Cell> wrong) {

    /** How many cells were compared. */
    long cells() {
        return allowed + denied + open;
    }

    /** Compares what has to be with what the analyser makes of some policies. */
    static Comparison of(ExpectedCells expected, Connectivity connectivity) {
        return new Comparison(
                expected.count(Verdict.Allowed.class),
                expected.count(Verdict.Denied.class),
                expected.count(Verdict.Open.class),
                expected.wrongIn(connectivity).toList());
    }
}
