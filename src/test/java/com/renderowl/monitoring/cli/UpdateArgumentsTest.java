package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class UpdateArgumentsTest {

    private final UpdateArguments given = new UpdateArguments(
            List.of("--target", "URN", "-f", "--skip-preview=true", "--yes", "--continue-on-error"));

    @Test
    void thereIsAlwaysAPlan() {
        assertThat(given.skipPreview()).isTrue();
        assertThat(given.withPreview()).containsExactly("--target", "URN", "--yes", "--continue-on-error");
        assertThat(new UpdateArguments(List.of("--target", "URN")).skipPreview())
                .isFalse();
    }

    @Test
    void thePlanIsMadeForTheSameResources() {
        assertThat(given.ofPreview()).containsExactly("--target", "URN");
    }
}
