package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.proof.CrashTrials;
import com.renderowl.monitoring.proof.StackSettings;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The user's command, its engine or its plugins killed at twenty moments, while real pods come and go. */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NodeCrashTrialsTest {

    private static final String TABLE = "./monitoring killed at random moments";
    private static final String NAMESPACE = "crashed-application";
    private static final int TRIALS = 20;

    /** As small a stack as has a volume, a Secret, a daemon and exporters: each trial waits for all of it. */
    private static final String SMALL =
            """
            namespaces: {monitoring: crashed, nodeExporter: crashed-node, application: crashed-application}
            alertmanager: {enabled: false, deploy: false}
            dashboards: {enabled: false}
            exporters: {postgres: {enabled: false}, redis: {address: 'redis.crashed-application.svc:6379'}}
            """;

    private static final String EDIT =
            """
            prometheus: {retention: 30d}
            alerts: {cpuRatio: 0.70}
            exporters: {redis: {resources: {limits: {memory: 192Mi}}}}
            """;

    private final TestNode node;
    private final MonitoringCli cli = MonitoringCli.create();

    NodeCrashTrialsTest(TestNode node) {
        this.node = node;
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        cli.processes().kill();
        cli.run("destroy", "staging", "--yes");
        cli.close();
        node.kubectl("delete", "namespace", NAMESPACE, "--ignore-not-found");
    }

    @Test
    void everyCommandConvergesWhenItIsGivenAgain() {
        long seed = Long.getLong("monitoring.seed", System.nanoTime());
        List<String> report = new CrashTrials(
                        cli.on(node),
                        "staging",
                        node,
                        List.of(settings().file(), settings().with(EDIT).file()),
                        seed)
                .run(TRIALS);

        report.forEach(row -> NodeReport.add(TABLE, row));
        long converged =
                report.stream().filter(row -> row.contains("converged in")).count();
        NodeReport.add(TABLE, converged + " of " + TRIALS + " converge");
        assertThat(converged).isEqualTo(TRIALS);
    }

    private static StackSettings settings() {
        return NodePlatform.settings("staging").with(SMALL);
    }
}
