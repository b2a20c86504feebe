package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Context;
import com.pulumi.core.Output;
import com.pulumi.exceptions.RunException;
import com.pulumi.resources.ComponentResource;
import com.renderowl.monitoring.cli.engine.RehearsalEngine.Rehearsal;
import com.renderowl.monitoring.cli.session.SocketFolder;
import com.renderowl.monitoring.config.ConfigSource;
import io.grpc.ManagedChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pulumirpc.Language.RunRequest;
import pulumirpc.LanguageRuntimeGrpc;

/** Runs programs by the real gRPC interface, against an engine that takes everything. */
@Tag("unit")
class LanguageHostTest {

    private static final Map<String, String> CONFIG = Map.of("p:key", "value");

    @TempDir
    private Path temporary;

    private Rehearsal run(Consumer<Context> program) {
        try (LanguageHost host = start(source -> program, Map.of())) {
            return RehearsalEngine.run(host, "p", "staging", CONFIG, true);
        }
    }

    private LanguageHost start(Function<ConfigSource, Consumer<Context>> program, Map<String, String> decrypted) {
        return LanguageHost.start(SocketFolder.create(temporary), "p", "staging", program, decrypted);
    }

    @Test
    void handsTheConfigurationOverWithDecryptedValuesAsSecrets() {
        AtomicReference<ConfigSource> seen = new AtomicReference<>();
        AtomicReference<String> read = new AtomicReference<>();
        try (LanguageHost host = start(
                source -> {
                    seen.set(source);
                    return context -> read.set(context.config().require("password"));
                },
                Map.of("p:password", "planted"))) {
            assertThat(RehearsalEngine.run(host, "p", "staging", CONFIG, true).succeeded())
                    .isTrue();
        }

        assertThat(seen.get().values()).containsEntry("p:key", "value").containsEntry("p:password", "planted");
        assertThat(seen.get().secretKeys()).containsExactly("p:password");
        assertThat(read).hasValue("planted");
    }

    /** Whoever may enter the folder of the socket may connect to it. */
    @Test
    void listensWhereOnlyItsUserCanEnter() throws IOException {
        Path folder = SocketFolder.create(temporary);
        try (LanguageHost host = LanguageHost.start(folder, "p", "staging", source -> context -> {}, Map.of())) {
            assertThat(host.address()).isEqualTo("unix://" + folder.resolve("program"));
            assertThat(host.record().arguments()).contains("tcp://" + host.address());
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                    .isEqualTo("rwx------");
        }

        assertThat(folder).doesNotExist();
    }

    @Test
    void runsForItsOwnStackOnly() {
        AtomicInteger runs = new AtomicInteger();
        try (LanguageHost host = start(source -> context -> runs.incrementAndGet(), Map.of())) {
            assertThat(RehearsalEngine.run(host, "p", "production", CONFIG, true)
                            .errors())
                    .containsExactly("The program is not run: it is for the stack staging of the project p");
            assertThat(RehearsalEngine.run(host, "other", "staging", CONFIG, true)
                            .succeeded())
                    .isFalse();
            assertThat(runs).hasValue(0);

            assertThat(RehearsalEngine.run(host, "p", "staging", CONFIG, true).succeeded())
                    .isTrue();
            assertThat(RehearsalEngine.run(host, "p", "staging", CONFIG, true).succeeded())
                    .isTrue();
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void aSecondRunIsRefusedWhileTheFirstOneGoesOn() {
        AtomicReference<LanguageHost> host = new AtomicReference<>();
        AtomicReference<String> second = new AtomicReference<>();
        host.set(start(source -> context -> second.set(tryToRun(host.get())), Map.of()));
        try (LanguageHost running = host.get()) {
            assertThat(RehearsalEngine.run(running, "p", "staging", CONFIG, true)
                            .succeeded())
                    .isTrue();
        }

        assertThat(second).hasValue("The program is not run: it is running already");
    }

    private static String tryToRun(LanguageHost host) {
        ManagedChannel channel =
                UnixSockets.channel(host.address(), host.loop()).build();
        try {
            RunRequest request =
                    RunRequest.newBuilder().setProject("p").setStack("staging").build();
            return LanguageRuntimeGrpc.newBlockingStub(channel).run(request).getError();
        } finally {
            channel.shutdownNow();
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
