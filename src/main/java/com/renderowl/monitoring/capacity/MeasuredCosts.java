package com.renderowl.monitoring.capacity;

import java.math.BigDecimal;

/**
 * What a series and a sample cost a Prometheus 3.16.0, measured by {@code ./monitoring bench capacity} with series like those of
 * the platform; {@code docs/capacity.md} has the figures, the day and the machine. A test compares them with a real
 * Prometheus.
 */
public final class MeasuredCosts {

    /** Bytes of a sample in a block that compaction has merged, its share of the index among them. */
    public static final BigDecimal BLOCK_BYTES_PER_SAMPLE = new BigDecimal("1.43");

    /** Bytes of a sample in the write-ahead log, compressed as by default. */
    public static final double LOG_BYTES_PER_SAMPLE = 6.0;

    /** Bytes of a sample in the files of the newest chunks, which are mapped into memory. */
    public static final double HEAD_BYTES_PER_SAMPLE = 1.35;

    /** Bytes of the heap that are in use without any series. */
    public static final long HEAP_BASE_BYTES = 14L << 20;

    /** Bytes of the heap that a series uses: its labels twice, its open chunk, its places in index and scrape cache. */
    public static final long HEAP_BYTES_PER_SERIES = 2400;

    /**
     * How far the heap grows before garbage is collected: by the 75% that Prometheus sets as {@code GOGC}.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/">runtime.gogc</a>
     */
    static final double HEAP_GROWTH = 1.75;

    /** Bytes for work in progress and for Go's own needs: scrapes, compaction, reading the log at start. */
    static final long WORK_BYTES = 105L << 20;

    private MeasuredCosts() {}
}
