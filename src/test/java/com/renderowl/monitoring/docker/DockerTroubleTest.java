package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.engine.Diagnosis;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What stands in the way of a local stack is named with its cure, and the next {@code up} mends what was begun. */
@Tag("docker")
@RequiresTools({"pulumi", "pulumi-resource-docker", "dockerd", "prometheus", "promtool"})
class DockerTroubleTest {

    @Test
    void portsThatAreTakenImagesThatAreMissingAndNoEngine() throws IOException {
        int port = FreePorts.next();
        try (DockerEngine engine = DockerEngine.start();
                EngineStack stack = EngineStack.create("local").on(engine)) {
            DockerImages.provide(engine);
            stack.withConfig(config(port, Map.of()));
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                assertThat(taken.isBound()).isTrue();
                assertThat(sentence(stack.tryUp())).contains("docker.prometheusPort");
            }
            stack.withConfig(config(port, Map.of("image", "prom/prometheus:no-such-tag")));
            assertThat(sentence(stack.tryUp())).contains("docker pull");

            stack.withConfig(config(port, Map.of()));
            stack.up();
            assertThat(new LocalPrometheus(port).query("vector(1)")).isEqualTo("1");
            assertThat(stack.preview().steps()).isEmpty();
            List<String> before = engine.everything();
            RunMode asPlainPulumi =
                    new RunMode.CheckedDeploy(Map.of("DOCKER_HOST", engine.host()), config -> Optional.empty());
            try (EngineStack second = EngineStack.create("second").on(engine).withMode(asPlainPulumi)) {
                EngineRun up =
                        second.withConfig(config(FreePorts.next(), Map.of())).tryUp();
                assertThat(up.exitCode()).isNotZero();
                assertThat(up.text())
                        .contains("container renderowl-prometheus belongs to the stack renderowl-monitoring/local")
                        .doesNotContain("at com.");
                assertThat(engine.everything()).isEqualTo(before);
            }
            stack.destroy();
            assertThat(engine.everything()).isEmpty();
        }
    }

    @Test
    void noEngine() {
        try (EngineStack stack = EngineStack.create("local").withDockerAt("unix:///nowhere/docker.sock")) {
            stack.withConfig(config(FreePorts.next(), Map.of()));
            assertThat(sentence(stack.tryUp())).contains("DOCKER_HOST");
        }
    }

    private static String sentence(EngineRun run) {
        assertThat(run.exitCode()).as(run.text()).isNotZero();
        return Diagnosis.of(run.text())
                .orElseThrow(() -> new AssertionError("not explained: " + run.text()))
                .sentence();
    }

    private static Map<String, Object> config(int port, Map<String, Object> prometheus) {
        Map<String, Object> config = new HashMap<>();
        config.put("platform", "docker");
        config.put("docker", Map.of("prometheusPort", port));
        config.put("prometheus", prometheus);
        config.put("alertmanager", Map.of("enabled", false));
        Map<String, Object> off = Map.of("enabled", false);
        config.put("exporters", Map.of("node", off, "postgres", off, "redis", off));
        return config;
    }
}
