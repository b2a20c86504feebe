package com.renderowl.monitoring.rules.contract;

import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.rules.contract.MetricSeries.Part;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Every metric that rules and dashboards may rely on. */
public final class MetricContract {

    /** The labels that every series gets from its target, whoever exposes it. */
    public static final Set<String> TARGET_LABELS = Set.of("job", "instance", "namespace", "pod", "node");

    private final Map<String, Metric> metrics;

    private MetricContract(Map<String, Metric> metrics) {
        this.metrics = metrics;
    }

    /**
     * The contract under some settings: labels and bucket bounds can depend on them.
     *
     * @throws IllegalStateException with the place, when the resource is not as it must be
     */
    public static MetricContract of(RuleSettings settings) {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (Metric metric : ContractReader.read(settings)) {
            if (metrics.put(metric.name(), metric) != null) {
                throw new IllegalStateException(metric.name() + " is in the contract twice");
            }
        }
        return new MetricContract(metrics);
    }

    /** All metrics, in the order of the file. */
    public List<Metric> metrics() {
        return List.copyOf(metrics.values());
    }

    /** The metrics that a source must expose. */
    public List<Metric> metrics(MetricSource source) {
        return metrics.values().stream()
                .filter(metric -> metric.source() == source)
                .toList();
    }

    /** What a query of this name selects; empty when the contract knows no such series. */
    public Optional<MetricSeries> series(String name) {
        for (Part part : Part.values()) {
            if (name.endsWith(part.suffix())) {
                @Nullable
                Metric metric = metrics.get(
                        name.substring(0, name.length() - part.suffix().length()));
                if (metric != null && has(metric.type(), part)) {
                    return Optional.of(new MetricSeries(metric, part));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean has(MetricType type, Part part) {
        return switch (part) {
            case VALUE -> type != MetricType.HISTOGRAM;
            case BUCKET -> type == MetricType.HISTOGRAM;
            case SUM, COUNT -> type == MetricType.HISTOGRAM || type == MetricType.SUMMARY;
        };
    }
}
