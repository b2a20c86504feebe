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
    static final double HEAD_BYTES_PER_SAMPLE = 1.35;

    /** Resident memory of a Prometheus without series, at its largest: the program, scrapes, compaction. */
    static final long MEMORY_BASE_BYTES = 150L << 20;

    /** Resident memory of a series: its labels, its open chunk, index and scrape cache, and the garbage beside them. */
    static final long MEMORY_BYTES_PER_SERIES = 5_325;

    private MeasuredCosts() {}
}
