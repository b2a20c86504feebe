package com.renderowl.monitoring.rules.contract;

import java.math.BigDecimal;
import java.util.List;
import java.util.Set;

/**
 * A metric that rules or dashboards rely on.
 *
 * @param name its name, without {@code _bucket}, {@code _sum} and {@code _count}
 * @param type what it is
 * @param source who exposes it
 * @param labels the labels that every series of it must have, besides those of its target
 * @param optionalLabels labels that it may have and that dashboards use where it has them
 * @param bounds for a histogram, the bucket bounds that it must have
 * @param description what it tells
 */
public record Metric(
        String name,
        MetricType type,
        MetricSource source,
        Set<String> labels,
        Set<String> optionalLabels,
        List<BigDecimal> bounds,
        String description) {

    public Metric {
        labels = Set.copyOf(labels);
        optionalLabels = Set.copyOf(optionalLabels);
        bounds = List.copyOf(bounds);
    }
}
