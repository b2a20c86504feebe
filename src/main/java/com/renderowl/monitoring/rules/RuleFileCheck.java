package com.renderowl.monitoring.rules;

import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Refuses a rule file that Prometheus would refuse, before anything is changed: its YAML, its keys, its durations, and
 * quotes and brackets of its expressions. All of PromQL, only Prometheus' own parser knows; the tests ask that one.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/">Prometheus: rules</a>
 */
final class RuleFileCheck {

    private static final Set<String> GROUP_KEYS =
            Set.of("name", "interval", "limit", "query_offset", "labels", "rules");

    private static final Set<String> RECORD_KEYS = Set.of("record", "expr", "labels");

    private static final Set<String> ALERT_KEYS =
            Set.of("alert", "expr", "for", "keep_firing_for", "labels", "annotations");

    private final String fileName;

    private RuleFileCheck(String fileName) {
        this.fileName = fileName;
    }

    /** Returns {@code text}; throws {@link InvalidRuleFileException} with its first problem. */
    static String check(String fileName, String text) {
        new RuleFileCheck(fileName).checkFile(parse(fileName, text));
        return text;
    }

    private static @Nullable Object parse(String fileName, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            return new Yaml(new SafeConstructor(options)).load(text);
        } catch (MarkedYAMLException wrong) {
            int line =
                    wrong.getProblemMark() == null ? 1 : wrong.getProblemMark().getLine() + 1;
            throw new InvalidRuleFileException(fileName, "line " + line + ": " + wrong.getProblem());
        }
    }

    private void checkFile(@Nullable Object file) {
        if (!(file instanceof Map<?, ?> root && root.keySet().equals(Set.of("groups")))) {
            throw refusal("it has no groups, or more than groups");
        }
        Set<String> names = new HashSet<>();
        for (Object group : list(root.get("groups"), "groups")) {
            Map<?, ?> entries = map(group, "a group");
            String where = "group " + text(entries.get("name"), "the name of a group");
            checkKeys(entries, GROUP_KEYS, where);
            if (!names.add(where)) {
                throw refusal(where + " is there twice");
            }
            for (Object rule : list(entries.get("rules"), where + ": rules")) {
                checkRule(map(rule, where + ": a rule"), where);
            }
        }
    }

    private void checkRule(Map<?, ?> rule, String group) {
        boolean isAlert = rule.containsKey("alert");
        String where = group + ", " + text(rule.get(isAlert ? "alert" : "record"), group + ": the name of a rule");
        checkKeys(rule, isAlert ? ALERT_KEYS : RECORD_KEYS, where);
        String problem = problem(text(rule.get("expr"), where + ": expr"));
        if (!problem.isEmpty()) {
            throw refusal(where + ": expr " + problem);
        }
        for (String duration : List.of("for", "keep_firing_for")) {
            if (rule.containsKey(duration)) {
                checkDuration(text(rule.get(duration), where + ": " + duration), where + ": " + duration);
            }
        }
        for (String texts : List.of("labels", "annotations")) {
            if (rule.containsKey(texts)) {
                map(rule.get(texts), where + ": " + texts)
                        .forEach((key, value) -> text(value, where + ": " + texts + "." + key));
            }
        }
    }

    private void checkDuration(String text, String where) {
        try {
            PrometheusDuration.parse(text);
        } catch (IllegalArgumentException wrong) {
            throw refusal(where + ": '" + text + "' " + wrong.getMessage());
        }
    }

    /** What is wrong with quotes and brackets of an expression; empty when nothing is. */
    private static String problem(String expression) {
        StringBuilder open = new StringBuilder();
        int position = 0;
        while (position < expression.length()) {
            char next = expression.charAt(position);
            int closing = ")]}".indexOf(next);
            if (next == '#') {
                position = endOf(expression, '\n', position);
            } else if ("\"'`".indexOf(next) >= 0) {
                position = endOf(expression, next, position);
                if (position == expression.length()) {
                    return "has a " + next + " that is never closed";
                }
            } else if ("([{".indexOf(next) >= 0) {
                open.append(next);
            } else if (closing >= 0) {
                if (open.isEmpty() || open.charAt(open.length() - 1) != "([{".charAt(closing)) {
                    return "has a " + next + " without its " + "([{".charAt(closing);
                }
                open.setLength(open.length() - 1);
            }
            position++;
        }
        if (expression.isBlank()) {
            return "is empty";
        }
        return open.isEmpty() ? "" : "has a " + open.charAt(open.length() - 1) + " that is never closed";
    }

    /** Where the next {@code end} is, escaped ones left out; the expression's length where there is none. */
    private static int endOf(String expression, char end, int start) {
        for (int position = start + 1; position < expression.length(); position++) {
            if (expression.charAt(position) == end) {
                return position;
            }
            if (expression.charAt(position) == '\\' && end != '`' && end != '\n') {
                position++;
            }
        }
        return expression.length();
    }

    private void checkKeys(Map<?, ?> entries, Set<String> known, String where) {
        for (Object key : entries.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                throw refusal(where + ": " + key + " is not a known key");
            }
        }
    }

    private List<?> list(@Nullable Object value, String what) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw refusal(what + " must be a list with entries");
    }

    private Map<?, ?> map(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw refusal(what + " must have keys of its own");
    }

    private String text(@Nullable Object value, String what) {
        if (value instanceof String text) {
            return text;
        }
        throw refusal(what + " is missing or no text");
    }

    private InvalidRuleFileException refusal(String problem) {
        return new InvalidRuleFileException(fileName, problem);
    }
}
