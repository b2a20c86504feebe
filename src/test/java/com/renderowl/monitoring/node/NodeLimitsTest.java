package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.renderowl.monitoring.capacity.CapacityPlan;
import com.renderowl.monitoring.config.CapacityChecks;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.SeriesGenerator;
import com.renderowl.monitoring.harness.TestImage;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Prometheus within its memory limit of 2Gi, which the kernel holds it to: with as many series as are planned it stays far
 * below, and with ever more it comes to an end, at a figure that is reported.
 */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "series-generator"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeLimitsTest {

    private static final String APPLICATION = "renderowl-staging";
    private static final String TABLE = "Prometheus with a memory limit of 2Gi";
    private static final Duration DEADLINE = Duration.ofMinutes(4);
    private static final long LIMIT = 2L << 30;

    /** What one pod of the generator has, and what is planned. */
    private static final int SERIES = 200_000;

    /** With these the machine is at its end. */
    private static final int MOST_PODS = 9;

    private static final Duration STEP = Duration.ofMinutes(2);

    private static final String SETTINGS =
            """
            alertmanager: {enabled: false, deploy: false}
            dashboards: {enabled: false}
            exporters: {node: {enabled: false}, postgres: {enabled: false}, redis: {enabled: false}}
            prometheus: {retention: 3d}
            capacity: {expectedSeries: %d}
            applications:
              backend: {enabled: false}
              frontend: {enabled: false}
              series: {port: 9500, selector: {app: series}}
            """
                    .formatted(SERIES + 2_000);

    private final TestNode node;
    private final EngineStack stack = EngineStack.create("staging");
    private LivePrometheus prometheus;

    NodeLimitsTest(TestNode node) {
        this.node = node;
    }

    @BeforeAll
    void deploy() {
        node.provide(TestImage.SERIES, TestImage.SERIES.name());
        node.kubectl("create", "namespace", APPLICATION);
        node.apply(
                """
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: series, namespace: %s}
                spec:
                  selector: {matchLabels: {app: series}}
                  template:
                    metadata: {labels: {app: series}}
                    spec:
                      terminationGracePeriodSeconds: 1
                      containers:
                      - {name: series, image: '%s', args: %s}
                """
                        .formatted(
                                APPLICATION,
                                TestImage.SERIES.name(),
                                new Gson().toJson(SeriesGenerator.arguments(":9500", SERIES, Duration.ofMinutes(30)))));
        stack.on(node)
                .withConfig(NodePlatform.settings("staging").with(SETTINGS).values());
        stack.up();
        prometheus = new LivePrometheus(node);
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        if (prometheus != null) {
            prometheus.close();
        }
        stack.tryDestroy();
        stack.close();
        NodePlatform.remove(node, APPLICATION);
    }

    @Test
    @Order(1)
    void plannedSeriesStayWithinTheMemory() {
        String pod = pod();
        prometheus.await("all series arrive", DEADLINE, live -> series(live) >= SERIES);
        prometheus.await("and go on arriving", DEADLINE, live -> live.value(
                        "min(count_over_time(scrape_samples_scraped{job=\"series\"}[2m]))")
                .filter(count -> count >= 5)
                .isPresent());

        double resident = prometheus
                .value("max_over_time(process_resident_memory_bytes{job=\"prometheus\"}[2m])")
                .orElseThrow();
        long planned = plan().memory();
        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%,d series: %.0f MiB resident at most, %.0f MiB planned with a full head, %.0f MiB of the control group",
                        (long) series(prometheus),
                        resident / (1 << 20),
                        planned / (double) (1 << 20),
                        node.memoryUsed(node.process("monitoring", pod, "prometheus")) / (double) (1 << 20)));
        assertThat(resident).isLessThan(planned);
        assertThat(node.memoryLimit(node.process("monitoring", pod, "prometheus")))
                .isEqualTo(LIMIT);
        assertThat(reasonOfDeath(pod)).isEmpty();
    }

    @Test
    @Order(2)
    void everMoreSeriesEndWithTheKernelsKillOrWithScrapesThatAreLate() {
        String pod = pod();
        int held = SERIES;
        String end = "";
        for (int pods = 3; pods <= MOST_PODS && end.isEmpty(); pods += 2) {
            int wanted = pods * SERIES;
            node.kubectl("-n", APPLICATION, "scale", "deployment/series", "--replicas=" + pods);
            end = endBefore(wanted, pod);
            if (end.isEmpty()) {
                held = wanted;
            }
        }

        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "%,d series are held; with %,d more %s; the plan says at most %,d",
                        held,
                        2 * SERIES,
                        end,
                        plan().seriesByMemory()));
        assertThat(end).isNotEmpty();
        assertThat(held).as("series that were held").isGreaterThanOrEqualTo((int) plan().seriesByMemory());
        assertThat(ClusterSnapshot.of(node).objects())
                .as("a kill takes no data")
                .containsKey("PersistentVolumeClaim monitoring/prometheus-data");
    }

    /** What becomes of Prometheus before it has so many series: nothing bad, or it is killed, or it does not get so far. */
    private String endBefore(int wanted, String pod) {
        try {
            node.waitUntil(
                    wanted + " series are there, or too many",
                    STEP,
                    () -> !reasonOfDeath(pod).isEmpty() || series(prometheus) >= wanted);
            return reasonOfDeath(pod).isEmpty() ? "" : "it is killed (" + reasonOfDeath(pod) + ")";
        } catch (AssertionError late) {
            return "it only collects garbage, and not all have arrived within " + STEP.toSeconds() + " s";
        }
    }

    private CapacityPlan plan() {
        return CapacityChecks.plan(StackConfigReader.read(stack.configSource(), "renderowl-monitoring", "staging")
                        .config())
                .orElseThrow();
    }

    private static double series(LivePrometheus live) {
        return live.value("prometheus_tsdb_head_series{job=\"prometheus\"}").orElse(0.0);
    }

    private String pod() {
        return node.kubectl(
                        "-n",
                        "monitoring",
                        "get",
                        "pods",
                        "--selector=app=prometheus",
                        "--output=jsonpath={.items[0].metadata.name}")
                .strip();
    }

    private String reasonOfDeath(String pod) {
        return node.kubectl(
                        "-n",
                        "monitoring",
                        "get",
                        "pod",
                        pod,
                        "--output=jsonpath={.status.containerStatuses[0].lastState.terminated.reason} {.status.containerStatuses[0].lastState.terminated.exitCode}")
                .strip();
    }
}
