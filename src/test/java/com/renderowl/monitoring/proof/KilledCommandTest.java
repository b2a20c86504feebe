package com.renderowl.monitoring.proof;

import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The whole command, or a part of it, is killed at random moments. With {@code -Dmonitoring.seed=...} they are those of
 * another run, with {@code -Dmonitoring.crashes=...} there are more.
 */
@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "kubectl"})
class KilledCommandTest {

    private static final String BEFORE =
            """
            config:
              renderowl-monitoring:namespaces:
                monitoring: crashed
                nodeExporter: crashed-node
                application: crashed-application
            """;

    private static final String AFTER = BEFORE
            + """
              renderowl-monitoring:imagePullPolicy: IfNotPresent
              renderowl-monitoring:alerts:
                cpuRatio: 0.70
              renderowl-monitoring:prometheus:
                retention: 30d
            """;

    private final MonitoringCli cli = MonitoringCli.create();
    private final ControlPlane cluster;

    KilledCommandTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void destroy() {
        cli.processes().kill();
        cli.run("destroy", "--yes");
        cli.close();
        cluster.kubectl("delete", "namespace", "crashed-application", "--ignore-not-found");
    }

    @Test
    void theSameCommandGivenAgainConverges() {
        int count = Integer.getInteger("monitoring.crashes", 6);
        long seed = Long.getLong("monitoring.seed", System.nanoTime());
        new CrashTrials(cli.on(cluster), "staging", cluster, List.of(BEFORE, AFTER), seed)
                .run(count)
                .forEach(System.out::println);
    }
}
