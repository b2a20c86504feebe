package com.renderowl.monitoring;

import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.config.CapacityChecks;
import com.renderowl.monitoring.config.StackConfig;
import java.util.Locale;
import java.util.Optional;

/** The capacity plan in a line, for whoever previews or deploys a stack. */
final class PlannedCapacity {

    private PlannedCapacity() {}

    /** The line; empty where the stack has no Prometheus of its own. */
    static Optional<String> of(StackConfig config) {
        return CapacityChecks.plan(config).map(plan -> line(plan, config.stack()));
    }

    private static String line(CapacityPlan plan, String stack) {
        return String.format(
                Locale.ROOT,
                "Capacity: %,d series are planned for, with %.0f%% of Prometheus' memory and %.0f%% of its disk; %,d would"
                        + " fit. './monitoring plan %s' says more.",
                plan.demand().series(),
                100.0 * plan.memory() / plan.usableMemory(),
                100.0 * plan.disk().total() / plan.demand().retentionSize().bytes(),
                CapacityPlan.rounded(plan.mostSeries()),
                stack);
    }
}
