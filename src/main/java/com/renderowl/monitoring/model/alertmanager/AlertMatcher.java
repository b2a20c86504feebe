package com.renderowl.monitoring.model.alertmanager;

/**
 * What a label of an alert must be.
 *
 * @param label its name
 * @param operator {@code =} for the value itself, {@code =~} for a regular expression that matches all of it
 * @param value the value or the expression
 */
public record AlertMatcher(String label, String operator, String value) {

    static AlertMatcher is(String label, String value) {
        return new AlertMatcher(label, "=", value);
    }

    static AlertMatcher matches(String label, String expression) {
        return new AlertMatcher(label, "=~", expression);
    }

    /** As Alertmanager's configuration has it. */
    @Override
    public String toString() {
        return label + operator + '"' + value + '"';
    }
}
