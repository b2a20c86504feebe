package com.renderowl.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.rules.promql.Expression;
import com.renderowl.monitoring.rules.promql.Expression.Selector;
import com.renderowl.monitoring.rules.promql.PromqlParser;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A changed setting changes its places in the rules, as Prometheus' own parser reads them, and nothing else. */
@Tag("rules")
@RequiresTools("prometheus")
@ExtendWith(PromqlParser.Extension.class)
class SettingsInRulesTest {

    @ParameterizedTest
    @EnumSource
    void aSettingChangesItsPlacesOnly(RuleSetting setting, PromqlParser parser) {
        String other = ChangedSettings.other(setting);
        RuleSettings changed = RuleSettings.defaults().with(setting, other);
        long places = Stream.of(RuleSubject.values())
                .flatMap(subject -> SettingPlaces.find(RuleFiles.source(subject)).stream())
                .filter(setting::equals)
                .count();

        List<String> differences = differences(changed, parser);

        assertThat(differences).hasSize((int) places).allSatisfy(difference -> assertThat(difference)
                .contains(" became ")
                .satisfies(text -> assertThat(text.substring(0, text.indexOf(" became ")))
                        .contains(setting.defaultText().replaceAll("(\\.\\d*?)0+$", "$1")))
                .satisfies(text ->
                        assertThat(text.substring(text.indexOf(" became "))).contains(other.replace("\\", "\\\\"))));
    }

    @Test
    void aTimeDivisorDividesEveryDuration(PromqlParser parser) {
        int divisor = 15;
        List<Rule> before = rules(RuleSettings.defaults());
        List<Rule> after = rules(RuleSettings.defaults().withTimeDivisor(divisor));
        for (int index = 0; index < before.size(); index++) {
            Rule rule = before.get(index);
            Expression shortened = divided(parser.parse(rule.expression()), divisor);
            assertThat(parser.parse(after.get(index).expression())).isEqualTo(shortened);
            assertThat(after.get(index).withExpression(rule.expression()))
                    .isEqualTo(rule.withDuration(rule.duration().map(text -> divided(text, divisor))));
        }
    }

    private static List<String> differences(RuleSettings changed, PromqlParser parser) {
        List<Rule> before = rules(RuleSettings.defaults());
        List<Rule> after = rules(changed);
        List<String> differences = new ArrayList<>();
        assertThat(after).hasSameSizeAs(before);
        for (int index = 0; index < before.size(); index++) {
            Rule rule = before.get(index);
            Rule other = after.get(index);
            if (!rule.expression().equals(other.expression())) {
                compare(parser.parse(rule.expression()), parser.parse(other.expression()), differences);
            }
            if (!rule.annotations().equals(other.annotations())) {
                differences.add(link(rule) + " became " + link(other));
            }
            assertThat(withoutPlaces(other)).isEqualTo(withoutPlaces(rule));
        }
        return differences;
    }

    private static void compare(Expression one, Expression other, List<String> differences) {
        assertThat(other).hasSameClassAs(one);
        if (one.children().isEmpty()) {
            if (!one.equals(other)) {
                differences.add(one + " became " + other);
            }
            return;
        }
        assertThat(other.withChildren(one.children())).isEqualTo(one);
        for (int index = 0; index < one.children().size(); index++) {
            compare(one.children().get(index), other.children().get(index), differences);
        }
    }

    private static Expression divided(Expression expression, int divisor) {
        if (expression instanceof Selector selector) {
            return new Selector(
                    selector.name(),
                    selector.matchers(),
                    selector.rangeMilliseconds() / divisor,
                    selector.offsetMilliseconds() / divisor);
        }
        return expression.withChildren(expression.children().stream()
                .map(child -> divided(child, divisor))
                .toList());
    }

    private static String divided(String duration, int divisor) {
        return new PrometheusDuration(PrometheusDuration.parse(duration).milliseconds() / divisor).toString();
    }

    private static Rule withoutPlaces(Rule rule) {
        Map<String, String> annotations = new HashMap<>(rule.annotations());
        annotations.remove("runbook_url");
        return rule.withExpression("").withAnnotations(annotations);
    }

    private static String link(Rule rule) {
        return String.valueOf(rule.annotations().get("runbook_url"));
    }

    private static List<Rule> rules(RuleSettings settings) {
        return Stream.of(RuleSubject.values())
                .flatMap(subject -> Rule.in(subject, RuleFiles.text(subject, settings)).stream())
                .toList();
    }
}
