package com.renderowl.monitoring.rules.promql;

import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the parts of PromQL. */
final class Promql {

    private Promql() {}

    static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"';
    }

    static String duration(long milliseconds) {
        return new PrometheusDuration(milliseconds).toString();
    }

    static String list(List<?> elements, String before, String after) {
        return elements.stream().map(Object::toString).collect(Collectors.joining(", ", before, after));
    }

    /** Parentheses around every inner operation, so that no precedence has to be known. */
    static String operand(Expression expression) {
        return expression instanceof Expression.Binary ? "(" + expression + ")" : expression.toString();
    }
}
