package com.renderowl.monitoring.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a kubectl that does not end, or says much; a script plays it. */
@Tag("unit")
@Timeout(120)
class KubectlRunnerTest {

    private static final Duration LONG = Duration.ofSeconds(100);
    private static final Duration SHORT = Duration.ofSeconds(3);

    @TempDir
    private Path folder;

    private KubectlRunner kubectl(String script) throws IOException {
        Path program = Files.writeString(folder.resolve("kubectl"), "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new KubectlRunner(program.toString(), Map.of("PATH", "/usr/bin:/bin", "FOLDER", folder.toString()));
    }

    @Test
    void whatItSaysOnBothStreamsIsReadWhileItRuns() throws Exception {
        KubectlRunner.Result result = kubectl(
                        "head -c 3000000 /dev/zero | tr '\\0' e >&2; head -c 3000000 /dev/zero | tr '\\0' o; exit 7")
                .run(List.of(), LONG);

        assertThat(result.exitCode()).isEqualTo(7);
        assertThat(result.isSuccess()).isFalse();
        assertThat(result.output()).hasSize(3_000_000).matches("o+");
        assertThat(result.errors()).hasSize(16 << 10).matches("e+");
    }

    @Test
    void itHasNothingToReadAndOnlyTheGivenEnvironment() throws Exception {
        KubectlRunner.Result result = kubectl("cat; echo \"$FOLDER $HOME $*\"").run(List.of("get", "a b"), LONG);

        assertThat(result.output()).isEqualTo(folder + "  get a b\n");
        assertThat(result.isSuccess()).isTrue();
    }

    @Test
    void atTheDeadlineTheProcessAndItsDescendantsAreGone() throws Exception {
        KubectlRunner kubectl = kubectl(
                """
                trap '' TERM
                echo 'To sign in, open' >&2
                echo '  https://login.example.com' >&2
                sleep 1000 &
                echo $! > "$FOLDER/helper"
                while :; do sleep 1000; done""");

        KubectlRunner.Result late = kubectl.run(List.of(), SHORT);

        assertThat(late.isSuccess()).isFalse();
        assertThat(late.complaint())
                .isEqualTo("kubectl did not end within 3 s and said: To sign in, open https://login.example.com");
        long helper = Long.parseLong(Files.readString(folder.resolve("helper")).strip());
        ProcessHandle.of(helper).ifPresent(process -> {
            try {
                process.onExit().get(60, TimeUnit.SECONDS);
            } catch (InterruptedException | ExecutionException | TimeoutException e) {
                throw new AssertionError("the login's helper still runs", e);
            }
        });
    }

    @Test
    void anEndlessAnswerEndsAtTheDeadlineToo() throws Exception {
        KubectlRunner.Result late = kubectl("exec yes").run(List.of(), Duration.ofMillis(50));

        assertThat(late.late()).isEqualTo(Duration.ofMillis(50));
    }

    /** Such as an agent that a login starts and leaves running. */
    @Test
    void aHelperThatKeepsTheStreamsOpenIsNotWaitedFor() throws Exception {
        KubectlRunner kubectl = kubectl("sleep 1000 & echo $! > \"$FOLDER/helper\"; echo answer");
        try {
            assertThat(kubectl.run(List.of(), LONG).output()).isEqualTo("answer\n");
        } finally {
            ProcessHandle.of(Long.parseLong(
                            Files.readString(folder.resolve("helper")).strip()))
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    @Test
    void itIsKnownWhileItRunsSoThatAnInterruptionCanEndIt() throws Exception {
        List<String> notices = new ArrayList<>();
        KubectlRunner silent = kubectl("exec sleep 1000");
        KubectlRunner watched = new KubectlRunner(
                silent.program(),
                silent.environment(),
                process -> {
                    notices.add("started " + process.isAlive());
                    process.destroy();
                },
                process -> notices.add("ended " + process.isAlive()));

        KubectlRunner.Result ended = watched.run(List.of(), LONG);

        assertThat(notices).containsExactly("started true", "ended false");
        assertThat(ended.complaint()).isEqualTo("kubectl ended with status 143");
    }

    @Test
    void oneThatIsNotThereIsAnException() {
        assertThatThrownBy(() -> new KubectlRunner("/nowhere/kubectl", Map.of()).run(List.of(), LONG))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aLookupThatIsLateIsNotTriedAgain() throws Exception {
        KubectlRunner kubectl = kubectl("echo called >> \"$FOLDER/calls\"; echo 'To sign in' >&2; exec sleep 1000");
        ObjectLookup lookup = new KubectlLookup(kubectl, SHORT);

        for (int i = 0; i < 3; i++) {
            assertThat(lookup.find("", "secret", "monitoring", "writer", List.of("tls.crt")))
                    .isEqualTo(new ObjectLookup.Answer(
                            ObjectLookup.Presence.UNKNOWN, "kubectl did not end within 3 s and said: To sign in"));
        }
        assertThat(folder.resolve("calls")).hasContent("called");
    }

    @Test
    void aLookupTellsWhyItCouldNotBeMade() throws Exception {
        assertThat(new KubectlLookup(kubectl("echo 'error: no such context' >&2; exit 1"))
                        .find("", "secret", "monitoring", "writer", List.of()))
                .isEqualTo(new ObjectLookup.Answer(ObjectLookup.Presence.UNKNOWN, "error: no such context"));
        assertThat(new KubectlLookup(new KubectlRunner("/nowhere/kubectl", Map.of()))
                        .find("", "secret", "monitoring", "writer", List.of())
                        .reason())
                .startsWith("kubectl cannot be run: ");
    }
}
