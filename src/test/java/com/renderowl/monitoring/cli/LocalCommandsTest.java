package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
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
            clone.monitoring("destroy", "local", "--yes").run().requireOutput();
            assertThat(engine.everything()).isEmpty();
        }
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
