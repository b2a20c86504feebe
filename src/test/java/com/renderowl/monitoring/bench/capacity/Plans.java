package com.renderowl.monitoring.bench.capacity;

import com.renderowl.monitoring.capacity.CapacityDemand;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.capacity.MeasuredCosts;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;

/** Plans to compare with what is measured. */
final class Plans {

    /** Bytes of the heap that are in use with few series. */
    static final double HEAP_BASE = 28 << 20;

    /** Bytes of the heap that a series uses. */
    static final double HEAP_PER_SERIES = 2_120;

    private Plans() {}

    /**
     * How many bytes of the heap so many series use. No plan says that; but it is the part of the memory that does not
     * depend on when garbage is collected, so it can be compared on a busy machine.
     */
    static double heapInUse(int series) {
        return HEAP_BASE + series * HEAP_PER_SERIES;
    }

    /** The plan of a server of the staging stack with this number of series. */
    static CapacityPlan of(int series) {
        return CapacityPlan.of(new CapacityDemand(
                series,
                PrometheusDuration.parse("15s"),
                MeasuredCosts.BLOCK_BYTES_PER_SAMPLE,
                PrometheusDuration.parse("15d"),
                PrometheusSize.parse("10GB"),
                ByteQuantity.parse("16Gi"),
                ByteQuantity.parse("2Gi")));
    }
}
