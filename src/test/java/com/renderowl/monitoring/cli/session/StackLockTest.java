package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
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
    void isStaleWhenItsProcessIsGone() {
        assertThat(LOCK.isStale("build-1", process -> Optional.empty())).isTrue();
    }

    @Test
    void isHeldWhileItsProcessRuns() {
        assertThat(LOCK.isStale("build-1", process -> Optional.of(TAKEN.minusSeconds(5))))
                .isFalse();
    }

    @Test
    void aLaterProcessWithTheSameNumberDoesNotHoldIt() {
        assertThat(LOCK.isStale("build-1", process -> Optional.of(TAKEN.plusSeconds(60))))
                .isTrue();
    }

    @Test
    void isNeverStaleOnAnotherHost() {
        assertThat(LOCK.isStale("build-2", process -> Optional.empty())).isFalse();
    }

    @Test
    void namesItsHolder() {
        assertThat(LOCK.holder()).isEqualTo("ana on build-1 (process 4711, since 2026-03-01T10:00:00Z)");
    }

    @Test
    void knowsTheStartOfRunningProcessesOnly() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();

        assertThat(StackLock.startOf(ProcessHandle.current().pid()))
                .hasValueSatisfying(start -> assertThat(start).isBefore(Instant.now()));
        assertThat(StackLock.startOf(ended.pid())).isEmpty();
    }
}
