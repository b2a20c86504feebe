package com.renderowl.monitoring.capacity;

import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one Prometheus server is to hold, and what it is given for that.
 *
 * @param series how many series are active in it
 * @param scrapeInterval how far apart a series' samples are
 * @param bytesPerSample what a sample takes in a merged block
 * @param retention for how long samples are kept
 * @param retentionSize how much room they may take
 * @param volume the volume they are on, or null where it is as large as the machine's disk
 * @param memoryLimit more memory than this it does not get
 */
public record CapacityDemand(
        int series,
        PrometheusDuration scrapeInterval,
        BigDecimal bytesPerSample,
        PrometheusDuration retention,
        PrometheusSize retentionSize,
        @Nullable ByteQuantity volume,
        ByteQuantity memoryLimit) {

    /** How many samples arrive in a second. */
    public double samplesPerSecond() {
        return series / scrapeInterval.seconds();
    }

    /** The same with another number of series. */
    CapacityDemand withSeries(int other) {
        return new CapacityDemand(other, scrapeInterval, bytesPerSample, retention, retentionSize, volume, memoryLimit);
    }

    /** The same for another retention. */
    CapacityDemand withRetention(PrometheusDuration other) {
        return new CapacityDemand(series, scrapeInterval, bytesPerSample, other, retentionSize, volume, memoryLimit);
    }
}
