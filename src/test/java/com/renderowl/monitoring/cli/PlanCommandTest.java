package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
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
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code monitoring plan}: without a cluster, an engine or a passphrase, as there is none of them here. */
@Tag("unit")
class PlanCommandTest {

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void project() throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
    }

    @Test
    void whatFitsIsShownWithWhatThereIsAndWhatEndsFirst() throws IOException {
        stack("capacity: {expectedSeries: 50000}");

        assertThat(run("plan")).isEqualTo(ExitCode.DONE);
        assertThat(console.output())
                .isEqualTo(
                        """
                        Prometheus of staging: 50,000 series every 15s are 3,333 samples per second

                                        needs   there is               enough for
                          memory     0.39 GiB   1.60 GiB    25%    293,000 series   80% of prometheus.resources.limits.memory
                          disk       6.59 GiB  10.00 GiB    66%     78,000 series   prometheus.retentionSize
                          history      15.0 d     23.9 d                            prometheus.retention, and what that size holds
                          volume    13.00 GiB  16.00 GiB    81%                     prometheus.volume.size, a quarter more than that size

                        Of the disk, blocks take 6.04 GiB, the write-ahead log 0.50 GiB, the newest samples 0.05 GiB.
                        It fits. The disk ends first, at 78,000 series.
                        """);
    }

    @Test
    void whatDoesNotFitIsShownAllTheSameWithWhatToDo() throws IOException {
        stack(
                "capacity: {expectedSeries: 350000}",
                "prometheus: {retention: 30d, retentionSize: 60GB, volume: {size: 75Gi}}");

        assertThat(run("plan")).isEqualTo(ExitCode.FAILED);
        assertThat(console.output())
                .isEqualTo(
                        """
                        Prometheus of staging: 350,000 series every 15s are 23,333 samples per second

                                        needs   there is               enough for
                          memory     1.88 GiB   1.60 GiB   118%    293,000 series   80% of prometheus.resources.limits.memory
                          disk      88.78 GiB  60.00 GiB   148%    236,000 series   prometheus.retentionSize
                          history      30.0 d     19.3 d                            prometheus.retention, and what that size holds
                          volume    75.00 GiB  75.00 GiB   100%                     prometheus.volume.size, a quarter more than that size

                        Of the disk, blocks take 86.59 GiB, the write-ahead log 1.88 GiB, the newest samples 0.32 GiB.
                        It does not fit:
                          capacity.expectedSeries: '350000' needs 1.88 GiB of memory, and prometheus.resources.limits.memory is 2Gi, of which series may take 80%
                               allowed: at most 293000 with this memory
                               fix: ./monitoring config set --path prometheus.resources.limits.memory 2560Mi --stack staging; or expect fewer series
                          capacity.expectedSeries: '350000' needs 88.78 GiB of disk for a prometheus.retention of 30d, and prometheus.retentionSize is 60GB: samples would be deleted after 19.3 days
                               allowed: at most 236000 with this retention and size
                               fix: ./monitoring config set --path prometheus.retentionSize 89GB --stack staging and ./monitoring config set --path prometheus.volume.size 112Gi --stack staging; or ./monitoring config set --path prometheus.retention 19d --stack staging; or expect fewer series
                        """);
    }

    @Test
    void shardsReplicasAndOtherIntervalsAreNamed() throws IOException {
        stack(
                "platform: operator",
                "alertmanager: {requireReceivers: false}",
                "operator: {shards: 4}",
                "capacity: {expectedSeries: 100001}",
                "prometheus: {replicas: 2}",
                "applications: {encoder: {port: 9000, selector: {app: encoder}, scrapeInterval: 30s}}");

        assertThat(run("plan")).as(errors.toString()).isEqualTo(ExitCode.DONE);
        assertThat(console.output())
                .startsWith("Prometheus of staging, each of 4 shards, each of 2 replicas: 25,001 series every 15s")
                .contains("applications.encoder is scraped every 30s; the plan does not count it apart.");
        assertThat(json().get("expectedSeries").getAsInt()).isEqualTo(100_001);
        assertThat(json().get("shards").getAsInt()).isEqualTo(4);
        assertThat(json().get("replicas").getAsInt()).isEqualTo(2);
        assertThat(json().getAsJsonObject("server").get("series").getAsInt()).isEqualTo(25_001);
    }

    @Test
    void aDockerEngineHasNoVolumeToFill() throws IOException {
        stack("platform: docker");

        assertThat(run("plan")).isEqualTo(ExitCode.DONE);
        assertThat(console.output()).contains("25,000 series").doesNotContain("volume");
        assertThat(json().getAsJsonObject("server").has("volume")).isFalse();
    }

    @Test
    void aPrometheusOfSomebodyElseIsTheirs() throws IOException {
        stack(
                "platform: operator",
                "alertmanager: {requireReceivers: false}",
                "operator: {deployPrometheus: false, existingPrometheus: {namespace: platform}}");

        assertThat(run("plan")).isEqualTo(ExitCode.DONE);
        assertThat(console.output())
                .isEqualTo("The stack staging has no Prometheus of its own: the one in the namespace platform holds its"
                        + " series, and whoever runs that plans for it.\n");
        assertThat(json().get("hasPrometheus").getAsBoolean()).isFalse();
        assertThat(json().get("fits").getAsBoolean()).isTrue();
        assertThat(json().has("server")).isFalse();
    }

    @Test
    void jsonHasTheSameInBytesAndSeconds() throws IOException {
        stack("capacity: {expectedSeries: 100000}");

        assertThat(run("plan", "--json")).isEqualTo(ExitCode.FAILED);
        JsonObject plan = JsonParser.parseString(console.output()).getAsJsonObject();
        assertThat(plan.get("stack").getAsString()).isEqualTo("staging");
        assertThat(plan.get("fits").getAsBoolean()).isFalse();
        assertThat(plan.getAsJsonArray("problems")).singleElement().satisfies(problem -> assertThat(
                        problem.getAsJsonObject().get("path").getAsString())
                .isEqualTo("capacity.expectedSeries"));
        JsonObject server = plan.getAsJsonObject("server");
        assertThat(server.get("endsFirst").getAsString()).isEqualTo("disk");
        JsonObject disk = server.getAsJsonObject("disk");
        assertThat(disk.get("available").getAsLong()).isEqualTo(10L << 30);
        assertThat(disk.get("needs").getAsLong())
                .isEqualTo(disk.get("blocks").getAsLong()
                        + disk.get("log").getAsLong()
                        + disk.get("head").getAsLong())
                .isGreaterThan(10L << 30);
        assertThat(server.get("mostSeries").getAsLong())
                .isEqualTo(disk.get("enoughForSeries").getAsLong());
        JsonObject memory = server.getAsJsonObject("memory");
        assertThat(memory.get("limit").getAsLong()).isEqualTo(2L << 30);
        assertThat(memory.get("available").getAsLong()).isEqualTo((long) (0.8 * (2L << 30)));
        JsonObject history = server.getAsJsonObject("history");
        assertThat(history.get("retention").getAsDouble()).isEqualTo(15 * 86_400.0);
        assertThat(history.get("kept").getAsDouble())
                .isEqualTo(history.get("fits").getAsDouble())
                .isLessThan(15 * 86_400.0);
        assertThat(server.getAsJsonObject("volume").get("needs").getAsLong()).isEqualTo(13L << 30);
    }

    @Test
    void anythingElseThatIsWrongIsWrongUsage() throws IOException {
        stack("prometheus: {retention: 15}", "capacity: {expectedSeries: 9000000}");

        assertThat(run("plan")).isEqualTo(ExitCode.USAGE);
        assertThat(console.output()).isEmpty();
        assertThat(errors.toString())
                .contains("1. prometheus.retention: '15' is not a duration")
                .doesNotContain("2. ");
        assertThat(run("plan", "nowhere")).isEqualTo(ExitCode.USAGE);
    }

    /** Secrets are known by name only. */
    @Test
    void nothingIsDecrypted() throws IOException {
        stack("secrets: {redisPassword: {secure: 'v1:cannot:be-decrypted'}}");

        assertThat(run("plan")).isEqualTo(ExitCode.DONE);
        assertThat(console.output()).contains("It fits.");
    }

    private JsonObject json() {
        RecordedConsole other = new RecordedConsole();
        assertThat(run(other, "plan", "--json")).isEqualTo(ExitCode.DONE);
        return JsonParser.parseString(other.output()).getAsJsonObject();
    }

    private void stack(String... sections) throws IOException {
        StringBuilder text = new StringBuilder("config:\n");
        for (String section : sections) {
            text.append("  renderowl-monitoring:").append(section).append('\n');
        }
        Files.writeString(folder.resolve("Pulumi.staging.yaml"), text);
    }

    private int run(String... arguments) {
        return run(console, arguments);
    }

    private int run(RecordedConsole target, String... arguments) {
        Workbench workbench =
                new Workbench(new Project(folder), Map.of("HOME", folder.toString()), target.console(), List.of());
        return MonitoringCommand.commandLine(workbench)
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
