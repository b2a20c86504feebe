package com.renderowl.monitoring.capacity;

import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusDuration;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.EnumSet;
import java.util.Set;

/**
 * Whether a Prometheus server can hold what is expected of it, and how much more it could.
 *
 * @param demand what is expected of it
 * @param memory bytes of memory that it needs at most, as {@code process_resident_memory_bytes} shows it
 * @param disk the room that its samples need
 */
public record CapacityPlan(CapacityDemand demand, long memory, DiskNeed disk) {

    /** What a Prometheus can run out of. */
    public enum Resource {
        /** Memory, up to its limit. */
        MEMORY,
        /** Room for samples, up to the retention size. */
        DISK
    }

    /**
     * The share of its limit that series may take. At 90%, Prometheus' own goal ({@code --auto-gomemlimit.ratio}), garbage
     * is collected ever more often; what is between is for queries and rules.
     */
    public static final double USABLE_MEMORY = 0.8;

    private static final long MEBIBYTE = 1L << 20;
    private static final double GIBIBYTE = 1L << 30;
    /** More than any Prometheus holds. */
    private static final int MOST_SERIES = 1_000_000_000;

    private static final double SECONDS_PER_DAY = 86_400;

    /** Computes the plan. */
    public static CapacityPlan of(CapacityDemand demand) {
        long memory = MeasuredCosts.MEMORY_BASE_BYTES + demand.series() * MeasuredCosts.MEMORY_BYTES_PER_SERIES;
        return new CapacityPlan(demand, memory, DiskNeed.of(demand));
    }

    /** How much memory series may take. */
    public long usableMemory() {
        return (long) (demand.memoryLimit().bytes() * USABLE_MEMORY);
    }

    /** How many series the memory is enough for. */
    public long seriesByMemory() {
        return Math.max(0, usableMemory() - MeasuredCosts.MEMORY_BASE_BYTES) / MeasuredCosts.MEMORY_BYTES_PER_SERIES;
    }

    /** How many series the retention size holds for the whole retention. */
    public long seriesByDisk() {
        int fit = 0;
        int tooMany = MOST_SERIES;
        while (tooMany - fit > 1) {
            int middle = fit + (tooMany - fit) / 2;
            if (DiskNeed.of(demand.withSeries(middle)).total()
                    <= demand.retentionSize().bytes()) {
                fit = middle;
            } else {
                tooMany = middle;
            }
        }
        return fit;
    }

    /** How many series fit. */
    public long mostSeries() {
        return Math.min(seriesByMemory(), seriesByDisk());
    }

    /** A number of series to be shown: rounded down to three digits, as costs are no more exact than that. */
    public static long rounded(long series) {
        long unit = 1;
        while (series / unit >= 1000) {
            unit *= 10;
        }
        return series / unit * unit;
    }

    /** What more series would run out of first. */
    public Resource limit() {
        return seriesByMemory() < seriesByDisk() ? Resource.MEMORY : Resource.DISK;
    }

    /** For how many days back the expected series would fit the retention size. */
    public double daysThatFit() {
        return disk.secondsIn(demand.retentionSize().bytes(), demand) / SECONDS_PER_DAY;
    }

    /** For how many days back there really are samples: the retention, unless the size ends it before. */
    public double daysKept() {
        return Math.min(demand.retention().seconds() / SECONDS_PER_DAY, daysThatFit());
    }

    /** What is too small; nothing if the plan holds. */
    public Set<Resource> shortages() {
        Set<Resource> shortages = EnumSet.noneOf(Resource.class);
        if (memory > usableMemory()) {
            shortages.add(Resource.MEMORY);
        }
        if (disk.total() > demand.retentionSize().bytes()) {
            shortages.add(Resource.DISK);
        }
        return shortages;
    }

    /** The smallest memory limit that would do, in steps of 256Mi. */
    public ByteQuantity sufficientMemoryLimit() {
        long step = 256 * MEBIBYTE;
        long steps = (long) Math.ceil(memory / USABLE_MEMORY / step);
        return new ByteQuantity(steps * step);
    }

    /** The smallest retention size that would do, in whole gigabytes of Prometheus. */
    public PrometheusSize sufficientRetentionSize() {
        return new PrometheusSize((long) Math.ceil(disk.total() / GIBIBYTE) << 30);
    }

    /** The longest retention in whole days that fits, be it none. */
    public long sufficientDays() {
        long days = (long) Math.min(daysThatFit(), demand.retention().seconds() / SECONDS_PER_DAY);
        while (days > 0 && !fitsFor(days)) {
            days--;
        }
        return days;
    }

    private boolean fitsFor(long days) {
        PrometheusDuration shorter = PrometheusDuration.parse(days + "d");
        return DiskNeed.of(demand.withRetention(shorter)).total()
                <= demand.retentionSize().bytes();
    }
}
