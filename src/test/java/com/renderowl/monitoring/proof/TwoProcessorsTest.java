package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.Pulumi;
import com.renderowl.monitoring.App;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plain {@code pulumi} on JDK 25 with two processors, where a program on the bare SDK never ends.
 *
 * @see com.renderowl.monitoring.SdkWorkaround
 */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class TwoProcessorsTest {

    private static final String TWO_PROCESSORS = "-XX:ActiveProcessorCount=2";
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");

    private final ControlPlane cluster;
    private Path jdk;

    TwoProcessorsTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /** The product's main class, after it was noted where it runs. */
    static final class Noted {
        private Noted() {}

        public static void main(String[] arguments) throws IOException {
            String where =
                    Runtime.version().feature() + " " + Runtime.getRuntime().availableProcessors();
            Files.writeString(Path.of(System.getenv("NOTE")), where);
            App.main(arguments);
        }
    }

    /** The product's program without the guard; it writes files, so that no cluster is left half done. */
    static final class Unguarded {
        private Unguarded() {}

        public static void main(String[] arguments) {
            RunMode files = new RunMode.Render(Path.of(System.getenv("RENDER_DIRECTORY")), false);
            Pulumi.run(new MonitoringProgram(ConfigSource.fromEnvironment(System.getenv()), files));
        }
    }

    @BeforeEach
    void requireJdk25() {
        Optional<Path> found = jdk25();
        Assumptions.assumeTrue(found.isPresent(), "There is no JDK 25: neither JAVA_HOME_25 nor in " + INSTALLED);
        jdk = found.orElseThrow();
    }

    @Test
    void productEndsAndTheBareSdkDoesNot(@TempDir Path directory) {
        double seconds;
        Path note = directory.resolve("note");
        Path rendered = directory.resolve("rendered");
        try (EngineStack stack = stack(TWO_PROCESSORS).on(cluster).withHostedProgram(Noted.class)) {
            stack.withEnvironment("NOTE", note.toString());
            EngineRun preview = stack.preview();
            seconds = preview.seconds();
            assertThat(note).hasContent("25 2");
            assertThat(preview.changes().get("create")).isGreaterThan(30);
        }
        Duration patience = Duration.ofMillis(Math.round(2 * 1000 * seconds) + 5_000);
        try (EngineStack stack = stack(TWO_PROCESSORS)) {
            stack.withEnvironment("RENDER_DIRECTORY", rendered.toString()).withHostedProgram(Unguarded.class);
            long end = System.nanoTime() + patience.toNanos();
            EngineRun endless = stack.upKilledAt(unused -> System.nanoTime() > end);
            assertThat(endless.seconds()).isGreaterThan(1.5 * seconds);
        }
        String fourThreads = " -Djava.util.concurrent.ForkJoinPool.common.parallelism=4";
        try (EngineStack stack = stack(TWO_PROCESSORS + fourThreads)) {
            stack.withEnvironment("RENDER_DIRECTORY", rendered.toString()).withHostedProgram(Unguarded.class);
            assertThat(stack.up().changes().get("create")).isGreaterThan(30);
        }
    }

    private EngineStack stack(String javaOptions) {
        return EngineStack.create("staging")
                .withCommittedConfig()
                .withEnvironment("JAVA_HOME", jdk.toString())
                .withEnvironment("PATH", jdk.resolve("bin") + ":" + System.getenv("PATH"))
                .withEnvironment("JDK_JAVA_OPTIONS", javaOptions);
    }

    /** As GitHub's runners name it, as we name it, or as Linux distributions install it. */
    private static Optional<Path> jdk25() {
        Stream<Path> named = Stream.of("JAVA_HOME_25", "JAVA_HOME_25_X64", "JAVA_HOME_25_ARM64")
                .flatMap(variable -> Stream.ofNullable(System.getenv(variable)))
                .map(Path::of);
        return Stream.concat(named, installed().stream().filter(home -> home.getFileName()
                        .toString()
                        .matches(".*\\b25\\b.*")))
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .findFirst();
    }

    private static List<Path> installed() {
        if (!Files.isDirectory(INSTALLED)) {
            return List.of();
        }
        try (Stream<Path> homes = Files.list(INSTALLED)) {
            return homes.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
