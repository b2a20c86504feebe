package com.renderowl.monitoring.bench.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a number of series costs in memory, over what happens to a Prometheus: it takes samples at full speed, scrapes, cuts
 * a block off, is killed and starts again.
 *
 * @param series how many series
 * @param heapInUse bytes of the heap that are in use with all series in memory, as long as that lasts, and scraped
 * @param memory the most bytes that Go had taken and not given back
 * @param resident the most bytes of the process that were in memory
 * @param secondsToReady from the kill until it answered again
 */
record MemoryTrial(int series, double heapInUse, double memory, double resident, double secondsToReady) {

    /** Samples of each series in a request; more than the one of a scrape, to be faster. */
    private static final int BATCH = 10;

    /** So often that every cache is filled. */
    private static final int SCRAPES = 8;

    /** After three hours a block is cut off, which is not to happen before the trial wants it. */
    private static final Duration LONGEST_HISTORY = Duration.ofMinutes(172);

    /** The whole of it. */
    static MemoryTrial run(int series, List<Long> memoryLimit) {
        try (MeasuredPrometheus prometheus = new MeasuredPrometheus(series, memoryLimit)) {
            double heapInUse = fill(prometheus, LONGEST_HISTORY);
            prometheus.cutOff();
            long killed = System.nanoTime();
            prometheus.crash();
            double secondsToReady = (System.nanoTime() - killed) / 1e9;
            prometheus.scrape(1);
            Watch watch = prometheus.watch();
            return new MemoryTrial(series, heapInUse, watch.memory(), watch.resident(), secondsToReady);
        }
    }

    /**
     * Gives it a past and has it scraped.
     *
     * @return bytes of the heap in use then
     */
    static double fill(MeasuredPrometheus prometheus, Duration history) {
        Instant now = Instant.now();
        prometheus.write(now.minus(history), now, BATCH);
        prometheus.scrape(SCRAPES);
        return prometheus.figuresWithoutGarbage().heapInUse();
    }
}
