package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.session.StateFolder;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Wait;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine is killed in the middle of a real deployment, and the next command has to make the best of it. */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes", "kubectl"})
class InterruptedUpTest {

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** Namespaces of its own, as other tests use the same control plane. */
    private static final String CONFIG =
            """
            config:
              renderowl-monitoring:namespaces:
                monitoring: interrupted
                nodeExporter: interrupted-node
                application: interrupted-app
              renderowl-monitoring:exporters:
                postgres:
                  resources:
                    limits:
                      memory: 128Mi
                redis:
                  enabled: true
            """;

    private final ControlPlane cluster;
    private ProjectClone clone;

    InterruptedUpTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void freshClone() throws IOException {
        clone = ProjectClone.create();
        clone.environment("KUBECONFIG", cluster.kubeconfig().toString());
        configure(CONFIG);
    }

    @AfterEach
    void delete() {
        clone.monitoring("destroy", "--yes").run();
        clone.close();
    }

    private void configure(String config) throws IOException {
        Files.writeString(clone.file("Pulumi.staging.yaml"), config);
    }

    private StateFolder state() {
        return new StateFolder(clone.file(".monitoring/state"), "renderowl-monitoring", "staging");
    }

    private String deployments() {
        return cluster.kubectl("get", "deployments", "--namespace=interrupted", "--output=name");
    }

    /** The engine's own process, which its lock names. */
    private ProcessHandle engine() {
        try {
            Path lock = state().lockFiles().get(0);
            long process = JsonParser.parseString(Files.readString(lock))
                    .getAsJsonObject()
                    .get("pid")
                    .getAsLong();
            return ProcessHandle.of(process).orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theNextUpConvergesAndLeavesNothingBehind() throws IOException {
        CompletableFuture<CommandOutcome> interrupted =
                CompletableFuture.supplyAsync(() -> clone.monitoring("up").run());
        Wait.until(
                "deployments are in the making",
                DEADLINE,
                () -> state().hasPendingOperations() && deployments().contains("redis-exporter"));
        ProcessHandle engine = engine();
        engine.destroyForcibly();
        engine.onExit().join();

        assertThat(interrupted.join().exitCode()).isEqualTo(1);
        assertThat(interrupted.join().errors()).contains("The engine was killed in the middle of its work.");

        // One of the objects that were just made is not wanted any more: it must not stay there for ever.
        configure(CONFIG.replace("enabled: true", "enabled: false"));
        CommandOutcome next = clone.monitoring("up").run();

        next.requireOutput();
        assertThat(next.errors()).contains("The last run was killed and left its lock");
        assertThat(deployments().lines())
                .containsExactlyInAnyOrder(
                        "deployment.apps/prometheus",
                        "deployment.apps/alertmanager",
                        "deployment.apps/postgres-exporter");
        clone.monitoring("preview", "--expect-no-changes").run().requireOutput();

        // Objects of the interrupted run can be changed in place, and nobody else's hand is on them.
        configure(CONFIG.replace("enabled: true", "enabled: false").replace("memory: 128Mi", "memory: 160Mi"));
        clone.monitoring("up").run().requireOutput();
        assertThat(cluster.kubectl(
                        "get",
                        "deployment/postgres-exporter",
                        "--namespace=interrupted",
                        "--output=jsonpath={.spec.template.spec.containers[0].resources.limits.memory}"))
                .isEqualTo("160Mi");

        clone.monitoring("destroy", "--yes").run().requireOutput();
        assertThat(cluster.kubectl("get", "namespaces", "--output=name").lines())
                .doesNotContainAnyElementsOf(List.of("namespace/interrupted", "namespace/interrupted-node"));
    }
}
