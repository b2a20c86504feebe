package com.renderowl.monitoring.config;

import com.renderowl.monitoring.capacity.CapacityDemand;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.capacity.VolumeShare;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compares what Prometheus is expected to hold with what it is given. */
public final class CapacityChecks {

    private static final String SERIES = "capacity.expectedSeries";
    private static final String MEMORY = "prometheus.resources.limits.memory";
    private static final String SIZE = "prometheus.retentionSize";
    private static final String VOLUME = "prometheus.volume.size";
    private static final String RETENTION = "prometheus.retention";

    /** The sections that a plan is made of: with a mistake in one of them it would be a plan of defaults. */
    private static final List<String> SOURCES = List.of("platform", "prometheus", "capacity", "operator");

    private static final double GIBIBYTE = 1L << 30;

    private CapacityChecks() {}

    /** The plan of each of the stack's Prometheus servers; empty where a Prometheus of the cluster scrapes the stack. */
    public static Optional<CapacityPlan> plan(StackConfig config) {
        if (!config.operator().deployPrometheus()) {
            return Optional.empty();
        }
        return Optional.of(CapacityPlan.of(
                config.capacity().demand(config.prometheus(), config.operator().shards(), config.platform())));
    }

    /**
     * What does not fit, a problem each.
     *
     * @param remedies how the user changes the configuration
     */
    public static List<Problem> shortages(StackConfig config, Remedies remedies) {
        return plan(config)
                .map(plan -> plan.shortages().stream()
                        .map(shortage -> switch (shortage) {
                            case MEMORY -> lackOfMemory(plan, config, remedies);
                            case DISK -> lackOfDisk(plan, config, remedies);
                        })
                        .toList())
                .orElse(List.of());
    }

    /** Whether a plan can be made although there are problems. */
    static boolean areOfOtherSections(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.path().split("[.\\[]", 2)[0])
                .noneMatch(SOURCES::contains);
    }

    private static Problem lackOfMemory(CapacityPlan plan, StackConfig config, Remedies remedies) {
        String what = String.format(
                Locale.ROOT,
                "%s needs %.2f GiB of memory, and %s is %s, of which series may take %.0f%%",
                expected(config),
                plan.memory() / GIBIBYTE,
                MEMORY,
                plan.demand().memoryLimit(),
                100 * CapacityPlan.USABLE_MEMORY);
        return new Problem(
                SERIES,
                what,
                atMost(plan.seriesByMemory(), config) + " with this memory",
                remedies.toSet(MEMORY, plan.sufficientMemoryLimit().toString()) + orFewer(plan.seriesByMemory()));
    }

    private static Problem lackOfDisk(CapacityPlan plan, StackConfig config, Remedies remedies) {
        CapacityDemand demand = plan.demand();
        String what = String.format(
                Locale.ROOT,
                "%s needs %.2f GiB of disk for a %s of %s, and %s is %s: samples would be deleted after %.1f days",
                expected(config),
                plan.disk().total() / GIBIBYTE,
                RETENTION,
                demand.retention(),
                SIZE,
                demand.retentionSize(),
                plan.daysThatFit());
        PrometheusSize size = plan.sufficientRetentionSize();
        StringBuilder fix = new StringBuilder(remedies.toSet(SIZE, size.toString()));
        ByteQuantity volume = demand.volume();
        if (volume != null && !VolumeShare.fits(size, volume)) {
            fix.append(" and ")
                    .append(remedies.toSet(VOLUME, VolumeShare.volumeFor(size).toString()));
        }
        if (plan.sufficientDays() > 0) {
            fix.append("; or ").append(remedies.toSet(RETENTION, plan.sufficientDays() + "d"));
        }
        return new Problem(
                SERIES,
                what,
                atMost(plan.seriesByDisk(), config) + " with this retention and size",
                fix.append(orFewer(plan.seriesByDisk())).toString());
    }

    private static String expected(StackConfig config) {
        int shards = config.operator().shards();
        String all = Shown.quoted(String.valueOf(config.capacity().expectedSeries()));
        return shards == 1
                ? all
                : all + ", on each of " + shards + " shards "
                        + config.capacity().seriesOf(shards) + ",";
    }

    private static String orFewer(long fitting) {
        return fitting == 0 ? "" : "; or expect fewer series";
    }

    private static String atMost(long ofServer, StackConfig config) {
        return ofServer == 0
                ? "none"
                : "at most " + CapacityPlan.rounded(ofServer * config.operator().shards());
    }
}
