package com.renderowl.monitoring.rules.contract;

import com.renderowl.monitoring.rules.contract.ContractFinding.Kind;
import com.renderowl.monitoring.rules.contract.Exposition.Sample;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares what a program exposes with what the contract wants of it. */
public final class ContractCheck {

    private ContractCheck() {}

    /** What is not as the contract wants it, metric by metric; empty when all is well. */
    public static List<ContractFinding> check(List<Metric> wanted, Exposition exposed) {
        List<ContractFinding> findings = new ArrayList<>();
        for (Metric metric : wanted) {
            check(metric, exposed, findings);
        }
        return List.copyOf(findings);
    }

    private static void check(Metric metric, Exposition exposed, List<ContractFinding> findings) {
        MetricType type = exposed.types().getOrDefault(metric.name(), MetricType.UNTYPED);
        String seriesName = metric.type() == MetricType.HISTOGRAM ? metric.name() + "_bucket" : metric.name();
        if (exposed.types().containsKey(metric.name()) && type != metric.type()) {
            findings.add(new ContractFinding(
                    metric.name(),
                    Kind.WRONG_TYPE,
                    "is a " + type.text() + ", but rules and dashboards need a "
                            + metric.type().text(),
                    "expose it as a " + metric.type().text() + "; " + metric.description()));
            return;
        }
        List<Sample> samples = exposed.samples().stream()
                .filter(sample -> sample.name().equals(seriesName))
                .toList();
        if (samples.isEmpty()) {
            findings.add(new ContractFinding(
                    metric.name(),
                    Kind.MISSING,
                    "is not there",
                    "expose this " + metric.type().text() + ": " + metric.description()
                            + ". If it is, cause an event that it counts first: libraries show no series before"));
            return;
        }
        checkLabels(metric, samples, findings);
        checkBounds(metric, samples, findings);
    }

    private static void checkLabels(Metric metric, List<Sample> samples, List<ContractFinding> findings) {
        for (String label : new TreeSet<>(metric.labels())) {
            if (samples.stream().anyMatch(sample -> !sample.labels().containsKey(label))) {
                findings.add(new ContractFinding(
                        metric.name(),
                        Kind.MISSING_LABEL,
                        "has series without the label " + label,
                        "give every series that label; it has "
                                + new TreeSet<>(samples.get(0).labels().keySet())));
            }
        }
    }

    private static void checkBounds(Metric metric, List<Sample> samples, List<ContractFinding> findings) {
        List<BigDecimal> bounds = samples.stream()
                .map(sample -> sample.labels().getOrDefault("le", "+Inf"))
                .filter(bound -> !bound.contains("Inf"))
                .map(BigDecimal::new)
                .sorted()
                .distinct()
                .toList();
        for (BigDecimal wanted : metric.bounds()) {
            if (bounds.stream().noneMatch(bound -> bound.compareTo(wanted) == 0)) {
                findings.add(new ContractFinding(
                        metric.name(),
                        Kind.MISSING_BOUND,
                        "has no bucket bound at " + wanted.toPlainString()
                                + ", so a quantile near it is a guess; its bounds are " + bounds,
                        "add that bound, or set the threshold to one that is there"));
            }
        }
    }
}
