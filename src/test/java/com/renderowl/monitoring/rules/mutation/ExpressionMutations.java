package com.renderowl.monitoring.rules.mutation;

import com.renderowl.monitoring.rules.contract.MetricContract;
import com.renderowl.monitoring.rules.promql.Expression;
import com.renderowl.monitoring.rules.promql.Expression.Aggregation;
import com.renderowl.monitoring.rules.promql.Expression.Binary;
import com.renderowl.monitoring.rules.promql.Expression.Call;
import com.renderowl.monitoring.rules.promql.Expression.Matcher;
import com.renderowl.monitoring.rules.promql.Expression.Matching;
import com.renderowl.monitoring.rules.promql.Expression.Number;
import com.renderowl.monitoring.rules.promql.Expression.Selector;
import com.renderowl.monitoring.rules.promql.Expression.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;

/** Every way to get an expression slightly wrong. Not all results are valid PromQL. */
final class ExpressionMutations {

    private static final List<String> COMPARISONS = List.of("==", "!=", ">", "<", ">=", "<=");

    private static final List<String> ARITHMETIC = List.of("+", "-", "*", "/");

    private static final List<String> SETS = List.of("and", "or", "unless");

    private static final List<String> AGGREGATIONS = List.of("sum", "min", "max", "avg", "count");

    private static final List<List<String>> FUNCTIONS = List.of(
            List.of("rate", "increase", "irate", "delta"), List.of("predict_linear", "deriv"), List.of("absent"));

    private static final Map<String, String> OPPOSITE = Map.of("=", "!=", "!=", "=", "=~", "!~", "!~", "=~");

    private ExpressionMutations() {}

    /**
     * A changed expression.
     *
     * @param what what was changed
     */
    record Change(String what, Expression expression) {}

    /** All changes of an expression and of everything in it, one at a time. */
    static List<Change> of(Expression expression) {
        List<Change> changes = new ArrayList<>(own(expression));
        for (int index = 0; index < expression.children().size(); index++) {
            int place = index;
            of(expression.children().get(index))
                    .forEach(change -> changes.add(new Change(
                            change.what,
                            expression.withChildren(
                                    Expression.replaced(expression.children(), place, change.expression)))));
        }
        return changes;
    }

    private static List<Change> own(Expression expression) {
        if (expression instanceof Number number) {
            return numbers(number);
        }
        if (expression instanceof Text text) {
            return List.of(new Change("another text instead of: " + text, new Text("mutant")));
        }
        if (expression instanceof Selector selector) {
            return SelectorMutations.of(selector);
        }
        if (expression instanceof Aggregation aggregation) {
            return aggregations(aggregation);
        }
        if (expression instanceof Binary binary) {
            return operations(binary);
        }
        if (expression instanceof Call call) {
            return calls(call);
        }
        return List.of();
    }

    /** A little more, and a little less: 5%, or one where that would be nothing. */
    private static List<Change> numbers(Number number) {
        BigDecimal value = new BigDecimal(number.text());
        BigDecimal step = value.signum() == 0 ? BigDecimal.ONE : value.abs().multiply(new BigDecimal("0.05"));
        return List.of(
                new Change("more than " + number, new Number(value.add(step).toPlainString())),
                new Change(
                        "less than " + number, new Number(value.subtract(step).toPlainString())));
    }

    private static List<Change> aggregations(Aggregation aggregation) {
        List<Change> changes = new ArrayList<>();
        List<String> labels = aggregation.labels();
        boolean without = aggregation.without();
        Expression inner = aggregation.inner();
        for (String other : others(AGGREGATIONS, aggregation.operator())) {
            changes.add(
                    new Change(other + " instead of: " + aggregation, new Aggregation(other, without, labels, inner)));
        }
        for (int index = 0; index < labels.size(); index++) {
            changes.add(new Change(
                    "without the label " + labels.get(index) + ": " + aggregation,
                    new Aggregation(aggregation.operator(), without, Expression.without(labels, index), inner)));
        }
        for (String label : new TreeSet<>(MetricContract.TARGET_LABELS)) {
            if (!labels.contains(label)) {
                List<String> more = new ArrayList<>(labels);
                more.add(label);
                changes.add(new Change(
                        "with the label " + label + ": " + aggregation,
                        new Aggregation(aggregation.operator(), without, more, inner)));
            }
        }
        changes.add(new Change(
                (without ? "by" : "without") + " these labels: " + aggregation,
                new Aggregation(aggregation.operator(), !without, labels, inner)));
        changes.add(new Change("not aggregated: " + aggregation, inner));
        return changes;
    }

