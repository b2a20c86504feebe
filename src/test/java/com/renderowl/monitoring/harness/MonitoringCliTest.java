package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.MonitoringCli.Running;
import com.renderowl.monitoring.harness.MonitoringCli.Victim;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "kubectl"})
class MonitoringCliTest {

    private static final String CONFIG =
            """
            config:
              renderowl-monitoring:namespaces:
                monitoring: commanded
                nodeExporter: commanded-node
                application: commanded-app
            """;

    private final MonitoringCli cli = MonitoringCli.create().configure("staging", CONFIG);
    private final ControlPlane cluster;

    MonitoringCliTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void destroy() {
        cli.run("destroy", "--yes");
        cli.close();
        cluster.kubectl("delete", "namespace", "commanded-app", "--ignore-not-found");
    }

    @Test
    void withoutAClusterItRenders() {
        assertThat(cli.run("up").requireOutput()).isNotEmpty();
        assertThat(cli.file("out/staging/k8s-deployment.yaml")).exists();
        assertThat(cli.run("wrong").exitCode()).isEqualTo(2);
    }

    @Test
    void everythingOrOneOfItsProcessesIsKilled() {
        cli.on(cluster);
        Running first = cli.start("up");
        first.await("the engine has begun", () -> first.output().contains("prometheus-config creating"));
        assertThat(first.kill(Victim.PLUGINS)).isTrue();
        assertThat(first.await().exitCode()).isEqualTo(1);
        assertThat(cli.processes().describe()).isEmpty();

        Running second = cli.start("up");
        second.await("the engine has begun", () -> second.output().contains("Updating"));
        assertThat(second.kill(Victim.EVERYTHING)).isTrue();
        assertThat(second.await().exitCode()).isEqualTo(128 + 9);
        assertThat(cli.processes().describe()).isEmpty();

        cli.run("up").requireOutput();
        assertThat(cluster.kubectl("get", "deployments", "--namespace=commanded", "--output=name"))
                .contains("deployment.apps/prometheus");
    }
}
