package com.renderowl.monitoring.config;

import com.renderowl.monitoring.capacity.MeasuredCosts;
import java.math.BigDecimal;

/**
 * What the stack's Prometheus is expected to hold; {@link CapacityChecks} compares it with what Prometheus is given.
 *
 * @param expectedSeries how many series are active at a time, over all shards
 * @param bytesPerSample what a sample takes on disk, once compaction has merged its block
 */
public record CapacityConfig(int expectedSeries, BigDecimal bytesPerSample) {

    private static final Syntax<Integer> SERIES = Syntax.integer(1, 100_000_000);

    private static final Syntax<BigDecimal> BYTES_PER_SAMPLE = Syntax.decimal("0.1", "32");

    static CapacityConfig read(ObjectReader reader, Platform platform) {
        CapacityConfig config = new CapacityConfig(
                reader.key(
                                "expectedSeries",
                                "How many series are active at a time (prometheus_tsdb_head_series), over all shards;"
                                        + " 25000 on the platform docker")
                        .value(SERIES, expectedSeries(platform)),
                reader.key("bytesPerSample", "What a sample takes on disk; docs/capacity.md says how to measure yours")
                        .value(BYTES_PER_SAMPLE, MeasuredCosts.BLOCK_BYTES_PER_SAMPLE));
        reader.refuseUnknownKeys();
        return config;
    }

    /** What the default retention and size hold with a third to spare. */
    private static int expectedSeries(Platform platform) {
        return switch (platform) {
            case KUBERNETES, OPERATOR -> 50_000;
            case DOCKER -> 25_000;
        };
    }

    /** How many of the series one of several shards has, if they are spread evenly. */
    int seriesOf(int shards) {
        return (expectedSeries + shards - 1) / shards;
    }
}
