package com.renderowl.monitoring.component;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The component on the platform whose definitions are looked up in the cluster. */
@Tag("operator")
@WithControlPlane(shared = false)
@RequiresTools({"pulumi", "pulumi-language-yaml", "pulumi-resource-kubernetes", PrometheusOperator.PROGRAM})
class ComponentWithOperatorTest {

    @Test
    void definitionsAreLookedUpBeforeAnythingIsMade(ControlPlane cluster) {
        PrometheusOperator.installDefinitions(cluster);
        try (YamlProgram program = YamlProgram.withPassword("planted")) {
            program.withEnvironment("KUBECONFIG", cluster.kubeconfig().toString())
                    .with("watch", component(""));

            assertThat(program.preview().getAsJsonArray("steps").toString())
                    .contains("kubernetes:monitoring.coreos.com/v1:Prometheus::watch-prometheus")
                    .contains("kubernetes:monitoring.coreos.com/v1:PrometheusRule::");

            CommandOutcome refused = program.with("watch", component("operator: {minimumVersion: 99.0.0}"))
                    .pulumi("up", "--yes", "--skip-preview", "--color=never");
            assertThat(refused.exitCode()).isNotZero();
            assertThat(refused.output() + refused.errors())
                    .contains("and this stack needs 99.0.0 or newer: raise the operator")
                    .doesNotContain("\tat ");
            assertThat(cluster.kubectl("-n", "monitoring", "get", "prometheuses", "-o", "name"))
                    .isEmpty();
        }
    }

    private static String component(String more) {
        return """
                type: renderowl:monitoring:MonitoringStack
                properties:
                  platform: operator
                  %s
                """
                .formatted(more);
    }
}
