package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.harness.LoopDisk;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command in a clone on a real disk that is full. */
@Tag("faults")
class FullDiskTest {

    @TempDir
    private Path folder;

    @Test
    void isOneSentenceAndLeavesTheConfigurationWhole() throws IOException {
        assumeThat(LoopDisk.reasonToSkip(folder)).isEmpty();
        try (LoopDisk disk = LoopDisk.mount(folder)) {
            Path clone = Path.of(disk.mountPoint());
            Path config = Files.createDirectories(clone.resolve(".monitoring/config"));
            Files.writeString(clone.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
            Path copy = Files.writeString(config.resolve("Pulumi.staging.yaml"), "config: {}\n");
            Files.writeString(config.resolve("Pulumi.staging.yaml.base"), "config: {}\n");
            // Larger than what is left.
            Files.writeString(
                    clone.resolve("Pulumi.staging.yaml"),
                    "config:\n  renderowl-monitoring:clusterName: " + "x".repeat(600_000) + "\n");
            disk.fill(99);
            StringWriter errors = new StringWriter();

            int exitCode = MonitoringCommand.commandLine(
                            new Workbench(new Project(clone), Map.of(), new RecordedConsole().console(), List.of()))
                    .setErr(new PrintWriter(errors))
                    .execute("plan", "staging");

            assertThat(errors.toString()).isEqualTo("monitoring: " + copy + ": No space left on device\n");
            assertThat(exitCode).isEqualTo(ExitCode.FAILED);
            assertThat(copy).hasContent("config: {}");
            try (Stream<Path> files = Files.list(config)) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("Pulumi.staging.yaml", "Pulumi.staging.yaml.base");
            }
        }
    }
}
