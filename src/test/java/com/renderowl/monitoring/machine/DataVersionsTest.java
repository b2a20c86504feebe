package com.renderowl.monitoring.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class DataVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "prometheus, 3.16.0, 3.16.0, true",
        "prometheus, 3.16.0, 2.40.0, true",
        "prometheus, 3.5.0, 3.16.0, true",
        "prometheus, 2.55.1, 3.16.0, true",
        "prometheus, 2.54.1, 3.16.0, false",
        "prometheus, 2.55.1, 4.0.0, false",
        "prometheus, v2.45.0, v3.0.0, false",
        "prometheus, sha256-1234abcd, 3.16.0, true",
        "prometheus, 2.45.0, main, true",
        "grafana, 12.4.0, 13.1.3, false",
        "grafana, 13.1.3, 12.4.0, true",
    })
    void onlyAnOlderMajorReleaseIsRefusedUnlessItIsKnownToRead(
            String program, String reading, String written, boolean expected) {
        assertThat(DataVersions.reads(program, reading, written)).isEqualTo(expected);
    }
}
