package com.renderowl.monitoring.rules.contract;

import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.contract.MetricSeries.Part;
import com.renderowl.monitoring.rules.promql.Expression;
import com.renderowl.monitoring.rules.promql.Expression.Aggregation;
import com.renderowl.monitoring.rules.promql.Expression.Binary;
import com.renderowl.monitoring.rules.promql.Expression.Call;
import com.renderowl.monitoring.rules.promql.Expression.Matcher;
import com.renderowl.monitoring.rules.promql.Expression.Number;
import com.renderowl.monitoring.rules.promql.Expression.Parentheses;
import com.renderowl.monitoring.rules.promql.Expression.Selector;
import com.renderowl.monitoring.rules.promql.Expression.Text;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks queries against the metric contract: that every metric and label is known, that rates are taken of counters and
 * of nothing else, and quantiles of buckets.
 */
public final class QueryCheck {

    private static final Set<String> FOR_COUNTERS = Set.of("rate", "increase", "irate");

    private static final Set<String> FOR_GAUGES = Set.of(
            "delta",
            "deriv",
            "idelta",
            "predict_linear",
            "avg_over_time",
            "min_over_time",
            "max_over_time",
            "sum_over_time",
            "quantile_over_time");

    /** Series of Prometheus' own, with the labels of the alerts. */
    private static final Set<String> ALERTS = Set.of("ALERTS", "ALERTS_FOR_STATE");

    private final MetricContract contract;
    private final Map<String, Values> recorded = new HashMap<>();
    private final List<String> problems = new ArrayList<>();

    /** What values are. */
    private enum Kind {
        GAUGE,
        COUNTER,
        BUCKET,
        BUCKET_RATE
    }

    /** What an expression yields: its kind, and the labels that it may have. */
    private record Values(Kind kind, Set<String> labels) {

        Values without(Set<String> gone) {
            Set<String> left = new HashSet<>(labels);
            left.removeAll(gone);
            return new Values(kind, left);
        }

        Values with(String label) {
            Set<String> more = new HashSet<>(labels);
            more.add(label);
            return new Values(kind, more);
        }
    }

    /** A check that also knows what the rule files record. */
    public QueryCheck(MetricContract contract, PromqlParser parser) {
        this.contract = contract;
        for (Rule rule : Rule.all()) {
            if (!rule.isAlert()) {
                recorded.put(rule.name(), new Values(Kind.GAUGE, values(parser.parse(rule.expression())).labels));
            }
        }
        problems.clear();
    }

    /** What is wrong with a query, in words; empty when nothing is. */
    public List<String> problems(Expression query) {
        problems.clear();
        values(query);
        return List.copyOf(problems);
    }

    private Values values(Expression expression) {
        if (expression instanceof Selector selector) {
            return selected(selector);
        }
        if (expression instanceof Parentheses parentheses) {
            return values(parentheses.inner());
        }
        if (expression instanceof Aggregation aggregation) {
            return aggregated(aggregation);
        }
        if (expression instanceof Binary binary) {
            return joined(binary);
        }
        if (expression instanceof Call call) {
            return called(call);
        }
        return new Values(Kind.GAUGE, Set.of());
    }

    private Values selected(Selector selector) {
        Values values = known(selector.name());
        for (Matcher matcher : selector.matchers()) {
            require(values, matcher.label(), selector);
        }
        return values;
    }

    private Values known(String name) {
        if (recorded.containsKey(name)) {
            return recorded.get(name);
        }
        if (ALERTS.contains(name)) {
            Set<String> labels = new HashSet<>(MetricContract.TARGET_LABELS);
            labels.addAll(Set.of("alertname", "alertstate", "severity"));
            return new Values(Kind.GAUGE, labels);
        }
        return contract.series(name).map(QueryCheck::values).orElseGet(() -> {
            problems.add(name + " is neither in the contract nor recorded");
            return new Values(Kind.GAUGE, MetricContract.TARGET_LABELS);
        });
    }

    private static Values values(MetricSeries series) {
        Set<String> labels = new HashSet<>(series.labels());
        labels.addAll(MetricContract.TARGET_LABELS);
        Kind counter = series.part() == Part.BUCKET ? Kind.BUCKET : Kind.COUNTER;
        return new Values(series.isCounter() ? counter : Kind.GAUGE, labels);
    }

    private Values aggregated(Aggregation aggregation) {
        Values inner = values(aggregation.inner());
        aggregation.labels().forEach(label -> require(inner, label, aggregation));
        Set<String> labels = Set.copyOf(aggregation.labels());
        return aggregation.without() ? inner.without(labels) : new Values(inner.kind, labels);
    }

    private Values joined(Binary binary) {
        Values left = values(binary.left());
        Values right = values(binary.right());
        for (String label : binary.matching().labels()) {
            require(left, label, binary);
            require(right, label, binary);
        }
        boolean isOne = binary.left() instanceof Number;
        Values result = isOne ? right : left;
        if (binary.operator().equals("or")) {
            Set<String> either = new HashSet<>(left.labels);
            either.addAll(right.labels);
            return new Values(left.kind, either);
        }
        return result;
    }

    private Values called(Call call) {
        List<Values> arguments = call.arguments().stream().map(this::values).toList();
        String function = call.function();
        if (FOR_COUNTERS.contains(function)) {
            Values argument = arguments.get(0);
            if (argument.kind == Kind.GAUGE) {
                problems.add(function + " of what is no counter: " + call);
            }
            return new Values(argument.kind == Kind.BUCKET ? Kind.BUCKET_RATE : Kind.GAUGE, argument.labels);
        }
        if (FOR_GAUGES.contains(function) && arguments.get(0).kind != Kind.GAUGE) {
            problems.add(function + " of a counter: " + call);
        }
        return switch (function) {
            case "histogram_quantile" -> quantile(call, arguments.get(1));
            case "label_replace" -> {
                require(arguments.get(0), text(call, 3), call);
                yield arguments.get(0).with(text(call, 1));
            }
            case "absent" -> new Values(Kind.GAUGE, arguments.get(0).labels);
            case "vector", "time", "scalar" -> new Values(Kind.GAUGE, Set.of());
            default -> arguments.get(0);
        };
    }

    private Values quantile(Call call, Values argument) {
        if (argument.kind != Kind.BUCKET_RATE || !argument.labels.contains("le")) {
            problems.add("histogram_quantile of what is no rate of buckets by le: " + call);
        }
        return new Values(Kind.GAUGE, argument.without(Set.of("le")).labels);
    }

    private static String text(Call call, int index) {
        return ((Text) call.arguments().get(index)).value();
    }

    private void require(Values values, String label, Expression place) {
        if (!values.labels.contains(label)) {
            problems.add("no label " + label + " in: " + place);
        }
    }
}
