package com.renderowl.monitoring.dashboards;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.rules.RuleSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A dashboard as Grafana reads it.
 *
 * @param name how people call it
 * @param content its JSON
 */
record Dashboard(String name, Document content) {

    /** What Grafana replaces: {@code $name}, {@code ${name}} or {@code ${name:format}}. */
    static final Pattern VARIABLE = Pattern.compile("\\$(?:\\{(?<braced>\\w+)(?::\\w+)?}|(?<plain>\\w+))");

    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((?<series>.+), (?<label>\\w+)\\)");

    /**
     * Something that a dashboard asks Prometheus.
     *
     * @param place what people call it, for the report of a failure
     * @param expression PromQL, without variables
     */
    record Query(String place, String expression) {}

    static Dashboard of(DashboardSubject subject, RuleSettings settings) {
        return parse(subject.id(), DashboardFiles.text(subject, settings));
    }

    static Dashboard parse(String name, String text) {
        return new Dashboard(name, Document.parse(text));
    }

    /** All panels but the headings of rows. */
    List<Document> panels() {
        return content.list("panels").stream()
                .filter(panel -> !panel.text("type").equals("row"))
                .toList();
    }

    List<Document> variables() {
        return content.list("templating.list");
    }

    List<Document> variables(String type) {
        return variables().stream()
                .filter(variable -> variable.text("type").equals(type))
                .toList();
    }

    /** The queries of all panels; everything is chosen in every variable. */
    List<Query> queries(String rateInterval) {
        Map<String, String> values = values(rateInterval);
        return panels().stream()
                .flatMap(panel -> panel.list("targets").stream()
                        .map(target -> new Query(
                                name + ": " + panel.text("title") + " " + target.text("refId"),
                                substituted(target.text("expr"), values))))
                .toList();
    }

    /** The queries that fill the variables, as PromQL that has a series for each choice. */
    List<Query> variableQueries() {
        Map<String, String> values = values("5m");
        return variables("query").stream()
                .map(variable -> {
                    Matcher query = LABEL_VALUES.matcher(variable.text("query.query"));
                    if (!query.matches()) {
                        throw new AssertionError("no label_values: " + variable.text("query.query"));
                    }
                    return new Query(
                            name + ": variable " + variable.text("name"),
                            "count by (" + query.group("label") + ") (" + substituted(query.group("series"), values)
                                    + ")");
                })
                .toList();
    }

    private Map<String, String> values(String rateInterval) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("__rate_interval", rateInterval);
        for (Document variable : variables()) {
            String value = variable.text(variable.text("type").equals("query") ? "allValue" : "query");
            // As Grafana's data source does it for variables of one value.
            values.put(variable.text("name"), value.replace("\\", "\\\\"));
        }
        return values;
    }

    private static String substituted(String text, Map<String, String> values) {
        return VARIABLE.matcher(text).replaceAll(variable -> {
            String name = variable.group(1) == null ? variable.group(2) : variable.group(1);
            String value = values.get(name);
            if (value == null) {
                throw new AssertionError("no variable is named " + name + ": " + text);
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
