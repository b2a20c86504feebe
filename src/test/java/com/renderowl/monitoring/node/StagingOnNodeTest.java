package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ForwardedService;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import com.renderowl.monitoring.proof.StackSettings;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The committed staging stack on a real node, by the user's own commands: everything is Ready, every target up, and what
 * the README says about looking at it is true.
 */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StagingOnNodeTest {

    private static final String APPLICATION = "renderowl-staging";
    private static final String TABLE = "staging on a real node";
    private static final Duration TARGETS_UP = Duration.ofSeconds(60);
    private static final Duration DEADLINE = Duration.ofMinutes(3);
    private static final String SCRAPE_PASSWORD = "scrape-on-the-node";
    private static final String ROBOT_PASSWORD = "robot-on-the-node";

    /** Jobs, and how many targets each has on a platform of {@link NodePlatform}. */
    private static final Map<String, Long> TARGETS = Map.of(
            "prometheus", 1L,
            "alertmanager", 1L,
            "node-exporter", 1L,
            "postgres-exporter", 1L,
            "redis-exporter", 1L,
            "renderowl-backend", 2L,
            "renderowl-frontend", 1L);

    private final TestNode node;
    private final MonitoringCli cli = MonitoringCli.create();
    private final StackSettings settings = NodePlatform.settings("staging");
    private LivePrometheus prometheus;

    StagingOnNodeTest(TestNode node) {
        this.node = node;
    }

    @BeforeAll
    void deploy() {
        NodeReport.add(TABLE, String.format(Locale.ROOT, "node boots in %.1f s", node.secondsToReady()));
        NodePlatform.deploy(node, APPLICATION);
        cli.on(node).configure("staging", settings.file());
        secret("postgresDataSourceName", NodePlatform.dataSourceName(APPLICATION, NodePlatform.POSTGRES_PASSWORD));
        secret("redisPassword", NodePlatform.REDIS_PASSWORD);
        long start = System.nanoTime();
        up();
        NodeReport.add(TABLE, String.format(Locale.ROOT, "up in %.1f s", (System.nanoTime() - start) / 1e9));
        prometheus = new LivePrometheus(node);
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        if (prometheus != null) {
            prometheus.close();
        }
        cli.run("destroy", "staging", "--yes").requireOutput();
        cli.close();
        NodePlatform.remove(node, APPLICATION);
    }

    @Test
    @Order(1)
    void everyTargetIsUpWithinAMinute() {
        long start = System.nanoTime();
        prometheus.await("every target is up", TARGETS_UP, live -> live.hasAllUp(TARGETS));

        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%d of %d targets up after %.1f s",
                        prometheus.targets().size(),
                        TARGETS.values().stream().mapToLong(count -> count).sum(),
                        (System.nanoTime() - start) / 1e9));
        ClusterSnapshot.ready(node);
        cli.run("status", "staging").requireOutput();
    }

    @Test
    @Order(2)
    void queriesReturnWhatTheApplicationCounts() throws IOException, InterruptedException {
        try (ForwardedService backend = ForwardedService.to(node, APPLICATION, "deployment/renderowl-backend", 8080)) {
            HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(backend.url().resolve("/api/render"))
                                    .POST(BodyPublishers.noBody())
                                    .build(),
                            BodyHandlers.discarding());
        }
        prometheus.await("the render is counted", DEADLINE, live -> live.value("sum(renderowl_video_renders_total)")
                .filter(value -> value == 1)
                .isPresent());
        assertThat(prometheus.value("pg_up")).contains(1.0);
        assertThat(prometheus.value("redis_up")).contains(1.0);
        assertThat(prometheus.value("count(node_cpu_seconds_total{mode=\"idle\"})"))
                .isPresent();
    }

    @Test
    @Order(2)
    void prometheusLogsWhatTheReadmeAsksFor() {
        assertThat(node.kubectl("logs", "-n", "monitoring", "-l", "app=prometheus", "--tail=-1"))
                .contains("Server is ready to receive web requests");
    }

    @Test
    @Order(2)
    void alertmanagerIsTheOneThatPrometheusKnows() {
        JsonArray known = prometheus.data("alertmanagers").getAsJsonObject().getAsJsonArray("activeAlertmanagers");
        assertThat(known).hasSize(1);
        prometheus.await("the watchdog is sent", DEADLINE, live -> live.value(
                        "sum(prometheus_notifications_sent_total) - sum(prometheus_notifications_errors_total)")
                .filter(value -> value > 0)
                .isPresent());
    }

    @Test
    @Order(3)
    void memoryLimitIsTheKernels() throws IOException {
        String pod = node.kubectl(
                "-n",
                "monitoring",
                "get",
                "pods",
                "-l",
                "app=prometheus",
                "--output=jsonpath={.items[0].metadata.name}");
        assertThat(node.memoryLimit(node.process("monitoring", pod, "prometheus")))
                .isEqualTo(2L << 30);
    }

    @Test
    @Order(4)
    void basicAuthenticationAdmitsWhoMayAndKeepsEverythingElseGoing() {
        secret("scrapePassword", SCRAPE_PASSWORD);
        secret("robotPassword", ROBOT_PASSWORD);
        cli.configure(
                "staging",
                settings.with("basicAuth: {enabled: true, users: {robot: {passwordSecret: robotPassword}}}")
                        .file());
        up();

        prometheus.await(
                "it asks who is there",
                DEADLINE,
                live -> live.asNobody().request("/api/v1/query?query=up").statusCode() == 401);
        assertThat(prometheus.as("robot", "guessed").request("/metrics").statusCode())
                .isEqualTo(401);
        assertThat(prometheus
                        .as("robot", ROBOT_PASSWORD)
                        .request("/api/v1/query?query=up")
                        .statusCode())
                .isEqualTo(200);
        prometheus.await("every target is up, itself too", TARGETS_UP, live -> live.hasAllUp(TARGETS));
        ClusterSnapshot.ready(node);
        List<String> unready = events("Unhealthy");
        assertThat(unready).as("probes that failed after the start").isEmpty();
    }

    @Test
    @Order(5)
    void changedPasswordIsTakenUpWithoutARestart() {
        String pods = pods();
        secret("robotPassword", "second-" + ROBOT_PASSWORD);
        up();

        prometheus.await(
                "it takes the new password",
                DEADLINE,
                live -> live.as("robot", "second-" + ROBOT_PASSWORD)
                                .request("/api/v1/query?query=up")
                                .statusCode()
                        == 200);
        assertThat(prometheus.as("robot", ROBOT_PASSWORD).request("/metrics").statusCode())
                .isEqualTo(401);
        assertThat(pods()).isEqualTo(pods);
    }

    /** Names and restarts of Prometheus' pods. */
    private String pods() {
        return node.kubectl(
                "-n",
                "monitoring",
                "get",
                "pods",
                "-l",
                "app=prometheus",
                "--output=jsonpath={range .items[*]}{.metadata.name} {.status.containerStatuses[*].restartCount}{end}");
    }

    /** Warnings about pods that still exist, after they were Ready for the first time. */
    private List<String> events(String reason) {
        return node.kubectl(
                        "-n",
                        "monitoring",
                        "get",
                        "events",
                        "--field-selector=type=Warning,reason=" + reason,
                        "--output=jsonpath={range .items[*]}{.involvedObject.name} {.message}{\"\\n\"}{end}")
                .lines()
                .filter(line -> pods().contains(line.split(" ")[0]) && !line.contains("Startup probe"))
                .toList();
    }

    private void up() {
        CommandOutcome outcome = cli.run("up", "staging");
        outcome.requireOutput();
        assertThat(outcome.output()).contains("Prometheus:");
    }

    private void secret(String name, String value) {
        cli.secret("staging", name, value).requireOutput();
    }
}
