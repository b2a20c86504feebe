package com.renderowl.monitoring.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/** Something to be timed, and its times. */
final class Candidate {

    private final Supplier<TimedRun> run;
    private final Consumer<TimedRun> observer;
    private final List<TimedRun> runs = new ArrayList<>();

    /**
     * One of which the times are all that matters.
     *
     * @param run runs it once
     */
    Candidate(Supplier<TimedRun> run) {
        this(run, ignored -> {});
    }

    /**
     * One that leaves more than its times behind.
     *
     * @param run runs it once
     * @param observer is given every run that counts, right after it
     */
    Candidate(Supplier<TimedRun> run, Consumer<TimedRun> observer) {
        this.run = run;
        this.observer = observer;
    }

    /**
     * Runs candidates in turn, each round beginning with another one, so that what changes on the machine meanwhile meets
     * all of them alike. The first round does not count.
     *
     * @param counted how many rounds count
     * @param progress is told of each round before it starts: 0 is the one that does not count
     * @throws BenchFailure when a run fails
     */
    static void runInTurn(List<Candidate> candidates, int counted, IntConsumer progress) {
        for (int round = 0; round <= counted; round++) {
            progress.accept(round);
            for (int index = 0; index < candidates.size(); index++) {
                Candidate candidate = candidates.get((index + round) % candidates.size());
                TimedRun run = candidate.run.get().requireSuccess();
                if (round > 0) {
                    candidate.runs.add(run);
                    candidate.observer.accept(run);
                }
            }
        }
    }

    /** Milliseconds from start to end. */
    Spread times() {
        return spread(TimedRun::milliseconds);
    }

    /** Milliseconds from start to the first output. */
    Spread firstOutputs() {
        return spread(TimedRun::firstOutput);
    }

    private Spread spread(ToDoubleFunction<TimedRun> figure) {
        return Spread.of(runs.stream().map(figure::applyAsDouble).toList());
    }
}
