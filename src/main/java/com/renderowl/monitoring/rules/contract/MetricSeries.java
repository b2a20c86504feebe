package com.renderowl.monitoring.rules.contract;

import java.util.HashSet;
import java.util.Set;

/**
 * Series of one name, as a query selects them.
 *
 * @param metric the metric that they belong to
 * @param part which of its series they are
 */
public record MetricSeries(Metric metric, Part part) {

    /** Which series of a metric. */
    public enum Part {
        /** The metric's own name. */
        VALUE(""),
        /** Observations up to a bound. */
        BUCKET("_bucket"),
        /** The sum of all observations. */
        SUM("_sum"),
        /** The number of observations. */
        COUNT("_count");

        private final String suffix;

        Part(String suffix) {
            this.suffix = suffix;
        }

        /** What stands behind the metric's name. */
        public String suffix() {
            return suffix;
        }
    }

    /** Whether the series only ever rise, so that {@code rate} means something. */
    public boolean isCounter() {
        return part != Part.VALUE || metric.type() == MetricType.COUNTER;
    }

    /** All labels that the series may have, besides those of their target. */
    public Set<String> labels() {
        Set<String> labels = new HashSet<>(metric.labels());
        labels.addAll(metric.optionalLabels());
        if (part == Part.BUCKET) {
            labels.add("le");
        }
        if (part == Part.VALUE && metric.type() == MetricType.SUMMARY) {
            labels.add("quantile");
        }
        return labels;
    }
}
