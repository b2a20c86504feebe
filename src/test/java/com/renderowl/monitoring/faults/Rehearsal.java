package com.renderowl.monitoring.faults;

/** How the stack is configured for faults: as for real use, but twenty times as fast. */
final class Rehearsal {

    /**
     * All durations of the rules are divided by 20: a `for` of 1 minute takes 3 seconds, a window of 5 minutes holds 15
     * seconds. Scrapes come every 2 seconds instead of 15, so that such a window has samples enough.
     */
    static final String SETTINGS = withMemoryRatio("0.85");

    private Rehearsal() {}

    /** The same with another threshold of HighMemoryUsage. */
    static String withMemoryRatio(String ratio) {
        return """
            prometheus: {scrapeInterval: 2s, scrapeTimeout: 2s, evaluationInterval: 1s}
            alerts: {timeDivisor: 20, memoryRatio: %s}
            """
                .formatted(ratio);
    }
}
