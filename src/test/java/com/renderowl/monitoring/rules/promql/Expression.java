package com.renderowl.monitoring.rules.promql;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A PromQL expression. Its text, from {@link #toString}, is PromQL again. */
public sealed interface Expression {

    /** The expressions of which it consists. */
    default List<Expression> children() {
        return List.of();
    }

    /** The same with other ones in their place, as many of them. */
    default Expression withChildren(List<Expression> changed) {
        return this;
    }

    /** It and everything in it. */
    default Stream<Expression> all() {
        return Stream.concat(Stream.of(this), children().stream().flatMap(Expression::all));
    }

    /** A number, as Prometheus writes it. */
    record Number(String text) implements Expression {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A text between quotes. */
    record Text(String value) implements Expression {
        @Override
        public String toString() {
            return Promql.quoted(value);
        }
    }

    /**
     * Series of a name.
     *
     * @param rangeMilliseconds 0 for their newest samples alone
     * @param offsetMilliseconds how long ago
     */
    record Selector(String name, List<Matcher> matchers, long rangeMilliseconds, long offsetMilliseconds)
            implements Expression {
        @Override
        public String toString() {
            return name
                    + (matchers.isEmpty() ? "" : Promql.list(matchers, "{", "}"))
                    + (rangeMilliseconds == 0 ? "" : "[" + Promql.duration(rangeMilliseconds) + "]")
                    + (offsetMilliseconds == 0 ? "" : " offset " + Promql.duration(offsetMilliseconds));
        }
    }

    /** What a label must be. */
    record Matcher(String label, String operator, String value) {
        @Override
        public String toString() {
            return label + operator + Promql.quoted(value);
        }
    }

    /** Many series made one, for each combination of some labels, or of all but some. */
    record Aggregation(String operator, boolean without, List<String> labels, Expression inner) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(inner);
        }

        @Override
        public Expression withChildren(List<Expression> changed) {
            return new Aggregation(operator, without, labels, changed.get(0));
        }

        @Override
        public String toString() {
            String grouping = labels.isEmpty() && !without
                    ? ""
                    : (without ? " without " : " by ") + Promql.list(labels, "(", ")");
            return operator + grouping + " (" + inner + ")";
        }
    }

    /** A function's result. */
    record Call(String function, List<Expression> arguments) implements Expression {
        @Override
        public List<Expression> children() {
            return arguments;
        }

        @Override
        public Expression withChildren(List<Expression> changed) {
            return new Call(function, List.copyOf(changed));
        }

        @Override
        public String toString() {
            return function + Promql.list(arguments, "(", ")");
        }
    }

    /** Two sides and what joins them. */
    record Binary(String operator, boolean bool, Matching matching, Expression left, Expression right)
            implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(left, right);
        }

        @Override
        public Expression withChildren(List<Expression> changed) {
            return new Binary(operator, bool, matching, changed.get(0), changed.get(1));
        }

        @Override
        public String toString() {
            return Promql.operand(left) + " " + operator + (bool ? " bool" : "") + matching + " "
                    + Promql.operand(right);
        }
    }

    /**
     * By which labels the sides' series are paired.
     *
     * @param on whether by these alone, or by all but these
     */
    record Matching(boolean on, List<String> labels) {
        @Override
        public String toString() {
            if (!on && labels.isEmpty()) {
                return "";
            }
            return (on ? " on " : " ignoring ") + Promql.list(labels, "(", ")");
        }
    }

    /** What stands between parentheses. */
    record Parentheses(Expression inner) implements Expression {
        @Override
        public List<Expression> children() {
            return List.of(inner);
        }

        @Override
        public Expression withChildren(List<Expression> changed) {
            return new Parentheses(changed.get(0));
        }

        @Override
        public String toString() {
            return "(" + inner + ")";
        }
    }

    /** The same list with another element at a place. */
    static <T> List<T> replaced(List<T> list, int index, T element) {
        List<T> changed = new ArrayList<>(list);
        changed.set(index, element);
        return List.copyOf(changed);
    }

    /** The same list without the element at a place. */
    static <T> List<T> without(List<T> list, int index) {
        List<T> changed = new ArrayList<>(list);
        changed.remove(index);
        return List.copyOf(changed);
    }
}
