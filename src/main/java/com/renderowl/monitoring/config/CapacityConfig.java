package com.renderowl.monitoring.config;

import com.renderowl.monitoring.capacity.CapacityDemand;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.capacity.MeasuredCosts;
import java.math.BigDecimal;

/**
 * What the stack's Prometheus is expected to hold; {@link CapacityChecks} compares it with what Prometheus is given.
 *
 * @param expectedSeries how many series are active at a time, over all shards
 * @param bytesPerSample what a sample takes on disk, once compaction has merged its block
 */
public record CapacityConfig(int expectedSeries, BigDecimal bytesPerSample) {

    /** What the default retention and size hold three times, on Docker nearly twice. */
    private static final int USUAL_SERIES = 25_000;

    private static final Syntax<Integer> SERIES = Syntax.integer(1, 100_000_000);

    private static final Syntax<BigDecimal> BYTES_PER_SAMPLE = Syntax.decimal("0.1", "32");

    /**
     * Reads the section. Who expects nothing is refused nothing: then it is what fits, if the usual number does not.
     *
     * @param shards over how many servers the series are spread
     */
    static CapacityConfig read(ObjectReader reader, PrometheusConfig prometheus, int shards, Platform platform) {
        BigDecimal bytesPerSample = reader.key(
                        "bytesPerSample", "What a sample takes on disk; docs/capacity.md says how to measure yours")
                .value(BYTES_PER_SAMPLE, MeasuredCosts.BLOCK_BYTES_PER_SAMPLE);
        CapacityConfig usual = new CapacityConfig(USUAL_SERIES, bytesPerSample);
        long fitting =
                CapacityPlan.of(usual.demand(prometheus, shards, platform)).mostSeries() * shards;
        int expected = reader.key(
                        "expectedSeries",
                        "How many series are active at a time, over all shards: prometheus_tsdb_head_series; when not"
                                + " given, fewer than the default if fewer fit")
                .value(SERIES, (int) Math.max(1, Math.min(USUAL_SERIES, CapacityPlan.rounded(fitting))));
        reader.refuseUnknownKeys();
        return new CapacityConfig(expected, bytesPerSample);
    }

    /** What one of the servers is to hold, if the series are spread evenly, and what it is given for that. */
    CapacityDemand demand(PrometheusConfig prometheus, int shards, Platform platform) {
        return new CapacityDemand(
                seriesOf(shards),
                prometheus.scrapeInterval(),
                bytesPerSample,
                prometheus.retention(),
                prometheus.retentionSize(),
                switch (platform) {
                    case KUBERNETES, OPERATOR -> prometheus.volume().size();
                    // A volume there is as large as the engine's disk.
                    case DOCKER -> null;
                },
                prometheus.resources().memoryLimit());
    }

    /** How many of the series one of several shards has, if they are spread evenly. */
    int seriesOf(int shards) {
        return (expectedSeries + shards - 1) / shards;
    }
}
