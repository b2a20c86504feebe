package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code ./monitoring} says of a stack that it has deployed. */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes", "kubectl"})
class DeployedStackTest {

    private static final String CONFIG =
            """
            config:
              renderowl-monitoring:namespaces:
                monitoring: told
                nodeExporter: told-node
                application: told-app
            """;

    private final ControlPlane cluster;
    private ProjectClone clone;

    DeployedStackTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeEach
    void freshClone() throws IOException {
        clone = ProjectClone.create();
        clone.environment("KUBECONFIG", cluster.kubeconfig().toString());
        Files.writeString(clone.file("Pulumi.staging.yaml"), CONFIG);
        // Nothing else of the tools: the engine would take a plugin from there, and say so.
        Path programs = Files.createDirectories(clone.file("target/programs"));
        Files.createSymbolicLink(programs.resolve("kubectl"), Tools.require("kubectl"));
        clone.environment("PATH", programs + ":/usr/bin:/bin");
    }

    @AfterEach
    void delete() {
        clone.monitoring("destroy", "--yes").run();
        clone.close();
    }

    private String outputs(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "outputs";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return clone.monitoring(all).run().requireOutput();
    }

    @Test
    void upEndsWithWhatToDoNextAndTheOutputsAreReadable() {
        CommandOutcome none = clone.monitoring("outputs").run();
        assertThat(none.requireOutput()).isEmpty();
        assertThat(none.errors())
                .contains("The stack staging has no outputs yet: './monitoring up staging' deploys it.");

        assertThat(clone.monitoring("up").run().requireOutput())
                .contains("\nDeployed staging to cluster ")
                .endsWith(
                        """
                          Prometheus:   http://prometheus.told.svc:9090
                          from here:    kubectl port-forward svc/prometheus 9090:9090 -n told
                                        then open http://localhost:9090/targets
                          all the rest: ./monitoring outputs staging
                        """)
                .doesNotContain("scrape_configs", "job_name");
        assertThat(clone.monitoring("up").run().requireOutput())
                .contains("\nNothing to change: staging is as configured on cluster ");
        cluster.waitUntil("every workload runs", Duration.ofMinutes(2), () -> clone.monitoring("status")
                .run()
                .succeeded());
        assertThat(clone.monitoring("status").run().requireOutput())
                .containsPattern("Deployment told/prometheus +ok +1 of 1 pods ready")
                .containsPattern("DaemonSet told-node/node-exporter +ok +1 of 1 pods ready")
                .endsWith("\nAll is well.\n");

        assertThat(outputs())
                .contains("namespace: told\n", "portMatrix:\n  prometheus -> ", "workloads:\n  told/prometheus\n")
                .containsPattern("prometheusYml: \\d+ lines, shown by './monitoring outputs staging prometheusYml'\n");
        assertThat(outputs("staging", "namespace")).isEqualTo("told\n");
        assertThat(outputs("staging", "portMatrix").lines())
                .contains("prometheus -> postgres-exporter 9187/TCP: scrape postgres-exporter")
                .allMatch(line -> line.contains(" -> "));
        assertThat(outputs("staging", "prometheusYml")).contains("\nscrape_configs:\n");

        JsonObject json = JsonParser.parseString(outputs("--json")).getAsJsonObject();
        assertThat(json.get("portMatrix").getAsJsonArray()).isNotEmpty();
        assertThat(JsonParser.parseString(outputs("staging", "portMatrix", "--json")))
                .isEqualTo(json.get("portMatrix"));

        CommandOutcome wrong =
                clone.monitoring("outputs", "staging", "portmatrix").run();
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.errors())
                .contains("The stack staging has no output named portmatrix; it has ", ", portMatrix, ");
    }
}
