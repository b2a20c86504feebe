package com.renderowl.monitoring.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CandidateTest {

    private final List<String> order = new ArrayList<>();
    private final List<TimedRun> observed = new ArrayList<>();

    @Test
    void eachRoundBeginsWithAnotherOneAndTheFirstDoesNotCount() {
        Candidate first = new Candidate(() -> run("a"), observed::add);
        Candidate second = new Candidate(() -> run("b"));

        Candidate.runInTurn(List.of(first, second), 2, round -> order.add("round " + round));

        assertThat(order).containsExactly("round 0", "a", "b", "round 1", "b", "a", "round 2", "a", "b");
        // The times are positions in that list, so that it shows which of them counted.
        assertThat(first.times()).isEqualTo(new Spread(7, 6, 8));
        assertThat(second.firstOutputs()).isEqualTo(new Spread(107, 105, 109));
        assertThat(observed).hasSize(2);
    }

    @Test
    void aFailedRunEndsItWithWhatItSaid() {
        Candidate failing = new Candidate(() -> new TimedRun("a preview", 0, 1, 1, 7, "no changes were expected"));

        assertThatThrownBy(() -> Candidate.runInTurn(List.of(failing), 1, round -> {}))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("a preview ended with exit code 7")
                .hasMessageContaining("no changes were expected");
    }

    private TimedRun run(String name) {
        order.add(name);
        return new TimedRun(name, 0, order.size(), 100 + order.size(), 0, "");
    }
}