    private static List<Change> operations(Binary binary) {
        List<Change> changes = new ArrayList<>();
        for (List<String> family : List.of(COMPARISONS, ARITHMETIC, SETS)) {
            for (String other : others(family, binary.operator())) {
                changes.add(new Change(
                        other + " instead of " + binary.operator() + ": " + binary,
                        new Binary(other, binary.bool(), binary.matching(), binary.left(), binary.right())));
            }
        }
        changes.add(new Change("only the left of: " + binary, binary.left()));
        changes.add(new Change("only the right of: " + binary, binary.right()));
        if (COMPARISONS.contains(binary.operator())) {
            changes.add(new Change(
                    "0 or 1 instead of a filter: " + binary,
                    new Binary(binary.operator(), !binary.bool(), binary.matching(), binary.left(), binary.right())));
        }
        changes.addAll(matchings(binary));
        return changes;
    }

    private static List<Change> matchings(Binary binary) {
        List<Change> changes = new ArrayList<>();
        Matching matching = binary.matching();
        Function<Matching, Expression> with =
                changed -> new Binary(binary.operator(), binary.bool(), changed, binary.left(), binary.right());
        for (int index = 0; index < matching.labels().size(); index++) {
            changes.add(new Change(
                    "without matching " + matching.labels().get(index) + ": " + binary,
                    with.apply(new Matching(matching.on(), Expression.without(matching.labels(), index)))));
        }
        if (!matching.labels().isEmpty()) {
            changes.add(new Change("all labels matched: " + binary, with.apply(new Matching(false, List.of()))));
        }
        return changes;
    }

    private static List<Change> calls(Call call) {
        List<Change> changes = new ArrayList<>();
        for (List<String> family : FUNCTIONS) {
            for (String other : others(family, call.function())) {
                changes.add(new Change(other + " instead of: " + call, new Call(other, call.arguments())));
            }
        }
        for (Expression argument : call.arguments()) {
            boolean isSeries = !(argument instanceof Number || argument instanceof Text);
            if (isSeries && !(argument instanceof Selector selector && selector.rangeMilliseconds() > 0)) {
                changes.add(new Change("only what is in: " + call, argument));
            }
        }
        return changes;
    }

    /** The members of a family other than this one, or none if it is no member. */
    private static List<String> others(List<String> family, String member) {
        return family.contains(member)
                ? family.stream().filter(other -> !other.equals(member)).toList()
                : List.of();
    }

    /** Every way to select the wrong series. */
    private static final class SelectorMutations {

        private SelectorMutations() {}

        static List<Change> of(Selector selector) {
            List<Change> changes = new ArrayList<>();
            for (int index = 0; index < selector.matchers().size(); index++) {
                int place = index;
                Matcher matcher = selector.matchers().get(index);
                Function<Matcher, Expression> with = changed -> new Selector(
                        selector.name(),
                        Expression.replaced(selector.matchers(), place, changed),
                        selector.rangeMilliseconds(),
                        selector.offsetMilliseconds());
                changes.add(new Change(
                        "without " + matcher + ": " + selector,
                        new Selector(
                                selector.name(),
                                Expression.without(selector.matchers(), place),
                                selector.rangeMilliseconds(),
                                selector.offsetMilliseconds())));
                changes.add(new Change(
                        "the opposite of " + matcher + ": " + selector,
                        with.apply(new Matcher(matcher.label(), OPPOSITE.get(matcher.operator()), matcher.value()))));
                alternatives(matcher)
                        .forEach((what, changed) ->
                                changes.add(new Change(what + ": " + selector, with.apply(changed))));
            }
            changes.addAll(times(selector));
            return changes;
        }

        /** A regular expression with one alternative less, for each. */
        private static Map<String, Matcher> alternatives(Matcher matcher) {
            List<String> alternatives = Arrays.asList(matcher.value().split("\\|"));
            Map<String, Matcher> changed = new java.util.LinkedHashMap<>();
            for (int index = 0; index < alternatives.size() && alternatives.size() > 1; index++) {
                changed.put(
                        "without the alternative " + alternatives.get(index),
                        new Matcher(
                                matcher.label(),
                                matcher.operator(),
                                String.join("|", Expression.without(alternatives, index))));
            }
            return changed;
        }

        private static List<Change> times(Selector selector) {
            List<Change> changes = new ArrayList<>();
            long range = selector.rangeMilliseconds();
            long offset = selector.offsetMilliseconds();
            if (range > 0) {
                changes.add(new Change("twice the range: " + selector, with(selector, range * 2, offset)));
                changes.add(new Change("half the range: " + selector, with(selector, range / 2, offset)));
            }
            if (offset > 0) {
                changes.add(new Change("twice the offset: " + selector, with(selector, range, offset * 2)));
                changes.add(new Change("half the offset: " + selector, with(selector, range, offset / 2)));
                changes.add(new Change("no offset: " + selector, with(selector, range, 0)));
            }
            return changes;
        }

        private static Selector with(Selector selector, long range, long offset) {
            return new Selector(selector.name(), selector.matchers(), range, offset);
        }
    }
}
