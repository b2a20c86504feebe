package com.renderowl.monitoring.units;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {

    private static final String LONGEST = "a".repeat(63);

    @ParameterizedTest
    @CsvSource({"a, true", "monitoring-2, true", "2a, true", "'', false", "-a, false", "a-, false", "A, false"})
    void objectName(String text, boolean valid) {
        assertThat(Names.isObjectName(text)).isEqualTo(valid);
        assertThat(Names.isObjectName("a.b")).isFalse();
        assertThat(Names.isObjectName(LONGEST)).isTrue();
        assertThat(Names.isObjectName(LONGEST + "a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"a.b-c.d, true", "a, true", "a..b, false", ".a, false", "a., false", "a_b, false", "a.-b, false"})
    void dnsName(String text, boolean valid) {
        assertThat(Names.isDnsName(text)).isEqualTo(valid);
        assertThat(Names.isDnsName("a.".repeat(126) + "a")).isTrue();
        assertThat(Names.isDnsName("a.".repeat(126) + "aa")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "app, true",
        "app.kubernetes.io/name, true",
        "App_1.x, true",
        "'', false",
        "/name, false",
        "a/, false",
        "a/b/c, false",
        "A/b, false",
        "-a, false",
        "a b, false",
    })
    void labelKey(String text, boolean valid) {
        assertThat(Names.isLabelKey(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"'', true", "a, true", "A.b_c-1, true", "-a, false", "a., false", "a b, false", "a/b, false"})
    void labelValue(String text, boolean valid) {
        assertThat(Names.isLabelValue(text)).isEqualTo(valid);
        assertThat(Names.isLabelValue(LONGEST)).isTrue();
        assertThat(Names.isLabelValue(LONGEST + "a")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"environment, true", "_a1, true", "'', false", "1a, false", "__a, false", "a-b, false", "ä, false"})
    void prometheusLabel(String text, boolean valid) {
        assertThat(Names.isPrometheusLabel(text)).isEqualTo(valid);
    }

    @ParameterizedTest
    @ValueSource(strings = {"backend", "team/backend", "1.a_b-C"})
    void jobName(String text) {
        assertThat(Names.isJobName(text)).isTrue();
        assertThat(Names.isJobName("-" + text)).isFalse();
        assertThat(Names.isJobName(text + " ")).isFalse();
        assertThat(Names.isJobName(text + "'")).isFalse();
    }
}
