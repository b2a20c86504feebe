package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class ManagedProcessTest {

    static final Path SHELL = Path.of("/bin/sh");
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @TempDir
    private Path directory;

    @Test
    void waitsForAConditionAndIsGoneAfterClose() {
        ProcessScan scan = ProcessScan.create();
        ManagedProcess process = start("echo started; exec sleep 600", scan);
        try (process) {
            process.await("it says so", DEADLINE, () -> process.log().contains("started"));
            assertThat(scan.running()).extracting(ProcessHandle::pid).containsExactly(process.pid());
        }
        assertThat(process.alive()).isFalse();
        assertThat(scan.describe()).isEmpty();
    }

    @Test
    void processThatEndsFailsTheWaitAtOnceWithTheEndOfItsLog() {
        try (ManagedProcess process = start("seq 1 100; echo broken; exit 3", ProcessScan.create())) {
            assertThatThrownBy(() -> process.await("never", Duration.ofDays(1), () -> false))
                    .isInstanceOf(ManagedProcess.EndedError.class)
                    .hasMessageContaining("test ended with exit code 3. End of its log:")
                    .hasMessageEndingWith("99\n100\nbroken")
                    .hasMessageNotContaining("\n70\n");
        }
    }

    @Test
    void conditionThatNeverHoldsFailsWithItsNameAndReason() {
        try (ManagedProcess process = start("exec sleep 600", ProcessScan.create())) {
            assertThatThrownBy(() -> process.await("pigs fly", Duration.ofMillis(100), () -> {
                        throw new IllegalStateException("no wings");
                    }))
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("test: pigs fly")
                    .hasRootCauseMessage("no wings");
        }
    }

    @Test
    void closeEndsDescendantsWhoseParentIsDead() {
        ProcessScan scan = ProcessScan.create();
        ManagedProcess process = start("(sleep 600 & echo forked) ; exit 0", scan);
        Wait.until(
                "only the orphan is left",
                DEADLINE,
                () -> !process.alive()
                        && process.log().contains("forked")
                        && scan.running().size() == 1);

        process.close();

        assertThat(scan.describe()).isEmpty();
    }

    @Test
    void endOfTheJvmEndsWhatIsLeft() throws Exception {
        ProcessScan scan = ProcessScan.create();
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Path ready = directory.resolve("ready");
        Command command = Command.in(
                        directory, java, "-cp", System.getProperty("java.class.path"), Forgetful.class.getName())
                .with(Map.of("READY_FILE", ready.toString()))
                .partOf(scan);
        Path log = directory.resolve("jvm.log");
        try (ManagedProcess jvm = ManagedProcess.start("JVM", command, log)) {
            jvm.await("it has started a process", DEADLINE, () -> Files.exists(ready));
            List<String> started = Files.readAllLines(ready);
            Path temporary = Path.of(started.get(0));
            ProcessHandle sleep =
                    ProcessHandle.of(Long.parseLong(started.get(1))).orElseThrow();
            assertThat(temporary).exists();

            assertThat(ProcessHandle.of(jvm.pid()).orElseThrow().destroy()).isTrue();

            Wait.until("the JVM has ended", DEADLINE, () -> !jvm.alive());
            Wait.until("what it started has ended", DEADLINE, () -> !sleep.isAlive());
            assertThat(temporary).doesNotExist();
        }
    }

    /** Starts a process in a temporary directory, and never closes either. */
    static final class Forgetful {
        private Forgetful() {}

        public static void main(String[] arguments) throws Exception {
            Path temporary = TemporaryDirectory.create("forgotten").path();
            Command sleep = Command.in(temporary, SHELL, "-c", "exec sleep 600");
            ManagedProcess started = ManagedProcess.start("sleep", sleep, temporary.resolve("log"));
            Path written = Files.writeString(temporary.resolve("started"), temporary + "\n" + started.pid());
            Files.move(written, Path.of(System.getenv("READY_FILE")));
            Thread.currentThread().join();
        }
    }

    @Test
    void commandHasAnEnvironmentOfItsOwnAndReturnsBothStreams() {
        CommandOutcome outcome = Command.in(directory, SHELL, "-c", "cat; echo $HOME $ADDED; echo problem >&2; exit 4")
                .with(Map.of("ADDED", "more"))
                .run("input\n");

        assertThat(outcome.output()).isEqualTo("input\n%s more\n", directory);
        assertThat(outcome.errors()).isEqualTo("problem\n");
        assertThatThrownBy(outcome::requireOutput).hasMessageContaining("ended with exit code 4:\nproblem\n");

        String environment =
                Command.in(directory, Path.of("/usr/bin/env")).run().requireOutput();
        assertThat(environment.lines().map(line -> line.split("=", 2)[0]))
                .containsExactlyInAnyOrder("PATH", "JAVA_HOME", "HOME", "TMPDIR", "MONITORING_TEST_PROCESS");
    }

    private ManagedProcess start(String script, ProcessScan scan) {
        Command command = Command.in(directory, SHELL, "-c", script).partOf(scan);
        return ManagedProcess.start("test", command, directory.resolve("log"));
    }
}
