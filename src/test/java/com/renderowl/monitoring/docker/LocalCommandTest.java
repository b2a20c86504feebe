package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.MonitoringCli.Running;
import com.renderowl.monitoring.harness.MonitoringCli.Victim;
import com.renderowl.monitoring.harness.RequiresTools;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The whole command on a Docker engine: killed in the middle, against what somebody does by hand, and against mistakes. */
@Tag("docker")
@RequiresTools({
    "pulumi",
    "pulumi-resource-docker",
    "dockerd",
    "prometheus",
    "promtool",
    "alertmanager",
    "node_exporter",
    "prometheus-postgres-exporter",
    "prometheus-redis-exporter",
    "renderowl-backend"
})
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LocalCommandTest {

    private static final int DRIFT = 4;
    private static final int REFUSED = 5;
    private static final List<String> CONTAINERS = List.of(
            "renderowl-alertmanager",
            "renderowl-alertmanager-config",
            "renderowl-alertmanager-owner",
            "renderowl-node-exporter",
            "renderowl-postgres-exporter",
            "renderowl-prometheus",
            "renderowl-prometheus-config",
            "renderowl-prometheus-owner",
            "renderowl-redis-exporter");

    private final String config =
            """
            config:
              renderowl-monitoring:platform: docker
              renderowl-monitoring:docker:
                prometheusPort: %d
                alertmanagerPort: %d
              renderowl-monitoring:exporters:
                postgres: {image: '%s'}
                redis: {image: '%s'}
            """
                    .formatted(
                            FreePorts.next(),
                            FreePorts.next(),
                            DockerImages.POSTGRES_EXPORTER,
                            DockerImages.REDIS_EXPORTER);

    private DockerEngine engine;
    private MonitoringCli cli;

    @BeforeAll
    void start() {
        engine = DockerEngine.start();
        DockerImages.provide(engine);
        cli = MonitoringCli.create().on(engine);
    }

    @AfterAll
    void end() {
        if (cli != null) {
            cli.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void configure() {
        cli.configure("local", config);
    }

    private String docker(String... arguments) {
        return engine.docker(arguments).requireOutput();
    }

    private List<String> containers() {
        return docker("ps", "--all", "--format={{.Names}}").lines().sorted().toList();
    }

    /** What is made in the middle of a run is either whole or made anew; a name that is taken must not be in the way. */
    @ParameterizedTest
    @Order(1)
    @ValueSource(strings = {"network creating", "prometheus-config creating", "postgres-exporter-container creating"})
    void theSameCommandGivenAgainAfterACrashConverges(String moment) {
        Running up = cli.start("up", "local");
        up.await(moment, () -> up.output().contains(moment));
        up.kill(Victim.EVERYTHING);

        cli.run("up", "local").requireOutput();

        assertThat(containers()).isEqualTo(CONTAINERS);
        assertThat(docker("network", "ls", "--quiet", "--filter=type=custom").lines())
                .hasSize(1);
        cli.run("preview", "local", "--expect-no-changes").requireOutput();
        assertThat(cli.run("drift", "local").requireOutput()).startsWith("No drift");
        cli.run("destroy", "local", "--yes").requireOutput();
        assertThat(containers()).isEmpty();
        assertThat(docker("volume", "ls", "--quiet")).isEmpty();
    }

    @Test
    @Order(2)
    void whatSomebodyDoesByHandIsShownAndPutRight() {
        cli.run("up", "local").requireOutput();
        docker("stop", "renderowl-redis-exporter");
        docker("rm", "--force", "renderowl-node-exporter");
        docker("update", "--memory=3g", "--memory-swap=3g", "renderowl-prometheus");
        String prometheus = docker("inspect", "--format={{.Id}}", "renderowl-prometheus");

        CommandOutcome drift = cli.run("drift", "local");

        assertThat(drift.exitCode()).isEqualTo(DRIFT);
        assertThat(drift.output())
                .contains(
                        "  Docker container renderowl-node-exporter   deleted\n",
                        "  Docker container renderowl-prometheus      changed: memory, memorySwap\n",
                        "  Docker container renderowl-redis-exporter  not running\n");
        cli.run("up", "local").requireOutput();
        assertThat(cli.run("drift", "local").requireOutput()).startsWith("No drift");
        assertThat(docker("ps", "--format={{.Names}}").lines())
                .contains("renderowl-node-exporter", "renderowl-redis-exporter");
        assertThat(docker("inspect", "--format={{.Id}}", "renderowl-prometheus"))
                .as("its limit is changed where it runs")
                .isEqualTo(prometheus);
    }

    @Test
    @Order(3)
    void aVolumeWithDataGoesOnlyWhereTheUserAgrees() {
        cli.configure("local", config + "  renderowl-monitoring:alertmanager:\n    enabled: false\n");

        CommandOutcome refused = cli.run("up", "local");
        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(refused.errors())
                .contains("alertmanager-data: Docker volume renderowl-alertmanager-data would be deleted")
                .endsWith("say so: ./monitoring up local --allow-replace alertmanager-data\n");
        assertThat(containers()).isEqualTo(CONTAINERS);

        cli.run("up", "local", "--allow-replace", "alertmanager-data").requireOutput();
        assertThat(docker("volume", "ls", "--quiet")).doesNotContain("renderowl-alertmanager-data");
    }

    @Test
    @Order(4)
    void anEditThatReplacesContainersIsFree() {
        cli.configure(
                "local",
                config + "  renderowl-monitoring:alertmanager:\n    enabled: false\n"
                        + "  renderowl-monitoring:prometheus:\n    retention: 3d\n");

        cli.run("up", "local").requireOutput();

        assertThat(JsonParser.parseString(docker("volume", "inspect", "renderowl-prometheus-data"))
                        .getAsJsonArray())
                .hasSize(1);
        cli.run("destroy", "local", "--yes").requireOutput();
    }
}
