package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** A running stack when its programs crash: nothing that Prometheus has shown once is missing afterwards. */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeFaultsTest {

    private static final Duration DEADLINE = Duration.ofMinutes(4);
    private static final String TABLE = "crashes of a running stack";

    /** Several thousand samples a minute, of counters, gauges and histograms. */
    private static final String WATCHED = "{job=~\".+\"}";

    private static final int KILLS = 2;

    private final TestNode node;
    private final RunningStaging staging;
    private final LivePrometheus prometheus;

    NodeFaultsTest(TestNode node) {
        this.node = node;
        staging = new RunningStaging(node, "{prometheus: {scrapeInterval: 1s}, capacity: {expectedSeries: 3000}}");
        prometheus = staging.prometheus();
    }

    @BeforeAll
    void deploy() {
        staging.deploy();
    }

    @AfterAll
    void end() {
        NodeReport.print(TABLE);
        staging.close();
    }

    @Test
    @Order(1)
    void prometheusKilledWhileItWritesLosesNoSampleThatItHasShown() {
        for (int kill = 1; kill <= KILLS; kill++) {
            prometheus.await(
                    "samples arrive",
                    DEADLINE,
                    live -> live.query("count_over_time(up[5s]) >= 3").size() >= 4);
            String pod = pod("prometheus");
            long process = node.process("monitoring", pod, "prometheus");
            double corruptions = prometheus
                    .value("prometheus_tsdb_wal_corruptions_total{job=\"prometheus\"}")
                    .orElseThrow();
            int before = restarts(pod);
            Map<String, Set<String>> shown = samples("60s");
            ProcessHandle.of(process).orElseThrow().destroyForcibly();

            long killed = System.nanoTime();
            prometheus.await(
                    "Prometheus answers again",
                    DEADLINE,
                    live -> restarts(pod) > before && live.request("/-/ready").statusCode() == 200);
            double away = (System.nanoTime() - killed) / 1e9;
            Map<String, Set<String>> now = samples("5m");

            long missing = missing(shown, now);
            NodeReport.add(
                    TABLE,
                    String.format(
                            Locale.ROOT,
                            "Prometheus killed (-9), %d: %d samples shown before, %d missing after, back after %.1f s",
                            kill,
                            shown.values().stream().mapToInt(Set::size).sum(),
                            missing,
                            away));
            assertThat(shown.size()).as("series that were looked at").isGreaterThan(500);
            assertThat(missing).as("samples that Prometheus had shown").isZero();
            prometheus.await("Prometheus scrapes itself again", DEADLINE, live -> live.value(
                            "prometheus_tsdb_wal_corruptions_total{job=\"prometheus\"}")
                    .filter(value -> value == corruptions)
                    .isPresent());
        }
    }

    @Test
    @Order(2)
    void nodeThatLosesItsPowerComesBackWithItsData() {
        ClusterSnapshot old = ClusterSnapshot.ready(node);
        Map<String, Set<String>> shown = samples("60s");

        long start = System.nanoTime();
        node.reboot();
        ClusterSnapshot now = ClusterSnapshot.ready(node);
        staging.awaitTargets();
        double seconds = (System.nanoTime() - start) / 1e9;

        long missing = missing(shown, samples("10m"));
        NodeReport.add(
                TABLE,
                String.format(
                        Locale.ROOT,
                        "node without power: %d samples shown before, %d missing after, every target up again after %.1f s",
                        shown.values().stream().mapToInt(Set::size).sum(),
                        missing,
                        seconds));
        assertThat(missing).as("samples that Prometheus had shown").isZero();
        assertThat(ClusterSnapshot.changed(old.identities(), now.identities()))
                .as("objects made anew, but for the API server's own lease")
                .allMatch(object -> object.startsWith("kube-system/apiserver-"));
        assertThat(staging.stack().preview().changes())
                .as("what an up would change")
                .isEmpty();
    }

    private String pod(String application) {
        return node.kubectl(
                        "-n",
                        "monitoring",
                        "get",
                        "pods",
                        "--selector=app=" + application,
                        "--output=jsonpath={.items[0].metadata.name}")
                .strip();
    }

    private int restarts(String pod) {
        return Integer.parseInt(node.kubectl(
                        "-n",
                        "monitoring",
                        "get",
                        "pod",
                        pod,
                        "--output=jsonpath={.status.containerStatuses[0].restartCount}")
                .strip());
    }

    /** Every sample of a time, as {@code time value}, by series. */
    private Map<String, Set<String>> samples(String range) {
        Map<String, Set<String>> samples = new TreeMap<>();
        for (JsonElement element : prometheus.query(WATCHED + "[" + range + "]")) {
            JsonObject series = element.getAsJsonObject();
            JsonArray values = series.getAsJsonArray("values");
            if (values != null) {
                Set<String> seen = new TreeSet<>();
                values.forEach(value -> seen.add(value.toString()));
                samples.put(series.getAsJsonObject("metric").toString(), seen);
            }
        }
        return samples;
    }

    private static long missing(Map<String, Set<String>> shown, Map<String, Set<String>> now) {
        long missing = 0;
        for (Map.Entry<String, Set<String>> series : shown.entrySet()) {
            Set<String> left = new TreeSet<>(series.getValue());
            left.removeAll(now.getOrDefault(series.getKey(), Set.of()));
            missing += left.size();
        }
        return missing;
    }
}
