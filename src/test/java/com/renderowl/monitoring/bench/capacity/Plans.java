package com.renderowl.monitoring.bench.capacity;

import com.renderowl.monitoring.capacity.CapacityDemand;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.capacity.MeasuredCosts;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;

/** Plans to compare with what is measured. */
final class Plans {

    private Plans() {}

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
