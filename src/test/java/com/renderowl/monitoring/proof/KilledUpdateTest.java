package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The engine ends in the middle of an update, as with a lost machine; the next update finishes the work. */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
class KilledUpdateTest {

    private static final String SETTINGS =
            "namespaces: {monitoring: killed, nodeExporter: killed-node, application: killed-application}";

    private final ControlPlane cluster;

    KilledUpdateTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @AfterEach
    void admitPods() {
        cluster.kubectl("uncordon", "node-1");
    }

    @Test
    void nextUpdateConvergesWhereverTheLastOneWasKilled() {
        try (EngineStack stack = EngineStack.create("staging").on(cluster)) {
            // Otherwise the backend writes a file of attributes beside each file, not atomically: an engine that is
            // killed just then leaves a state behind that can not be read (gocloud.dev/blob/fileblob, setAttrs).
            stack.withEnvironment(
                    "PULUMI_BACKEND_URL", "file://" + stack.engine().state() + "?metadata=skip");
            stack.withConfig(StackSettings.of(SETTINGS).values());

            killed(
                    stack,
                    "while most objects are made",
                    started("create", "prometheus-config").and(unused -> exists("configmap/prometheus-config")));
            killed(
                    stack,
                    "while the Deployment is made and waits for its pod",
                    started("create", "prometheus-deployment").and(unused -> exists("deployment/prometheus")));
            converges(stack);

            String generation = generation();
            stack.withConfig(StackSettings.of(SETTINGS)
                    .with("prometheus: {retention: 30d, resources: {limits: {memory: 3Gi}}}")
                    .values());
            killed(
                    stack,
                    "while the Deployment is changed and waits for its pod",
                    started("update", "prometheus-deployment")
                            .and(unused -> !generation().equals(generation)));
            converges(stack);
            stack.destroy();
        }
        assertThat(onTheCluster()).isEmpty();
    }

    /** Without a node for new pods no update can end before its time. */
    private void killed(EngineStack stack, String moment, Predicate<List<JsonObject>> condition) {
        cluster.kubectl("cordon", "node-1");
        stack.upKilledAt(condition);
        stack.breakLock();
        Set<String> unknown = onTheCluster();
        unknown.removeAll(inTheState(stack));
        System.out.printf(
                "Killed %s: %s pending in the state, on the cluster but not in the state: %s%n",
                moment, pending(stack), unknown);
    }

    private void converges(EngineStack stack) {
        cluster.kubectl("uncordon", "node-1");
        EngineRun next = stack.up();
        System.out.printf("Next update: %s in %.1f s%n", next.changes(), next.seconds());
        // The engine keeps a note of each creation that was cut off until it is told that they are settled.
        stack.pulumi("refresh", "--yes", "--skip-preview", "--clear-pending-creates")
                .requireOutput();
        assertThat(onTheCluster()).isNotEmpty().isEqualTo(inTheState(stack));
        assertThat(pending(stack)).isZero();
        assertThat(stack.preview().changes()).isEmpty();
        cluster.kubectl("-n", "killed", "wait", "pods", "--all", "--for=condition=Ready", "--timeout=60s");
    }

    private boolean exists(String object) {
        return cluster.kubectlTry("-n", "killed", "get", object).succeeded();
    }

    private String generation() {
        return cluster.kubectl(
                "-n", "killed", "get", "deployment/prometheus", "--output=jsonpath={.metadata.generation}");
    }

    private static Predicate<List<JsonObject>> started(String operation, String resource) {
        return events -> new EngineRun("up", 0, "", "", events, 0)
                .steps().stream()
                        .anyMatch(step -> step.operation().equals(operation)
                                && step.name().equals(resource));
    }

    /** The stack's objects, without what controllers made of them. */
    private Set<String> onTheCluster() {
        Set<String> keys = new TreeSet<>();
        ClusterSnapshot.of(cluster).objects().forEach((key, object) -> {
            boolean owned = object.getAsJsonObject("metadata").has("ownerReferences") || key.startsWith("Endpoints ");
            if (!owned
                    && ClusterSnapshot.labels(object).containsValue("renderowl-monitoring")
                    && !ClusterSnapshot.isGoing(object)) {
                keys.add(key);
            }
        });
        return keys;
    }

    private static Set<String> inTheState(EngineStack stack) {
        Set<String> keys = new TreeSet<>();
        for (JsonElement resource : array(stack, "resources")) {
            if (resource.getAsJsonObject().get("outputs") instanceof JsonObject outputs && outputs.has("metadata")) {
                String key = ClusterSnapshot.key(outputs);
                if (!key.equals("Namespace killed-application")) { // carries no label of ours
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    private static int pending(EngineStack stack) {
        return array(stack, "pending_operations").size();
    }

    private static List<JsonElement> array(EngineStack stack, String name) {
        JsonElement found = stack.export().getAsJsonObject("deployment").get(name);
        return found == null || found.isJsonNull()
                ? List.of()
                : found.getAsJsonArray().asList();
    }
}
