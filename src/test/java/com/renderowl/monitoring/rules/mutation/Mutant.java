package com.renderowl.monitoring.rules.mutation;

import com.renderowl.monitoring.rules.Rule;
import com.renderowl.monitoring.rules.mutation.ExpressionMutations.Change;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import com.renderowl.monitoring.rules.promql.PromqlParser.InvalidPromql;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A rule with one mistake.
 *
 * @param what the mistake, in words; no two mutants of a rule share it
 * @param rule the changed rule
 */
record Mutant(String what, Rule rule) {

    /**
     * Every mutant of a rule that Prometheus would load.
     *
     * @param step the time between two evaluations in the tests of the rule, so that the duration changes by that
     */
    static List<Mutant> of(Rule rule, PrometheusDuration step, PromqlParser parser) {
        List<Mutant> mutants = new ArrayList<>();
        for (Change change : ExpressionMutations.of(parser.parse(rule.expression()))) {
            String text = change.expression().toString();
            if (isValid(text, parser)) {
                mutants.add(new Mutant(change.what(), rule.withExpression(text)));
            }
        }
        if (rule.isAlert()) {
            mutants.addAll(durations(rule, step));
        }
        texts(rule.labels())
                .forEach((what, labels) -> mutants.add(new Mutant("label " + what, rule.withLabels(labels))));
        texts(rule.annotations())
                .forEach((what, texts) -> mutants.add(new Mutant("annotation " + what, rule.withAnnotations(texts))));
        return distinct(mutants);
    }

    private static boolean isValid(String expression, PromqlParser parser) {
        try {
            parser.parse(expression);
            return true;
        } catch (InvalidPromql refused) {
            return false;
        }
    }

    private static List<Mutant> durations(Rule rule, PrometheusDuration step) {
        List<Mutant> mutants = new ArrayList<>();
        long given = rule.duration()
                .map(text -> PrometheusDuration.parse(text).milliseconds())
                .orElse(0L);
        mutants.add(new Mutant("longer for", withDuration(rule, given + step.milliseconds())));
        if (given > 0) {
            mutants.add(new Mutant("no for", rule.withDuration(Optional.empty())));
        }
        if (given > step.milliseconds()) {
            mutants.add(new Mutant("shorter for", withDuration(rule, given - step.milliseconds())));
        }
        return mutants;
    }

    private static Rule withDuration(Rule rule, long milliseconds) {
        return rule.withDuration(Optional.of(new PrometheusDuration(milliseconds).toString()));
    }

    private static Map<String, Map<String, String>> texts(Map<String, String> texts) {
        Map<String, Map<String, String>> changed = new TreeMap<>();
        for (String key : texts.keySet()) {
            Map<String, String> other = new TreeMap<>(texts);
            other.put(key, "mutant");
            changed.put(key + " changed", other);
            Map<String, String> less = new TreeMap<>(texts);
            less.remove(key);
            changed.put(key + " missing", less);
        }
        return changed;
    }

    /** Two mistakes that read alike get numbers; two that make the same rule are one. */
    private static List<Mutant> distinct(List<Mutant> mutants) {
        Map<Rule, String> byRule = new LinkedHashMap<>();
        mutants.forEach(mutant -> byRule.putIfAbsent(mutant.rule, mutant.what));
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<Mutant> distinct = new ArrayList<>();
        byRule.forEach((rule, what) -> {
            int number = seen.merge(what, 1, Integer::sum);
            distinct.add(new Mutant(number == 1 ? what : what + " (" + number + ")", rule));
        });
        return distinct;
    }
}
