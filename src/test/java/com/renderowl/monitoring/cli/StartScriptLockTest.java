package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Several start scripts that would build the same project, some of them dead, some on other machines. */
class StartScriptLockTest extends StartScriptProject {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    private Path lock() {
        return project.resolve(".monitoring/build.lock");
    }

    /** As the script writes it, for a process of this machine. */
    private String owner(long process) throws IOException {
        program("name", "exec bash -c 'echo \"$HOSTNAME\"'");
        return process + " "
                + Command.in(folder, folder.resolve("name"))
                        .run()
                        .requireOutput()
                        .strip() + " "
                + Files.readString(Path.of("/proc/sys/kernel/random/boot_id")).strip() + " "
                + Files.readSymbolicLink(Path.of("/proc/self/ns/pid"));
    }

    private static long deadProcess() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        return ended.pid();
    }

    private void lockOf(String owner) throws IOException {
        Files.writeString(Files.createDirectories(lock()).resolve("process"), owner + "\n");
    }

    private List<CompletableFuture<CommandOutcome>> start(String... names) {
        return Stream.of(names)
                .map(name -> CompletableFuture.supplyAsync(() -> run(name)))
                .toList();
    }

    private void slowMaven() throws IOException {
        program(
                "bin/mvn",
                "echo x >>\"" + folder + "/builds\"\nsleep 1\nmkdir -p target/lib\necho jar >target/monitoring.jar");
    }

    @Test
    void ofTwoAtOnceOneBuildsAndTheOtherWaits() throws IOException {
        slowMaven();

        assertThat(start("one", "two"))
                .allSatisfy(run -> assertThat(run.join().exitCode()).isZero());
        assertThat(builds()).hasSize(1);
    }

    @Test
    void theLockOfAKilledBuildIsTakenOver() throws Exception {
        lockOf(owner(deadProcess()));

        assertThat(run().exitCode()).isZero();
        assertThat(lock()).doesNotExist();
    }

    @Test
    void ofSeveralThatSeeADeadLockOneBuilds() throws Exception {
        slowMaven();
        lockOf(owner(deadProcess()));

        assertThat(start("one", "two", "three", "four"))
                .allSatisfy(run -> assertThat(run.join().exitCode()).isZero());
        assertThat(builds()).hasSize(1);
        assertThat(lock()).doesNotExist();
        assertThat(lock().resolveSibling("build.lock.break")).doesNotExist();
    }

    /** In a container that is killed and started again, processes get the same numbers again. */
    @Test
    void theScriptsOwnNumberIsThatOfADeadProcess() throws IOException {
        String rest = owner(0).replaceFirst("0", "");
        program(
                "own",
                "mkdir -p '" + lock() + "'; echo \"$$" + rest + "\" >'" + lock() + "/process'; exec '" + project
                        + "/monitoring'");

        assertThat(command(folder.resolve("own")).run().exitCode()).isZero();
        assertThat(builds()).hasSize(1);
    }

    /** Of a process whose number means nothing here: on another host, or in another container. */
    @Test
    void aLockWhoseBeatGoesOnIsWaitedForAndOneWithoutIsTakenOver() throws Exception {
        String elsewhere = owner(deadProcess()).replaceFirst("pid:.*", "pid:[1]");
        lockOf(elsewhere);
        // Two minutes pass in seconds.
        program("bin/sleep", "echo x >>\"" + folder + "/turns\"");

        CompletableFuture<CommandOutcome> waiting = start("waits").get(0);
        for (int beat = 0; turns() < 1_400; beat++) {
            Files.writeString(lock().resolve("beat"), beat + "\n");
            assertThat(waiting).isNotDone();
            Thread.sleep(5);
        }
        assertThat(lock().resolve("process")).hasContent(elsewhere);
        Wait.until("the lock is taken over", DEADLINE, waiting::isDone);

        assertThat(waiting.join().exitCode()).isZero();
        assertThat(waiting.join().errors())
                .contains("waiting for process " + elsewhere.replaceFirst(" .*", "") + ", which builds the program");
        assertThat(turns()).isGreaterThan(2_500);
    }

    private long turns() throws IOException {
        Path turns = folder.resolve("turns");
        return Files.exists(turns) ? Files.size(turns) / 2 : 0;
    }
}
