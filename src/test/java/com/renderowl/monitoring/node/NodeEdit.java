package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.TestNode;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * A change of a running stack's configuration, and what becomes of it.
 *
 * @param what the change in words
 * @param config YAML that is merged into the configuration; empty for none
 * @param secrets the secrets that are set, by name
 * @param before what people do in the cluster before the edit, such as changing a database's password
 * @param restarts the workloads whose pods are made anew, as {@code monitoring/prometheus}, and no others
 * @param applied whether Prometheus, or the cluster, shows it
 */
record NodeEdit(
        String what,
        String config,
        Map<String, String> secrets,
        Consumer<TestNode> before,
        Set<String> restarts,
        BiPredicate<LivePrometheus, TestNode> applied) {

    static NodeEdit of(String what, String config, BiPredicate<LivePrometheus, TestNode> applied) {
        return new NodeEdit(what, config, Map.of(), unused -> {}, Set.of(), applied);
    }

    NodeEdit restarts(String... workloads) {
        return new NodeEdit(what, config, secrets, before, Set.of(workloads), applied);
    }

    NodeEdit secret(String name, String value) {
        return new NodeEdit(what, config, Map.of(name, value), before, restarts, applied);
    }

    NodeEdit after(Consumer<TestNode> step) {
        return new NodeEdit(what, config, secrets, step, restarts, applied);
    }

    /** Whether Prometheus itself is restarted, so that there is a gap in its samples. */
    boolean interruptsPrometheus() {
        return restarts.contains("monitoring/prometheus");
    }

    /** For the test's name. */
    @Override
    public String toString() {
        return what;
    }
}
