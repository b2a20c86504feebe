package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StackLockTest {

    private static final Instant TAKEN = Instant.parse("2026-03-01T10:00:00Z");
    private static final StackLock LOCK = new StackLock(4711, "ana", "build-1", TAKEN);

    @Test
    void readsWhatTheEngineWrites() {
        assertThat(
                        StackLock.parse(
                                """
                        {"pid":4711,"username":"ana","hostname":"build-1","timestamp":"2026-03-01T11:00:00.5+01:00"}"""))
                .contains(new StackLock(4711, "ana", "build-1", TAKEN.plusMillis(500)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{", "{}", "{\"pid\":\"x\",\"username\":\"a\"}", "{\"pid\":1}"})
    void whatIsNoLockIsNotTakenForOne(String json) {
        assertThat(StackLock.parse(json)).isEmpty();
    }

    @Test
    void isStaleWhenItsProcessIsGoneOnThisHost() {
        assertThat(LOCK.isStale("build-1", process -> false)).isTrue();
        assertThat(LOCK.isStale("build-1", process -> process == 4711)).isFalse();
        assertThat(LOCK.isStale("build-2", process -> false)).isFalse();
    }

    @Test
    void namesItsHolder() {
        assertThat(LOCK.holder()).isEqualTo("ana on build-1 (process 4711, since 2026-03-01T10:00:00Z)");
    }

    /** Numbers of processes are used again. */
    @Test
    void onlyAProcessThatMayBeAnEngineHoldsIt(@TempDir Path folder) throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path pulumi = Files.copy(Path.of("/bin/sleep").toRealPath(), folder.resolve("pulumi"));
        Process engine = new ProcessBuilder(pulumi.toString(), "1000").start();
        try {
            assertThat(StackLock.isEngine(engine.pid())).isTrue();
        } finally {
            engine.destroy();
        }

        assertThat(StackLock.isEngine(ProcessHandle.current().pid())).isFalse();
        assertThat(StackLock.isEngine(ended.pid())).isFalse();
    }
}
