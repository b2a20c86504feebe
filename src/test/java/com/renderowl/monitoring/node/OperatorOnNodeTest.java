package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import com.renderowl.monitoring.proof.StackSettings;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The committed production stack on a real node with a real Prometheus Operator, by the user's own commands, with all its
 * replicas; only what each Prometheus is promised is smaller than committed. The operator itself runs beside the node, not in a
 * pod, and the replicas are not apart, as there is one node.
 */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", PrometheusOperator.PROGRAM, "prometheus-config-reloader"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorOnNodeTest {

    private static final String STACK = "production";
    private static final String APPLICATION = "renderowl-production";
    private static final String TABLE = "production on a real node, with the operator";
    private static final Duration DEADLINE = Duration.ofMinutes(4);

    /** Of the two processors that a machine may have, two replicas cannot be promised one each. Limits are as committed. */
    private static final String SMALLER = "prometheus: {resources: {requests: {cpu: 400m, memory: 1Gi}}}";

    /** Jobs, and how many targets each has for each replica, which scrapes itself and not the other one. */
    private static final Map<String, Long> TARGETS = Map.of(
            "prometheus", 1L,
            "alertmanager", 3L,
            "node-exporter", 1L,
            "postgres-exporter", 1L,
            "redis-exporter", 1L,
            "renderowl-backend", 2L,
            "renderowl-frontend", 1L);

    private static final String DISK_SPACE_LOW = "DiskSpaceLow";
    private static final List<String> REPLICAS = List.of("prometheus-production-0", "prometheus-production-1");

    private final TestNode node;
    private final MonitoringCli cli = MonitoringCli.create();
    private final StackSettings settings = NodePlatform.settings(STACK).with(SMALLER);
    private final Map<String, LivePrometheus> replicas = new LinkedHashMap<>();
    private ClusterSnapshot before;
    private PrometheusOperator operator;
    private boolean destroyed;

    OperatorOnNodeTest(TestNode node) {
        this.node = node;
        REPLICAS.forEach(pod -> replicas.put(pod, new LivePrometheus(node, "monitoring", "pod/" + pod)));
    }

    @BeforeAll
    void deploy() {
        node.provide(PrometheusOperator.RELOADER, PrometheusOperator.RELOADER.name());
        PrometheusOperator.installDefinitions(node);
        operator = PrometheusOperator.start(node);
        NodePlatform.deploy(node, APPLICATION);
        before = ClusterSnapshot.ready(node);
        // As the committed file says.
        node.kubectl("create", "namespace", "monitoring");
        node.createSecret(
                "monitoring",
                "alert-receivers",
                Map.of(
                        "slackUrl", "https://hooks.example.com/on-the-node",
                        "watchdogUrl", "https://switch.example.com/on-the-node"));
        cli.on(node).configure(STACK, settings.file());
        cli.secret(
                        STACK,
                        "postgresDataSourceName",
                        NodePlatform.dataSourceName(APPLICATION, NodePlatform.POSTGRES_PASSWORD))
                .requireOutput();
        cli.secret(STACK, "redisPassword", NodePlatform.REDIS_PASSWORD).requireOutput();
        long start = System.nanoTime();
        cli.run("up", STACK, "--take-over", "monitoring").requireOutput();
        row("up in %.1f s", seconds(start));
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        replicas.values().forEach(LivePrometheus::close);
        if (!destroyed) { // a test has failed, and other classes use the node as well
            cli.configure(STACK, settings.with("protect: false").file());
            cli.run("up", STACK);
            cli.run("destroy", STACK, "--yes");
        }
        cli.close();
        // While the operator is there, which alone takes its finalizers away.
        PrometheusOperator.removeDefinitions(node);
        if (operator != null) {
            operator.close();
        }
        NodePlatform.remove(node, APPLICATION);
    }

    @Test
    @Order(1)
    void everythingIsReadyAndTheOperatorContent() {
        ClusterSnapshot now = ClusterSnapshot.ready(node);
        Map<String, Set<String>> pods = now.pods();

        assertThat(pods.get("monitoring/prometheus")).hasSize(2);
        assertThat(pods.get("monitoring/alertmanager")).hasSize(3);
        for (String resource : List.of("prometheus/production", "alertmanager/production")) {
            for (String condition : List.of("Available", "Reconciled")) {
                assertThat(field(resource, "{.status.conditions[?(@.type=='" + condition + "')].status}"))
                        .as("%s %s", resource, condition)
                        .isEqualTo("True");
            }
        }
        row(
                "%d pods of the stack Ready, Prometheus and Alertmanager Available and Reconciled",
                pods.entrySet().stream()
                        .filter(entry -> entry.getKey().startsWith("monitoring"))
                        .mapToInt(entry -> entry.getValue().size())
                        .sum());
    }

    @Test
    @Order(2)
    void everyTargetIsUpForBothReplicas() {
        replicas.forEach((pod, prometheus) -> {
            long start = System.nanoTime();
            prometheus.await(pod + " has every target up", DEADLINE, live -> live.hasAllUp(TARGETS));
            assertThat(prometheus.configuration()).contains("prometheus_replica: " + pod);
            row("%s: %d targets up after %.1f s", pod, prometheus.targets().size(), seconds(start));
            assertThat(prometheus.data("alertmanagers").getAsJsonObject().getAsJsonArray("activeAlertmanagers"))
                    .as("Alertmanagers that it tells")
                    .hasSize(3);
        });
    }

    @Test
    @Order(3)
    void statusIsFine() {
        assertThat(cli.run("status", STACK).requireOutput())
                .contains("Prometheus monitoring/production", "2 of 2 replicas available")
                .contains("Alertmanager monitoring/production", "3 of 3 replicas available");
    }

    @Test
    @Order(4)
    void protectedStackIsNotDestroyed() {
        CommandOutcome refused = cli.run("destroy", STACK, "--yes");

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.output() + refused.errors()).contains("protect");
        assertThat(field("prometheus/production", "{.status.conditions[?(@.type=='Available')].status}"))
                .isEqualTo("True");
    }

    @Test
    @Order(5)
    void editedRuleReachesBothReplicasWithoutARestart() {
        Map<String, Integer> restarts = restarts();
        Map<String, Set<String>> pods = ClusterSnapshot.of(node).pods();
        replicas.values().forEach(prometheus -> assertThat(prometheus.rule(DISK_SPACE_LOW))
                .contains("> 0.8"));
        // The last test needs the latter.
        cli.configure(
                STACK,
                settings.with("{alerts: {diskRatio: 0.70}, protect: false}").file());

        long start = System.nanoTime();
        cli.run("up", STACK).requireOutput();
        row("up with an edited rule in %.1f s", seconds(start));

        long finished = System.nanoTime();
        replicas.forEach((pod, prometheus) ->
                prometheus.await(pod + " has the edited rule", DEADLINE, live -> live.rule(DISK_SPACE_LOW)
                        .contains("> 0.7")));
        row("it is in use by both replicas %.1f s later, without a restart", seconds(finished));
        assertThat(ClusterSnapshot.of(node).pods()).isEqualTo(pods);
        assertThat(restarts()).isEqualTo(restarts);
        assertThat(restarts.values()).as("restarts since the start").containsOnly(0);
    }

    /** Late, as what is sent before an Alertmanager is there is sent again after a minute. */
    @Test
    @Order(6)
    void alertmanagersAreOneClusterAndToldByBothReplicas() {
        replicas.forEach((pod, prometheus) -> {
            prometheus.await(
                    "the Alertmanagers are one cluster",
                    DEADLINE,
                    live -> live.query("alertmanager_cluster_members == 3").size() == 3);
            prometheus.await(
                    pod + " has told each of the watchdog",
                    DEADLINE,
                    live -> live.query("prometheus_notifications_sent_total -"
                                            + " prometheus_notifications_errors_total > 0")
                                    .size()
                            == 3);
        });
        row("3 Alertmanagers are one cluster, and each is told by both replicas");
    }

    @Test
    @Order(7)
    void destroyLeavesNothing() {
        long start = System.nanoTime();
        cli.run("destroy", STACK, "--yes").requireOutput();
        destroyed = true;
        row("destroy in %.1f s", seconds(start));
        // It existed before the stack.
        node.kubectl("delete", "namespace", "monitoring", "--ignore-not-found");

        node.waitUntil("nothing is left", DEADLINE, () -> {
            assertThat(ClusterSnapshot.of(node).without(before)).isEmpty();
            return true;
        });
    }

    /** How often each container of the stack was started again. */
    private Map<String, Integer> restarts() {
        Map<String, Integer> restarts = ClusterSnapshot.of(node).restarts();
        restarts.keySet().removeIf(container -> !container.startsWith("Pod monitoring"));
        return restarts;
    }

    private String field(String object, String path) {
        return node.kubectl("-n", "monitoring", "get", object, "--output=jsonpath=" + path)
                .strip();
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static void row(String format, Object... values) {
        NodeReport.add(TABLE, String.format(Locale.ROOT, format, values));
    }
}
