package com.renderowl.monitoring.bench;

import static com.renderowl.monitoring.bench.Phases.Phase.COMMAND;
import static com.renderowl.monitoring.bench.Phases.Phase.END;
import static com.renderowl.monitoring.bench.Phases.Phase.ENGINE;
import static com.renderowl.monitoring.bench.Phases.Phase.SCRIPT;
import static com.renderowl.monitoring.bench.Phases.Phase.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PhasesTest {

    @Test
    void aPartBeginsWhereTheOneBeforeItEnds() {
        Phases phases = Phases.between(1_000, Map.of(SCRIPT, 1_030.0, START, 1_200.0, END, 1_900.0));

        assertThat(phases.milliseconds()).isEqualTo(Map.of(SCRIPT, 30.0, START, 170.0, END, 700.0));
    }

    @Test
    void clocksThatDifferALittleMakeNoNegativePart() {
        Phases phases = Phases.between(1_000, Map.of(SCRIPT, 999.0, START, 1_050.0, COMMAND, 1_049.0, END, 1_060.0));

        assertThat(phases.milliseconds()).isEqualTo(Map.of(SCRIPT, 0.0, START, 50.0, COMMAND, 0.0, END, 10.0));
    }

    @Test
    void mediansAreOfEachPartThatIsThere() {
        List<Phases> runs = List.of(
                new Phases(Map.of(START, 10.0, END, 5.0)),
                new Phases(Map.of(START, 30.0, END, 1.0)),
                new Phases(Map.of(START, 20.0, END, 9.0)));

        assertThat(Phases.medians(runs))
                .isEqualTo(Map.of(START, 20.0, END, 5.0))
                .doesNotContainKey(ENGINE);
        assertThat(Phases.medians(List.of())).isEmpty();
    }
}
