package com.renderowl.monitoring.cli.tiers;

import java.util.List;

/**
 * What the tests of a tier showed.
 *
 * @param tier the tier
 * @param tests how many tests ran, the skipped ones included
 * @param failed how many failed
 * @param skipped how many could not run here
 * @param seconds how long the tests took
 * @param slowest the classes that took longest, each with its time
 * @param failures which ones failed, each with what was wrong, cut short
 * @param reasons why tests were skipped, each reason once
 * @param tables what else the tests have seen, line by line
 */
public record TierResult(
        Tier tier,
        int tests,
        int failed,
        int skipped,
        double seconds,
        List<String> slowest,
        List<String> failures,
        List<String> reasons,
        List<String> tables) {

    public TierResult {
        slowest = List.copyOf(slowest);
        failures = List.copyOf(failures);
        reasons = List.copyOf(reasons);
        tables = List.copyOf(tables);
    }

    /** How many tests ran and did not fail. */
    public int passed() {
        return tests - failed - skipped;
    }
}
