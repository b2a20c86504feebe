package com.renderowl.monitoring.bench.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What a number of series costs in memory, over what happens to a Prometheus: it takes three hours of samples, scrapes, cuts
 * a block off, is killed and starts again.
 *
 * @param series how many series
 * @param heapInUse bytes of the heap that are in use with all series in memory for three hours
 * @param scraped the same with what scraping them adds, after the cut
 * @param memory the most bytes that Go had taken
 * @param resident the most bytes of the process in memory
 * @param secondsToReady from the kill until it answered again
 */
record MemoryTrial(
        int series, double heapInUse, double scraped, double memory, double resident, double secondsToReady) {

    /** Fills requests; each then holds ten samples of each series of a target, which is faster than a scrape's one. */
    private static final int BATCH = 10;

    private static final long BLOCK_SECONDS = Duration.ofHours(2).toSeconds();
    private static final long HEAD_SECONDS = Duration.ofHours(3).toSeconds();

    static MemoryTrial run(int series, List<Long> memoryLimit) {
        try (MeasuredPrometheus prometheus = new MeasuredPrometheus(series, memoryLimit)) {
            // From a block's start to the last moment before one is cut off.
            long now = Instant.now().getEpochSecond();
            Instant start = Instant.ofEpochSecond((now - HEAD_SECONDS) / BLOCK_SECONDS * BLOCK_SECONDS);
            prometheus.write(start, start.plusSeconds(HEAD_SECONDS), BATCH);
            double filled = prometheus.figuresWithoutGarbage().heapInUse();
            // The first scrape is past the three hours.
            prometheus.scrape();
            prometheus.await("a block is cut off", figures -> figures.blockBytes() > 0);
            double scraped = prometheus.figuresWithoutGarbage().heapInUse();
            long killed = System.nanoTime();
            prometheus.crash();
            double secondsToReady = (System.nanoTime() - killed) / 1e9;
            prometheus.scrape();
            Watch watch = prometheus.watch();
            return new MemoryTrial(series, filled, scraped, watch.memory(), watch.resident(), secondsToReady);
        }
    }
}
