package com.renderowl.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RuleFileCheckTest {

    @ParameterizedTest
    @EnumSource
    void filesOfTheProgramAreAccepted(RuleSubject subject) {
        assertThat(RuleFileCheck.check(subject.fileName(), RuleFiles.source(subject)))
                .isEqualTo(RuleFiles.source(subject));
    }

    @Test
    void theReportSaysWhereAndWhatToDo() {
        assertThatThrownBy(() -> RuleFileCheck.check("backend.yaml", "groups:\n  - name: a\n   rules: []\n"))
                .isInstanceOf(InvalidRuleFileException.class)
                .hasMessage(
                        """
                        The rule file rules/backend.yaml can not be loaded; nothing was changed.
                          line 3: expected <block end>, but found '<block mapping start>'
                          allowed: a rule file as Prometheus reads it
                          fix: correct src/main/resources/rules/backend.yaml; ./monitoring test rules checks it with\
                         Prometheus' own parser""");
    }

    /** Each is a rule of the group g, or a whole file. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "file {}; it has no groups",
                "file {groups: []}; groups must be a list with entries",
                "file {groups: [{name: g, rules: []}]}; group g: rules must be a list with entries",
                "file {groups: [{rules: [{record: r, expr: up}]}]}; the name of a group is missing",
                "file {groups: [{name: g, every: 1m, rules: [{record: r, expr: up}]}]}; every is not a known key",
                "file {groups: [{name: g, rules: [{record: r, expr: a}]}, {name: g, rules: [{record: s, expr: b}]}]};"
                        + " group g is there twice",
                "{expr: up}; group g: the name of a rule is missing",
                "{alert: A}; group g, A: expr is missing",
                "{alert: A, expr: ''}; expr is empty",
                "{alert: A, expr: 1}; expr is missing or no text",
                "{record: r, expr: up, for: 1m}; group g, r: for is not a known key",
                "{alert: A, expr: up, fro: 1m}; fro is not a known key",
                "{alert: A, alert: B, expr: up}; duplicate key alert",
                "{alert: A, expr: up, for: 1 minute}; for: '1 minute' is not a duration",
                "{alert: A, expr: up, for: 60}; for is missing or no text",
                "{alert: A, expr: up, labels: critical}; labels must have keys of its own",
                "{alert: A, expr: up, labels: {severity: 1}}; labels.severity is missing or no text",
                "{alert: A, expr: 'sum(up'}; expr has a ( that is never closed",
                "{alert: A, expr: 'sum(up[5m)'}; expr has a ) without its (",
                "{alert: A, expr: 'sum(up))'}; expr has a ) without its (",
                "{alert: A, expr: 'up{job=\"a}'}; expr has a \" that is never closed",
                "{alert: A, expr: 'up{job=`a}'}; expr has a ` that is never closed",
                "{alert: A, expr: 'up{job=\"a\\\"}'}; expr has a \" that is never closed",
            })
    void whatPrometheusWouldRefuseIsRefused(String text, String problem) {
        String file = text.startsWith("file ") ? text.substring(5) : "groups: [{name: g, rules: [" + text + "]}]";

        assertThatThrownBy(() -> RuleFileCheck.check("a.yaml", file))
                .isInstanceOf(InvalidRuleFileException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'up{job=\"a)\"}'",
                "'up{job=\"a\\\")\"}'",
                "'up{job=`a\\`}'",
                "|2\n      up # one )\n      == 0\n",
            })
    void bracketsInTextsAndCommentsDoNotCount(String expression) {
        String file = "groups:\n- name: g\n  rules:\n  - record: r\n    expr: " + expression;

        assertThat(RuleFileCheck.check("a.yaml", file)).isEqualTo(file);
    }
}
