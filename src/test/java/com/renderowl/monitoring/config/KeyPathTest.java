package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeyPathTest {

    @Test
    void writesPathsAsPulumiTakesThem() {
        assertThat(KeyPath.child("", "prometheus")).isEqualTo("prometheus");
        assertThat(KeyPath.child("prometheus", "volume")).isEqualTo("prometheus.volume");
        assertThat(KeyPath.child("a.selector", "app.kubernetes.io/name"))
                .isEqualTo("a.selector[\"app.kubernetes.io/name\"]");
        assertThat(KeyPath.child("a", "say \"hi\"")).isEqualTo("a[\"say \\\"hi\\\"\"]");
        assertThat(KeyPath.entry("a.b", 2)).isEqualTo("a.b[2]");
    }

    @Test
    void quotesForTheShellWhatNeedsIt() {
        assertThat(KeyPath.quoted("prometheus.volume-size")).isEqualTo("prometheus.volume-size");
        assertThat(KeyPath.quoted("a[0]")).isEqualTo("'a[0]'");
        assertThat(KeyPath.quoted("a[\"it's\"]")).isEqualTo("'a[\"it'\\''s\"]'");
    }
}
