package com.renderowl.monitoring.capacity;

import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusSize;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** How much of a volume samples may take. */
public final class VolumeShare {

    /**
     * Retention by size counts blocks and the write-ahead log but deletes blocks only, and compaction needs room for a
     * second copy of what it merges.
     *
     * @see <a href="https://prometheus.io/docs/prometheus/latest/storage/#right-sizing-retention-size">Right-sizing</a>
     */
    private static final BigDecimal LARGEST = new BigDecimal("0.8");

    private static final BigDecimal GIBIBYTE = BigDecimal.valueOf(1L << 30);

    private VolumeShare() {}

    /** Whether samples of this size may be on that volume. */
    public static boolean fits(PrometheusSize retained, ByteQuantity volume) {
        return BigDecimal.valueOf(retained.bytes())
                        .compareTo(BigDecimal.valueOf(volume.bytes()).multiply(LARGEST))
                <= 0;
    }

    /** The most that samples may take of that volume: in whole gigabytes of Prometheus, or megabytes below ten of them. */
    public static PrometheusSize largestOn(ByteQuantity volume) {
        long bytes = BigDecimal.valueOf(volume.bytes()).multiply(LARGEST).longValue();
        int unit = bytes < 10L << 30 ? 20 : 30;
        return new PrometheusSize(Math.max(1, bytes >> unit << unit));
    }

    /** The smallest volume for samples of this size, in whole gibibytes. */
    public static ByteQuantity volumeFor(PrometheusSize retained) {
        long gibibytes = BigDecimal.valueOf(retained.bytes())
                .divide(LARGEST)
                .divide(GIBIBYTE, 0, RoundingMode.CEILING)
                .longValueExact();
        return new ByteQuantity(gibibytes << 30);
    }
}
