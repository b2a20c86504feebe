package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PlannedCapacityTest {

    @Test
    void isALineWithTheNextCommand() {
        assertThat(PlannedCapacity.of(
                        TestStack.model("capacity: {expectedSeries: 60000}").config()))
                .hasValueSatisfying(line -> assertThat(line)
                        .matches(
                                "Capacity: 60,000 series are planned for, with \\d+% of Prometheus' memory and \\d+% of"
                                        + " its disk; \\d+,000 would fit\\. './monitoring plan staging' says more\\."));
    }

    @Test
    void isSaidInEveryRunAndChangesNothing() {
        ProgramRun run = ProgramRun.of("capacity: {expectedSeries: 40000}");

        assertThat(run.notes())
                .filteredOn(note -> note.contains("Capacity:"))
                .singleElement()
                .satisfies(note -> assertThat(note).contains("Capacity: 40,000 series are planned for"));
        assertThat(run.outputs().toString()).doesNotContain("Capacity");
    }

    @Test
    void isNotSaidOfAPrometheusThatTheStackDoesNotHave() {
        assertThat(PlannedCapacity.of(
                        TestStack.model("platform: operator\noperator: {deployPrometheus: false, existingPrometheus:"
                                        + " {namespace: platform}}\nalertmanager: {requireReceivers: false}")
                                .config()))
                .isEmpty();
    }
}
