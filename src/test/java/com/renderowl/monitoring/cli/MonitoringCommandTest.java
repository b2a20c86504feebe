package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MonitoringCommandTest {

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();
    private final StringWriter output = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void project() throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
        Files.writeString(folder.resolve("Pulumi.staging.yaml"), "config: {}\n");
        Files.writeString(folder.resolve("Pulumi.production.yaml"), "config: {}\n");
    }

    private CommandLine commandLine() {
        return commandLine(Map.of("HOME", folder.toString()));
    }

    private CommandLine commandLine(Map<String, String> environment) {
        Workbench workbench = new Workbench(new Project(folder), environment, console.console(), List.of());
        return MonitoringCommand.commandLine(workbench)
                .setOut(new PrintWriter(output))
                .setErr(new PrintWriter(errors));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "up",
                "preview",
                "render",
                "destroy",
                "status",
                "outputs",
                "matrix",
                "config",
                "alert",
                "doctor",
                "contract",
                "test"
            })
    void everyCommandExplainsItself(String name) {
        assertThat(commandLine().execute(name, "--help")).isEqualTo(ExitCode.DONE);
        String help = output.toString();
        assertThat(help)
                .contains("Usage: monitoring " + name, "Examples:", "  ./monitoring " + name)
                .contains("Exit codes:", "  4     changes were found by --expect-no-changes", "  130   interrupted");

        output.getBuffer().setLength(0);
        assertThat(commandLine().execute("help", name)).isEqualTo(ExitCode.DONE);
        assertThat(output).hasToString(help);
    }

    @Test
    void theOverviewNamesEveryCommandAndNoHiddenOne() {
        assertThat(commandLine().execute("--help")).isEqualTo(ExitCode.DONE);
        assertThat(output.toString())
                .contains(
                        "\n  up ",
                        "\n  preview ",
                        "\n  render ",
                        "\n  destroy ",
                        "\n  status ",
                        "\n  outputs ",
                        "\n  matrix ",
                        "\n  config ")
                .contains("\n  alert ", "\n  doctor ", "\n  contract ", "\n  test ", "\n  help ")
                .doesNotContain("training-run");
    }

    @Test
    void wrongUsageIsOneLineThatNamesTheHelp() {
        assertThat(commandLine().execute("preview", "--bogus")).isEqualTo(ExitCode.USAGE);
        assertThat(errors)
                .hasToString("monitoring: Unknown option: '--bogus' ('./monitoring preview --help' explains.)"
                        + System.lineSeparator());
    }

    @Test
    void noCommandIsWrongUsage() {
        assertThat(commandLine().execute()).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).startsWith("monitoring: Which command?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "preview", "render", "status", "outputs", "matrix", "doctor"})
    void anUnknownStackIsSaidWithThoseThereAre(String command) {
        assertThat(commandLine().execute(command, "stagging")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString())
                .startsWith("monitoring: There is no stack 'stagging': this project has production, staging.");
    }

    @Test
    void statusOfAStackOnDockerNeedsAnEngine() throws IOException {
        Files.writeString(folder.resolve("Pulumi.local.yaml"), "config: {\"renderowl-monitoring:platform\": docker}\n");

        String nowhere = "unix://" + folder.resolve("docker.sock");
        assertThat(commandLine(Map.of("HOME", folder.toString(), "DOCKER_HOST", nowhere))
                        .execute("status", "local"))
                .isEqualTo(ExitCode.MISSING);
        assertThat(errors.toString()).contains("There is no Docker engine at " + nowhere);
    }

    @Test
    void statusWithoutAClusterSaysSo() {
        assertThat(commandLine().execute("status")).isEqualTo(ExitCode.MISSING);
        assertThat(errors.toString()).contains("There is no cluster", "Set KUBECONFIG");
    }

    @Test
    void aStackNameIsNoPath() {
        assertThat(commandLine().execute("preview", "../x")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("There is no stack '../x'");
    }

    @Test
    void destroyWithoutTerminalNeedsAYes() {
        assertThat(commandLine().execute("destroy")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("'destroy staging --yes' deletes without asking");
        assertThat(folder.resolve(".monitoring")).doesNotExist();
    }

    @Test
    void aFolderWithForeignFilesIsNotRenderedInto() throws IOException {
        Path foreign = Files.createDirectory(folder.resolve("photos"));
        Files.writeString(foreign.resolve("cat.jpg"), "");

        assertThat(commandLine().execute("render", "--output", foreign.toString()))
                .isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString())
                .contains("monitoring: " + foreign + " holds files that this command has not rendered");
    }
}
