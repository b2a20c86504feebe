package com.renderowl.monitoring.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which regular expressions go to Prometheus; what is accepted means the same to RE2 and to Java. */
class MetricPatternTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "up|renderowl_.*",
                "renderowl_(http|render)_.+",
                "(?:node|pg)_[a-z_:0-9]+",
                "[^A-Z]*?",
                "a{2}b{2,}c{2,5}?",
                "a??",
                "job:rate5m",
                "\\w+\\.\\d",
                "[\\w.]+",
                "^up$",
                "a|",
                "()",
                "((a|b)?c)*",
                "(a{10}){100}",
            })
    void accepted(String text) {
        assertThat(MetricPattern.parse(text)).hasToString(text);
        assertThat(Pattern.compile(text).pattern()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; is empty",
                "(?=up); has a look-around or another special group, which RE2 lacks or metric names do not need, at"
                        + " character 3",
                "(?!go_).*; has a look-around or another special group, which RE2 lacks or metric names do not need,"
                        + " at character 3",
                "(?<=a)b; has a look-around or another special group, which RE2 lacks or metric names do not need, at"
                        + " character 3",
                "(?>a); has a look-around or another special group, which RE2 lacks or metric names do not need, at"
                        + " character 3",
                "(?i)up; has a look-around or another special group, which RE2 lacks or metric names do not need, at"
                        + " character 3",
                "(a)\\1; has a back-reference, which RE2 lacks, at character 5",
                "a++; has a possessive repetition, which RE2 lacks, at character 3",
                "a*+b; has a possessive repetition, which RE2 lacks, at character 3",
                "a{2}+; has a possessive repetition, which RE2 lacks, at character 5",
                "a**; repeats a repetition at character 3",
                "a{2}{3}; repeats a repetition at character 5",
                "*a; repeats nothing at character 1",
                "a|*; repeats nothing at character 3",
                "{2}; repeats nothing at character 1",
                "a{1001}; repeats more than 1000 times at character 7",
                "(a{100}){11}; repeats more than 1000 times at character 12",
                "a{,5}; has an invalid number of repetitions at character 3",
                "a{5,2}; has an invalid number of repetitions at character 6",
                "a{2; has an invalid number of repetitions at character 3",
                "a{99999}; has an invalid number of repetitions at character 8",
                "(a; has a '(' without its ')' at character 2",
                "a); has a ')' without its '(' at character 2",
                "[a; has a '[' without its ']' at character 2",
                "[]; has an empty character class at character 2",
                "[z-a]; has a range that runs backwards at character 5",
                "[a&&b]; has a character class with more than letters, digits, _, : and . at character 3",
                "[a[b]]; has a character class with more than letters, digits, _, : and . at character 3",
                "[a-; has a character class with more than letters, digits, _, : and . at character 3",
                "\\; 'has an escape other than \\d, \\D, \\w, \\W and \\. at character 1'",
                "\\Qa\\E; 'has an escape other than \\d, \\D, \\w, \\W and \\. at character 2'",
                "'a b'; has a character that no metric name has at character 2",
                "ü; has a character that no metric name has at character 1",
                "a]; has a character that no metric name has at character 2",
            })
    void refused(String text, String reason) {
        assertThatThrownBy(() -> MetricPattern.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(reason);
    }

    @Test
    void refusesWhatWouldExhaustTheParser() {
        assertThat(MetricPattern.parse("(".repeat(500) + ")".repeat(500))).isNotNull();
        assertThatThrownBy(() -> MetricPattern.parse("(".repeat(501) + ")".repeat(500)))
                .hasMessage("is longer than 1000 characters");
    }
}
