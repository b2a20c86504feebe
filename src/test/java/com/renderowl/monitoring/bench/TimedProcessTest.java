package com.renderowl.monitoring.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class TimedProcessTest {

    @TempDir
    private Path folder;

    @Test
    void bothStreamsAndTheExitCodeAreKept() {
        TimedRun run = shell("echo one; echo two >&2; exit 3");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.output()).contains("one", "two");
        assertThat(run.firstOutput()).isPositive().isLessThanOrEqualTo(run.milliseconds());
    }

    @Test
    void withoutOutputTheFirstOneCountsAsTheEnd() {
        TimedRun run = shell("exit 0");

        assertThat(run.firstOutput()).isEqualTo(run.milliseconds());
    }

    @Test
    void theFirstOutputIsTimedWhenItComes() {
        // It writes, then waits for what only comes after a while.
        TimedRun run = shell("echo early; sleep 1");

        assertThat(run.milliseconds()).isGreaterThanOrEqualTo(1_000);
        assertThat(run.milliseconds() - run.firstOutput()).isPositive();
    }

    @Test
    void theEndIsSeenAlthoughSomethingHoldsTheOutputOpen() {
        TimedRun run = shell("sleep 600 & echo $!");

        try {
            assertThat(run.exitCode()).isZero();
            assertThat(run.milliseconds()).isLessThan(600_000);
        } finally {
            ProcessHandle.of(Long.parseLong(run.output().strip())).ifPresent(ProcessHandle::destroy);
        }
    }

    @Test
    void theEnvironmentIsTheGivenOneAndTheFolderToo() {
        TimedRun run = TimedProcess.run(
                "a shell", List.of("/bin/sh", "-c", "echo $GIVEN:$HOME; pwd"), folder, Map.of("GIVEN", "value"));

        assertThat(run.output().lines().toList())
                .containsExactly("value:", folder.toAbsolutePath().toString());
    }

    private TimedRun shell(String script) {
        return TimedProcess.run("a shell", List.of("/bin/sh", "-c", script), folder, System.getenv());
    }
}
