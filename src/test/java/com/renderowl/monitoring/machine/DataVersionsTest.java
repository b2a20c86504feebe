package com.renderowl.monitoring.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class DataVersionsTest {

    @ParameterizedTest
    @CsvSource({
        "3.16.0, 3.16.0, true",
        "3.16.0, 2.40.0, true",
        "3.12.0, 3.16.0, true",
        "3.16.0, 4.0.0, false",
        "v3.16.0, v4.0.0, false",
        "sha256-1234abcd, 3.16.0, true",
        "3.16.0, main, true",
        "12.4.0, 13.2.3, false",
        "13.2.3, 12.4.0, true",
    })
    void onlyAnOlderMajorReleaseIsRefused(String reading, String written, boolean expected) {
        assertThat(DataVersions.reads(reading, written)).isEqualTo(expected);
    }
}
