package com.renderowl.monitoring.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class BenchOptionsTest {

    @ParameterizedTest
    @CsvSource({"1, true", "5, false", "100, true"})
    void argumentsAreReadBack(int runs, boolean withPython) {
        BenchOptions options = new BenchOptions(runs, withPython);

        assertThat(BenchOptions.of(options.arguments())).isEqualTo(options);
    }

    @Test
    void pythonIsLeftOutByAnArgument() {
        assertThat(new BenchOptions(3, false).arguments()).containsExactly("--runs", "3", "--skip-python");
        assertThat(new BenchOptions(3, true).arguments()).containsExactly("--runs", "3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--runs", "--runs x", "5 --runs", "--runs 5 --fast", "--skip-python 5"})
    void otherArgumentsAreRefused(String line) {
        List<String> arguments = line.isEmpty() ? List.of() : List.of(line.split(" "));

        assertThatThrownBy(() -> BenchOptions.of(arguments)).isInstanceOf(IllegalArgumentException.class);
    }
}
