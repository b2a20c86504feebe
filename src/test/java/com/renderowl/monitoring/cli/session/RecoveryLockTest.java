package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.engine.PulumiProgram;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whose lock is broken. The other run is a process in a namespace of its own, as in another container with the same host
 * name and disk: its number means nothing here, or something else.
 */
class RecoveryLockTest {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();

    static StateFolder state(Path folder) {
        return new StateFolder(folder, "renderowl-monitoring", "staging");
    }

    @BeforeEach
    void emptyState() throws IOException {
        Files.createDirectories(state(folder).stateFile().getParent());
        Files.writeString(state(folder).stateFile(), "{\"checkpoint\": {\"latest\": {}}}");
    }

    private Path lock(long process) throws IOException {
        Path locks = Files.createDirectories(folder.resolve(".pulumi/locks/organization/renderowl-monitoring/staging"));
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        return Files.writeString(
                locks.resolve("lock.json"),
                "{\"pid\": %d, \"username\": \"ana\", \"hostname\": \"%s\", \"timestamp\": \"%s\"}"
                        .formatted(process, host, Instant.now().minusSeconds(90_000)));
    }

    private void recover() {
        Session session = new Session(
                "staging",
                new Backend.Embedded(folder),
                folder.resolve("Pulumi.staging.yaml"),
                new PulumiProgram(Path.of("/nowhere/pulumi"), folder, Map.of()),
                Optional.of(state(folder)));
        new Recovery(session, folder, List.of(), resource -> Optional.empty(), console.console()).run();
    }

    private Process otherRun() throws IOException {
        List<String> line = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            line.addAll(List.of("unshare", "--pid", "--fork", "--kill-child", "--mount-proc"));
        }
        line.addAll(List.of(
                System.getProperty("java.home") + "/bin/java",
                "-cp",
                System.getProperty("java.class.path"),
                LivingRun.class.getName(),
                folder.toString()));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("other-run").toFile())
                .start();
        Wait.until("the other run holds its locks", DEADLINE, () -> Files.exists(folder.resolve("ready")));
        return process;
    }

    /** Of this namespace, so that the other run looks dead. */
    private static long deadProcess() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        return ended.pid();
    }

    private List<Path> temporaryFolders() throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(path -> path.getFileName().toString().startsWith("render-"))
                    .toList();
        }
    }

    @Test
    void theLockOfALivingRunIsNeverBrokenAndThatOfADeadOneIs() throws Exception {
        Path lock = lock(deadProcess());
        Process other = otherRun();
        Path temporary = temporaryFolders().get(0);
        // As the other namespace counts its processes from 1, its number may be that of a dead one here.
        Path looksDead = Files.move(temporary, temporary.resolveSibling("render-" + deadProcess() + "-x"));

        assertThatThrownBy(this::recover)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("The stack staging is locked by ana on ")
                .hasMessageContaining("delete " + lock);
        assertThat(lock).exists();
        PrivateFiles.deleteLeftOvers(folder, "render");
        assertThat(looksDead).exists();

        other.getOutputStream().close();
        assertThat(other.waitFor(DEADLINE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        recover();
        assertThat(lock).doesNotExist();
        assertThat(console.messages()).contains("which is gone: the lock is removed.");
        PrivateFiles.deleteLeftOvers(folder, "render");
        assertThat(looksDead).doesNotExist();
    }

    /** This process holds it for a run of its own, and can look again. */
    @Test
    void aRunDoesNotLockItselfOut() throws Exception {
        recover();
        Path lock = lock(deadProcess());
        recover();
        assertThat(lock).doesNotExist();
        PrivateFiles.createTemporaryFolder(folder, PrivateFiles.nameOfThisProcess("render"));
        Path left = Files.createDirectory(folder.resolve("render-" + deadProcess() + "-x"));
        PrivateFiles.deleteLeftOvers(folder, "render");
        assertThat(left).doesNotExist();
        assertThat(temporaryFolders()).hasSize(1);
    }

    @Test
    void whatIsNoLockIsNotBroken() throws IOException {
        Files.writeString(lock(1), "");

        assertThatThrownBy(this::recover).hasMessageContaining("is locked by an unknown user");
    }
}
