package com.renderowl.monitoring.capacity;

import com.renderowl.monitoring.units.PrometheusDuration;

/**
 * The room that samples take on disk, in bytes, when it is largest: just before the oldest block is deleted. The costs of a
 * sample are measured; for how long it is where follows from Prometheus' code.
 *
 * @param blocks merged blocks
 * @param log the write-ahead log
 * @param head the newest samples, which are in no block yet
 */
public record DiskNeed(long blocks, long log, long head) {

    private static final double HOUR = 3600;

    /** The shortest block; each further size is three times as long. */
    private static final double SHORTEST_BLOCK_SECONDS = 2 * HOUR;

    private static final int BLOCK_STEP = 3;

    /** No block is longer than this share of the retention, nor than 31 days. */
    private static final double LARGEST_BLOCK_SHARE = 0.1;

    private static final double LARGEST_BLOCK_SECONDS = 31 * 24 * HOUR;

    /** For how long the newest samples stay out of blocks: three hours, until two of them are cut off. */
    private static final double HEAD_SECONDS = 3 * HOUR;

    /**
     * For how long the write-ahead log holds samples at most. Every two hours the lower two thirds of its segments go, in
     * whole segments. Few samples fill none in that time, and then four are needed before any goes.
     *
     * @see <a href="https://github.com/prometheus/prometheus/blob/v3.16.0/tsdb/head.go">Head.truncateWAL</a>
     */
    private static final double LONG_LOG_SECONDS = 8 * HOUR;

    private static final double LOG_SECONDS = 4 * HOUR;

    private static final double FOUR_SEGMENTS = 4 * 128 * (1 << 20);

    static DiskNeed of(CapacityDemand demand) {
        double rate = demand.samplesPerSecond();
        double logged = rate * MeasuredCosts.LOG_BYTES_PER_SAMPLE;
        return new DiskNeed(
                Math.round(blockBytes(demand) * (demand.retention().seconds() + longestBlock(demand.retention()))),
                Math.round(Math.max(logged * LOG_SECONDS, Math.min(logged * LONG_LOG_SECONDS, FOUR_SEGMENTS))),
                Math.round(rate * MeasuredCosts.HEAD_BYTES_PER_SAMPLE * HEAD_SECONDS));
    }

    /** All of it; this is what Prometheus compares with its retention size. */
    public long total() {
        return blocks + log + head;
    }

    /** For how many seconds back samples are certainly there, if they may take so many bytes; zero at least. */
    double secondsIn(long bytes, CapacityDemand demand) {
        return Math.max(0, (bytes - log - head) / blockBytes(demand) - longestBlock(demand.retention()));
    }

    /**
     * How long the longest block is, in seconds. A block goes as a whole, when the last of its samples is too old, so its
     * first ones are kept for so much longer.
     *
     * @see <a href="https://github.com/prometheus/prometheus/blob/v3.16.0/cmd/prometheus/main.go">Max block size</a>
     */
    static double longestBlock(PrometheusDuration retention) {
        double bound = Math.min(LARGEST_BLOCK_SECONDS, retention.seconds() * LARGEST_BLOCK_SHARE);
        double length = SHORTEST_BLOCK_SECONDS;
        while (length * BLOCK_STEP <= bound) {
            length *= BLOCK_STEP;
        }
        return length;
    }

    /** How many bytes of blocks each second adds. */
    private static double blockBytes(CapacityDemand demand) {
        return demand.samplesPerSecond() * demand.bytesPerSample().doubleValue();
    }
}
