package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("unit")
class BenchCommandTest {

    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    /** Without any project in it: whatever went on to build or to start something would fail in another way. */
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101"})
    void aSenselessNumberOfRunsIsRefusedBeforeAnythingStarts(String runs) {
        assertThat(execute("bench", "--runs", runs)).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("monitoring: --runs is " + runs + ": it must be from 1 to 100, such as --runs 5.");
    }

    @Test
    void helpSaysWhatIsMeasuredAndWhatFails() {
        assertThat(execute("bench", "--help")).isEqualTo(ExitCode.DONE);
        assertThat(output.toString())
                .contains("--runs=N", "--skip-python", "docs/benchmarks.md")
                .containsIgnoringWhitespaces("How fast things are never makes it fail.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "999", "1000001"})
    void asManySeriesAsNoPrometheusHasAreRefusedBeforeAnythingStarts(String series) {
        assertThat(execute("bench", "capacity", "--series", "20000," + series)).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("monitoring: --series is " + series
                        + ": it must be from 1000 to 1000000, such as --series 20000.");
    }

    private int execute(String... arguments) {
        Console console = new Console(System.out, System.err, false);
        CommandLine line =
                MonitoringCommand.commandLine(new Workbench(new Project(folder), Map.of(), console, List.of()));
        return line.setOut(new PrintWriter(output, true))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
