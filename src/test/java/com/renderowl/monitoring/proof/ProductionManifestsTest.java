package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import com.renderowl.monitoring.render.Manifest;
import com.renderowl.monitoring.render.Rendering;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the committed production stack is rendered to, without a secret: checked, and applied by hand. */
@Tag("operator")
@WithControlPlane(nodes = 2, shared = false)
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", PrometheusOperator.PROGRAM, "kube-score"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProductionManifestsTest {

    @TempDir
    private static Path directory;

    private final ControlPlane cluster;

    ProductionManifestsTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void render() {
        PrometheusOperator.installDefinitions(cluster);
        cluster.kubectl("create", "namespace", "renderowl-production");
        cluster.kubectl("create", "namespace", "monitoring");
        cluster.kubectl("create", "namespace", "monitoring-node");
        try (EngineStack stack = EngineStack.create("production")) {
            stack.withConfig(StackSettings.committed("production").values());
            stack.withMode(new RunMode.Render(directory, false)).up();
        }
    }

    @Test
    void theApiServerAcceptsAllAndKubeScoreFindsNothingCritical() {
        List<Path> files = Texts.filesBelow(directory);

        assertThat(cluster.kubectl(
                                "apply",
                                "--server-side",
                                "--dry-run=server",
                                "--validate=strict",
                                "--force-conflicts",
                                "--recursive",
                                "--filename=" + directory)
                        .lines())
                .as("the API server knows every field")
                .hasSameSizeAs(files);
        Command score = Command.in(directory, Tools.require("kube-score"), "score", "--output-format=ci")
                .andArguments(files.stream().map(Path::toString).toList());
        assertThat(score.run().output().lines().filter(line -> line.startsWith("[CRITICAL]")))
                // The pods are made by the operator; that there are some is shown by the test of the stack's life.
                .filteredOn(
                        line -> !line.matches("\\[CRITICAL\\] (prometheus|alertmanager)/monitoring .*match any pods"))
                .isEmpty();
    }

    @Test
    void theFileOfCustomResourcesCanBeAppliedByHand(@TempDir Path other) throws IOException {
        List<Manifest> manifests = Texts.filesBelow(directory).stream()
                .map(file -> Manifest.of(Texts.below(file)))
                .toList();
        Path file = other.resolve(Rendering.OPERATOR_OBJECTS);
        Files.writeString(file, Rendering.of(manifests, Map.of()).files().get(Rendering.OPERATOR_OBJECTS));

        assertThat(cluster.kubectl("apply", "--server-side", "--filename=" + file)
                        .lines())
                .hasSize((int) manifests.stream()
                        .filter(manifest -> manifest.text().startsWith("apiVersion: monitoring.coreos.com/"))
                        .count())
                .allMatch(line -> line.endsWith(" serverside-applied"))
                .anyMatch(line -> line.startsWith("prometheus.monitoring.coreos.com/production"))
                .anyMatch(line -> line.startsWith("alertmanager.monitoring.coreos.com/production"));
    }
}
