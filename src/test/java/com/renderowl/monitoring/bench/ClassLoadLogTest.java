package com.renderowl.monitoring.bench;

import static com.renderowl.monitoring.bench.Phases.Phase.COMMAND;
import static com.renderowl.monitoring.bench.Phases.Phase.DECLARATION;
import static com.renderowl.monitoring.bench.Phases.Phase.END;
import static com.renderowl.monitoring.bench.Phases.Phase.ENGINE;
import static com.renderowl.monitoring.bench.Phases.Phase.RESOURCES;
import static com.renderowl.monitoring.bench.Phases.Phase.SCRIPT;
import static com.renderowl.monitoring.bench.Phases.Phase.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.bench.Phases.Phase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("unit")
class ClassLoadLogTest {

    private static final TimedRun RUN = new TimedRun("a preview", 10_000, 2_000, 300, 0, "");

    private static final List<String> LINES = List.of(
            "[0.020s][10060ms] java.lang.Object source: shared objects file",
            "[0.070s][10110ms] com.renderowl.monitoring.cli.MonitoringCommand source: shared objects file (top)",
            "[0.400s][10440ms] java.lang.ProcessImpl source: jrt:/java.base",
            "[0.900s][10940ms] com.renderowl.monitoring.MonitoringProgram source: file:/project/target/monitoring.jar",
            "not a line of this log",
            "[1.200s][11240ms] com.renderowl.monitoring.StackOutputs source: shared objects file (top)",
            "[1.800s][11840ms] pulumirpc.Language$RunResponse$Builder source: shared objects file (top)",
            "[1.900s][11940ms] java.lang.ProcessImpl source: shared objects file");

    @TempDir
    private Path folder;

    @Test
    void partsEndWhereClassesAreLoadedFirst() {
        assertThat(ClassLoadLog.phases(LINES, RUN).milliseconds())
                .isEqualTo(Map.of(
                        SCRIPT, 40.0,
                        START, 70.0,
                        COMMAND, 330.0,
                        ENGINE, 500.0,
                        DECLARATION, 300.0,
                        RESOURCES, 600.0,
                        END, 160.0));
    }

    @Test
    void aClassThatWasNotLoadedIsNamed() {
        List<String> lines = new ArrayList<>(LINES);
        lines.removeIf(line -> line.contains("MonitoringProgram"));

        assertThatThrownBy(() -> ClassLoadLog.phases(lines, RUN))
                .isInstanceOf(BenchFailure.class)
                .hasMessageContaining("com.renderowl.monitoring.MonitoringProgram")
                .hasMessageContaining(ENGINE.title());
    }

    /** So that renaming one of them is noticed here, and not by the next benchmark. */
    @ParameterizedTest
    @EnumSource(
            value = Phase.class,
            names = {"SCRIPT", "END"},
            mode = EnumSource.Mode.EXCLUDE)
    void theClassesExist(Phase phase) throws Exception {
        String name = ClassLoadLog.ENDS.get(phase);

        assertThat(Class.forName(name, false, getClass().getClassLoader()).getName())
                .isEqualTo(name);
    }

    /** A real JVM, with the option that the start script gives it behind the variable. */
    @Test
    void aJvmWritesTheLogAlthoughItsCommandLineTurnsLoggingOff() throws Exception {
        Path log = folder.resolve("classes.log");
        TimedRun run = TimedProcess.run(
                "java",
                List.of(System.getProperty("java.home") + "/bin/java", "-Xlog:disable", "-version"),
                folder,
                ClassLoadLog.environment(log));

        assertThat(run.exitCode()).isZero();
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.matches("\\[[\\d.]+s]\\[\\d+ms] java\\.lang\\.Object source: .*"));
    }
}
