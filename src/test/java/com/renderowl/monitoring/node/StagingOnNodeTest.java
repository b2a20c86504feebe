package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The committed staging stack on a real node: everything is Ready, every target up, and the README's ways in work. */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StagingOnNodeTest {

    private static final String APPLICATION = "renderowl-staging";
    private static final Duration TARGETS_UP = Duration.ofSeconds(60);

    private final TestNode node;
    private final EngineStack stack = EngineStack.create("staging");
    private LivePrometheus prometheus;

    StagingOnNodeTest(TestNode node) {
        this.node = node;
    }

    @BeforeAll
    void deploy() {
        NodePlatform.deploy(node, APPLICATION);
        stack.on(node).withConfig(NodePlatform.settings("staging").values());
        stack.withSecret(
                "secrets.postgresDataSourceName",
                NodePlatform.dataSourceName(APPLICATION, NodePlatform.POSTGRES_PASSWORD));
        stack.withSecret("secrets.redisPassword", NodePlatform.REDIS_PASSWORD);
        double seconds = stack.up().seconds();
        System.out.printf("up staging on the node: %.1f s%n", seconds);
        prometheus = new LivePrometheus(node);
    }

    @AfterAll
    void end() {
        prometheus.close();
        stack.destroy();
        stack.close();
        NodePlatform.remove(node, APPLICATION);
    }

    @Test
    void everyTargetIsUpWithinAMinute() {
        long start = System.nanoTime();
        prometheus.await("every target is up", TARGETS_UP, live -> {
            Map<String, String> targets = live.targets();
            System.out.println(targets);
            return targets.size() == 9 && targets.values().stream().allMatch("up"::equals);
        });
        System.out.printf("every target up after %.1f s%n", (System.nanoTime() - start) / 1e9);
    }
}
