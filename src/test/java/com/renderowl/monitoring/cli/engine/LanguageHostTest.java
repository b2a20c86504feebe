package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResource;
import com.renderowl.monitoring.cli.engine.RehearsalEngine.Rehearsal;
import com.renderowl.monitoring.config.ConfigSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Runs programs by the real gRPC interface, against an engine that takes everything. */
class LanguageHostTest {

    private static final Map<String, String> CONFIG = Map.of("p:key", "value");

    private static Rehearsal run(Consumer<Context> program) {
        try (LanguageHost host = LanguageHost.start(source -> program, Map.of())) {
            return RehearsalEngine.preview(host.address(), "p", "staging", CONFIG);
        }
    }

    @Test
    void handsTheConfigurationOverWithDecryptedValuesAsSecrets() {
        AtomicReference<ConfigSource> seen = new AtomicReference<>();
        AtomicReference<String> read = new AtomicReference<>();
        try (LanguageHost host = LanguageHost.start(
                source -> {
                    seen.set(source);
                    return context -> read.set(context.config().require("password"));
                },
                Map.of("p:password", "planted"))) {
            assertThat(RehearsalEngine.preview(host.address(), "p", "staging", CONFIG)
                            .succeeded())
                    .isTrue();
        }

        assertThat(seen.get().values()).containsEntry("p:key", "value").containsEntry("p:password", "planted");
        assertThat(seen.get().secretKeys()).containsExactly("p:password");
        assertThat(read).hasValue("planted");
    }

    @Test
    void listensOnTheLoopbackInterfaceOnly() {
        try (LanguageHost host = LanguageHost.start(source -> context -> {}, Map.of())) {
            assertThat(host.address()).matches("127\\.0\\.0\\.1:\\d+");
        }
    }

    @Test
    void aRefusalIsSaidOnceAndWithoutAStackTrace() {
        Rehearsal rehearsal = run(context -> {
            throw new RunException("retention: must be positive");
        });

        assertThat(rehearsal.succeeded()).isFalse();
        assertThat(rehearsal.errors()).containsExactly("retention: must be positive");
    }

    @Test
    void anUnexpectedFailureIsSaidWithItsPlaceAndWithoutTheCommandLine() {
        Rehearsal rehearsal = run(context -> {
            throw new IllegalStateException("boom");
        });

        assertThat(rehearsal.succeeded()).isFalse();
        assertThat(rehearsal.errors())
                .singleElement()
                .asString()
                .startsWith("The program failed unexpectedly: java.lang.IllegalStateException: boom")
                .contains("LanguageHostTest")
                .doesNotContain("PID");
    }

    @Test
    void aFailureInALaterTaskFailsTheRun() {
        Rehearsal rehearsal = run(context -> context.export("x", Output.of("a").applyValue(value -> {
            throw new RunException("too late");
        })));

        assertThat(rehearsal.errors()).containsExactly("too late");
        assertThat(rehearsal.succeeded()).isFalse();
    }

    @Test
    void anErrorThatAProgramOnlyLogsFailsTheRunToo() {
        Rehearsal rehearsal = run(context -> context.log().error("not good"));

        assertThat(rehearsal.errors()).containsExactly("not good");
        assertThat(rehearsal.succeeded()).isFalse();
    }

    @Test
    void waitsForEverythingThatTheProgramStarted() {
        CompletableFuture<String> late = new CompletableFuture<>();
        AtomicReference<String> seen = new AtomicReference<>();

        Rehearsal rehearsal = run(context -> {
            new ComponentResource("p:index:Thing", "thing");
            CompletableFuture<Void> unused = CompletableFuture.runAsync(
                    () -> late.complete("in time"), CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS));
            context.export("x", Output.of(late).applyValue(value -> {
                seen.set(value);
                return value;
            }));
        });

        assertThat(rehearsal.succeeded()).isTrue();
        assertThat(seen).hasValue("in time");
    }

    /** The SDK's own runner asks in an endless loop, for as long as a deployment takes. */
    @Test
    void waitingCostsNoProcessorTime() {
        AtomicReference<Long> used = new AtomicReference<>();
        run(context -> {
            CompletableFuture<String> late = new CompletableFuture<>();
            long before = processorNanoseconds();
            CompletableFuture<Void> unused = CompletableFuture.runAsync(
                    () -> {
                        used.set(processorNanoseconds() - before);
                        late.complete("");
                    },
                    CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS));
            context.export("x", Output.of(late));
        });

        assertThat(TimeUnit.NANOSECONDS.toMillis(used.get())).isLessThan(500);
    }

    private static long processorNanoseconds() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
                .filter(thread -> thread != null && thread.getThreadName().startsWith("ForkJoinPool.commonPool"))
                .map(ThreadInfo::getThreadId)
                .mapToLong(threads::getThreadCpuTime)
                .sum();
    }
}
