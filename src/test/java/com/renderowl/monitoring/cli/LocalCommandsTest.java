package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The commands of the README's section about a local stack, in a fresh clone. */
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
    "prometheus-redis-exporter"
})
class LocalCommandsTest {

    @Test
    void upPreviewAndDestroyOnAnEngineWithoutACluster() throws IOException {
        try (DockerEngine engine = DockerEngine.start();
                ProjectClone clone = ProjectClone.create()) {
            DockerImages.provide(engine);
            clone.environment("DOCKER_HOST", engine.host());
            int port = FreePorts.next();
            Files.writeString(
                    clone.file("Pulumi.local.yaml"),
                    clone.text("Pulumi.local.yaml")
                            .replace("prometheusPort: 9090", "prometheusPort: " + port)
                            .replace("alertmanagerPort: 9093", "alertmanagerPort: " + FreePorts.next())
                            .replace(
                                    "    postgres:\n",
                                    "    postgres:\n      image: " + DockerImages.POSTGRES_EXPORTER + "\n")
                            .replace("    redis:\n", "    redis:\n      image: " + DockerImages.REDIS_EXPORTER + "\n"));

            CommandOutcome up = clone.monitoring("up", "local").run();
            assertThat(up.requireOutput())
                    .contains("Deployed local to Docker at " + engine.host() + ".")
                    .contains("Prometheus:   http://localhost:" + port)
                    .doesNotContain("port-forward");
            assertThat(clone.monitoring("preview", "local", "--expect-no-changes")
                            .run()
                            .exitCode())
                    .isZero();
            statusNamesWhatIsNotWell(engine, clone);
            upTellsOfAConnectionThatIsRefused(clone);
            clone.monitoring("destroy", "local", "--yes").run().requireOutput();
            assertThat(engine.everything()).isEmpty();
            CommandOutcome gone = clone.monitoring("status", "local").run();
            assertThat(gone.exitCode()).isEqualTo(1);
            assertThat(gone.output()).contains("The stack local is not there: './monitoring up local' deploys it.");
        }
    }

    /** Nothing listens where the application is looked for, and one container is stopped by hand. */
    private static void statusNamesWhatIsNotWell(DockerEngine engine, ProjectClone clone) {
        engine.docker("stop", "renderowl-redis-exporter").requireOutput();
        Wait.until("Prometheus has asked every target", Duration.ofMinutes(1), () -> {
            CommandOutcome status = clone.monitoring("status", "local").run();
            assertThat(status.exitCode()).isEqualTo(1);
            assertThat(status.output())
                    .containsPattern("renderowl-prometheus +ok +Up .*\\(healthy\\)")
                    .containsPattern(
                            "renderowl-redis-exporter +problem +Exited .*'docker logs renderowl-redis-exporter'")
                    .containsPattern("target prometheus +ok ")
                    .containsPattern("target renderowl-backend +problem +http://host.docker.internal:8080/metrics: ");
            return true;
        });
        engine.docker("start", "renderowl-redis-exporter").requireOutput();
    }

    /** The connection is right in its form, and nobody answers to it. */
    private static void upTellsOfAConnectionThatIsRefused(ProjectClone clone) {
        clone.monitoring("config", "set", "--secret", "--path", "secrets.postgresDataSourceName", "--stack", "local")
                .run("postgresql://planted-user:planted-secret@host.docker.internal:1/shop?sslmode=disable\n")
                .requireOutput();
        CommandOutcome up = clone.monitoring("up", "local").run();
        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.errors())
                .contains("Everything runs, but PostgreSQL does not answer to the connection in"
                        + " secrets.postgresDataSourceName")
                .contains("docker logs renderowl-postgres-exporter")
                .doesNotContain("planted-secret");
        assertThat(up.output()).doesNotContain("planted-secret");
    }

    @Test
    void rendersTheFilesAloneAndAsksNoEngine() {
        try (ProjectClone clone = ProjectClone.create()) {
            clone.environment("DOCKER_HOST", "unix:///nowhere/docker.sock");
            assertThat(clone.monitoring("render", "local").run().requireOutput())
                    .contains(
                            "no Docker engine was contacted",
                            "docker compose -f ",
                            "docker-compose.yml up --detach --wait")
                    .doesNotContain("kubectl");
            assertThat(clone.file("out/local/prometheus.yml"))
                    .content()
                    .contains("localhost:8080")
                    .doesNotContain("host.docker.internal", "/etc/");
            assertThat(clone.file("out/local/containers/prometheus/config/prometheus.yml"))
                    .content()
                    .contains("host.docker.internal:8080");
            assertThat(clone.file("out/local/rules/backend.yaml")).exists();
            assertThat(clone.file("out/local/docker-compose.yml")).content().contains("renderowl-prometheus");
            assertThat(clone.file("out/local/k8s-deployment.yaml")).doesNotExist();

            CommandOutcome secrets =
                    clone.monitoring("render", "local", "--include-secrets").run();
            assertThat(secrets.exitCode()).isEqualTo(2);
            assertThat(secrets.errors()).contains("--include-secrets is for stacks on Kubernetes");

            CommandOutcome up = clone.monitoring("up", "local").run();
            assertThat(up.exitCode()).isEqualTo(3);
            assertThat(up.errors())
                    .contains("There is no Docker engine at unix:///nowhere/docker.sock")
                    .contains("Start Docker, or name the engine with DOCKER_HOST.");
        }
    }
}
