package com.renderowl.monitoring.rules;

import com.google.gson.Gson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * A rule of the rule files.
 *
 * @param subject whose file it is in
 * @param name the alert's name, or the recorded series'
 * @param isAlert whether it is an alert
 * @param expression its PromQL
 * @param duration how long an alert must hold, empty for not at all
 * @param labels what it adds
 * @param annotations what an alert says
 */
public record Rule(
        RuleSubject subject,
        String name,
        boolean isAlert,
        String expression,
        Optional<String> duration,
        Map<String, String> labels,
        Map<String, String> annotations) {

    /** All rules of all files, as they are with the default settings. */
    public static List<Rule> all() {
        List<Rule> rules = new ArrayList<>();
        for (RuleSubject subject : RuleSubject.values()) {
            rules.addAll(in(subject, RuleFiles.text(subject, RuleSettings.defaults())));
        }
        return rules;
    }

    /** All alerts of all files. */
    public static List<Rule> alerts() {
        return all().stream().filter(Rule::isAlert).toList();
    }

    /** The rules in the text of a subject's file. */
    static List<Rule> in(RuleSubject subject, String text) {
        Map<String, List<Map<String, Object>>> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        return file.get("groups").stream()
                .flatMap(group -> rules(group).stream())
                .map(rule -> of(subject, rule))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> rules(Map<String, Object> group) {
        return (List<Map<String, Object>>) group.get("rules");
    }

    @SuppressWarnings("unchecked")
    private static Rule of(RuleSubject subject, Map<String, Object> rule) {
        boolean isAlert = rule.containsKey("alert");
        return new Rule(
                subject,
                rule.get(isAlert ? "alert" : "record").toString(),
                isAlert,
                rule.get("expr").toString(),
                Optional.ofNullable((String) rule.get("for")),
                (Map<String, String>) rule.getOrDefault("labels", Map.of()),
                (Map<String, String>) rule.getOrDefault("annotations", Map.of()));
    }

    /** The same with another expression. */
    public Rule withExpression(String changed) {
        return new Rule(subject, name, isAlert, changed, duration, labels, annotations);
    }

    /** The same with another duration. */
    public Rule withDuration(Optional<String> changed) {
        return new Rule(subject, name, isAlert, expression, changed, labels, annotations);
    }

    /** The same with other labels. */
    public Rule withLabels(Map<String, String> changed) {
        return new Rule(subject, name, isAlert, expression, duration, changed, annotations);
    }

    /** The same with other annotations. */
    public Rule withAnnotations(Map<String, String> changed) {
        return new Rule(subject, name, isAlert, expression, duration, labels, changed);
    }

    /** A rule file with these rules in one group; JSON, which is YAML too. */
    public static String file(List<Rule> rules) {
        List<Map<String, Object>> entries = rules.stream().map(Rule::entry).toList();
        return new Gson().toJson(Map.of("groups", List.of(Map.of("name", "rules", "rules", entries))));
    }

    private Map<String, Object> entry() {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put(isAlert ? "alert" : "record", name);
        entry.put("expr", expression);
        duration.ifPresent(text -> entry.put("for", text));
        entry.put("labels", labels);
        if (isAlert) {
            entry.put("annotations", annotations);
        }
        return entry;
    }
}
