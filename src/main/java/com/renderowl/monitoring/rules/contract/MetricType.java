package com.renderowl.monitoring.rules.contract;

import java.util.Locale;
import java.util.Optional;

/**
 * What a metric is.
 *
 * @see <a href="https://prometheus.io/docs/concepts/metric_types/">Prometheus: metric types</a>
 */
public enum MetricType {
    /** Only ever rises, but for restarts. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** Counts observations in buckets. */
    HISTOGRAM,
    /** Tells quantiles that the program itself has computed; they cannot be aggregated. */
    SUMMARY,
    /** Does not say what it is. */
    UNTYPED;

    /** The name in the contract and in what programs expose. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The type of this name. */
    static Optional<MetricType> of(String text) {
        for (MetricType type : values()) {
            if (type.text().equals(text)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }
}
