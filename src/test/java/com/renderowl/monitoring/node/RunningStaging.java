package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.proof.StackSettings;

/** The staging stack on a test node, by the engine, with the platform that it monitors; all of it goes when it is closed. */
final class RunningStaging implements AutoCloseable {

    private static final String APPLICATION = "renderowl-staging";
    private static final int TARGETS = 8;

    private final TestNode node;
    private final EngineStack stack = EngineStack.create("staging");
    private final StackSettings settings;
    private final LivePrometheus prometheus;

    /** @param settings YAML that is merged into the committed configuration */
    RunningStaging(TestNode node, String settings) {
        this.node = node;
        this.settings = NodePlatform.settings("staging").with(settings);
        prometheus = new LivePrometheus(node);
    }

    /** Deploys it, and returns when every target is up. */
    void deploy() {
        NodePlatform.deploy(node, APPLICATION);
        stack.on(node).withConfig(settings.values());
        stack.withSecret(
                "secrets.postgresDataSourceName",
                NodePlatform.dataSourceName(APPLICATION, NodePlatform.POSTGRES_PASSWORD));
        stack.withSecret("secrets.redisPassword", NodePlatform.REDIS_PASSWORD);
        stack.up();
        awaitTargets();
    }

    EngineStack stack() {
        return stack;
    }

    /** The configuration that it was deployed with. */
    StackSettings settings() {
        return settings;
    }

    LivePrometheus prometheus() {
        return prometheus;
    }

    void awaitTargets() {
        prometheus.awaitTargets(TARGETS);
    }

    @Override
    public void close() {
        prometheus.close();
        stack.tryDestroy();
        stack.close();
        NodePlatform.remove(node, APPLICATION);
    }
}
