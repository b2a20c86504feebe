package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SampleGapsTest {

    @Test
    void nothingIsMissingInASeriesThatIsAlittleLateOnce() {
        assertThat(SampleGaps.of(List.of(new double[] {0, 2, 4.6, 6, 8}), 2)).isEqualTo(new SampleGaps(0, 0, 0));
    }

    @Test
    void oneMissingSampleIsSeen() {
        assertThat(SampleGaps.of(List.of(new double[] {0, 2, 6, 8}), 2)).isEqualTo(new SampleGaps(1, 1, 2));
    }

    @Test
    void gapsOfSeveralSeriesAreNotAddedUp() {
        SampleGaps gaps = SampleGaps.of(List.of(new double[] {0, 2, 12, 14}, new double[] {1, 3, 13, 15, 25}), 2);

        assertThat(gaps.lost()).isEqualTo(12);
        assertThat(gaps.gaps()).isEqualTo(2);
        assertThat(gaps.longestSeconds()).isEqualTo(8);
    }
}
