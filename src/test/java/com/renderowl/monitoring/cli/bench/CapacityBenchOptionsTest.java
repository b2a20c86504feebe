package com.renderowl.monitoring.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CapacityBenchOptionsTest {

    @Test
    void argumentsAreReadBack() {
        for (boolean withLimit : new boolean[] {true, false}) {
            for (boolean withDisk : new boolean[] {true, false}) {
                CapacityBenchOptions options = new CapacityBenchOptions(List.of(20_000, 5_000), withLimit, withDisk);
                assertThat(CapacityBenchOptions.of(options.arguments())).isEqualTo(options);
            }
        }
    }

    @Test
    void othersAreRefused() {
        for (List<String> wrong :
                List.of(List.<String>of(), List.of("--series", "many"), List.of("--series", "1000", "--skip-python"))) {
            assertThatThrownBy(() -> CapacityBenchOptions.of(wrong))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("./monitoring bench capacity");
        }
    }
}
