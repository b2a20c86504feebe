package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.TestNode;
import java.util.List;

/** The edits that people make to a running stack, one after the other. */
final class NodeEdits {

    /** A tag under which the node has Prometheus' image a second time, as an upgrade would bring another one. */
    static final String NEXT_PROMETHEUS = "prom/prometheus:v3.16.0-next";

    /** What Redis wants after the edit that rotates its password. */
    static final String NEXT_REDIS_PASSWORD = "second-redis-on-the-node";

    private static final String APPLICATION = "renderowl-staging";
    private static final String PROMETHEUS = "monitoring/prometheus";
    private static final String REDIS = "monitoring/redis-exporter";

    private NodeEdits() {}

    static List<NodeEdit> inOrder() {
        return List.of(
                NodeEdit.of(
                        "alert threshold 80% to 70%",
                        "alerts: {diskRatio: 0.70}",
                        (prometheus, node) -> prometheus.rule("DiskSpaceLow").contains("0.7")),
                NodeEdit.of(
                        "one more target",
                        "applications: {worker: {port: 3000, path: /api/metrics, selector: {app: renderowl-frontend}}}",
                        (prometheus, node) -> prometheus.targets().entrySet().stream()
                                .anyMatch(target -> target.getKey().startsWith("worker ")
                                        && target.getValue().equals("up"))),
                NodeEdit.of("retention 15d to 30d", "prometheus: {retention: 30d}", (prometheus, node) -> retention(
                                prometheus)
                        .contains("30d")),
                NodeEdit.of(
                        "retentionSize 10GB to 12GB",
                        "prometheus: {retentionSize: 12GB}",
                        (prometheus, node) -> retention(prometheus).contains("12GiB")),
                NodeEdit.of(
                        "volume 16Gi to 20Gi", "prometheus: {volume: {size: 20Gi}}", (prometheus, node) -> node.kubectl(
                                        "-n",
                                        "monitoring",
                                        "get",
                                        "pvc/prometheus-data",
                                        "--output=jsonpath={.status.capacity.storage}")
                                .equals("20Gi")),
                NodeEdit.of(
                                "Redis exporter's memory limit 128Mi to 192Mi",
                                "exporters: {redis: {resources: {limits: {memory: 192Mi}}}}",
                                (prometheus, node) -> isUp(prometheus, "redis_up"))
                        .restarts(REDIS),
                NodeEdit.of(
                                "Prometheus' memory limit 2Gi to 3Gi",
                                "prometheus: {resources: {limits: {memory: 3Gi}}}",
                                (prometheus, node) -> isUp(prometheus, "up{job=\"prometheus\"}"))
                        .restarts(PROMETHEUS),
                NodeEdit.of("Redis' password rotated", "", (prometheus, node) -> isUp(prometheus, "redis_up"))
                        .after(NodeEdits::rotateInRedis)
                        .secret("redisPassword", NEXT_REDIS_PASSWORD)
                        .restarts(REDIS),
                NodeEdit.of(
                                "image of Prometheus",
                                "prometheus: {image: '" + NEXT_PROMETHEUS + "'}",
                                (prometheus, node) -> isUp(prometheus, "up{job=\"prometheus\"}"))
                        .restarts(PROMETHEUS),
                NodeEdit.of(
                        "Grafana in another namespace",
                        "network: {grafana: {namespace: grafana}}",
                        (prometheus, node) -> node.kubectl(
                                        "-n", "monitoring", "get", "networkpolicy/prometheus", "--output=yaml")
                                .contains("kubernetes.io/metadata.name: grafana")),
                NodeEdit.of(
                        "Redis exporter off",
                        "exporters: {redis: {enabled: false}}",
                        (prometheus, node) -> prometheus.targets().keySet().stream()
                                .noneMatch(target -> target.startsWith("redis-exporter "))),
                NodeEdit.of(
                        "Redis exporter on",
                        "exporters: {redis: {enabled: true}}",
                        (prometheus, node) -> isUp(prometheus, "redis_up")),
                NodeEdit.of(
                        "scrapeInterval 10s to 15s",
                        "prometheus: {scrapeInterval: 15s}",
                        (prometheus, node) -> prometheus.configuration().contains("scrape_interval: 15s")));
    }

    /** A job that was taken away leaves its last samples for five minutes, hence the least of all. */
    private static boolean isUp(LivePrometheus prometheus, String expression) {
        return prometheus
                .value("min(" + expression + ")")
                .filter(value -> value == 1)
                .isPresent();
    }

    private static String retention(LivePrometheus prometheus) {
        return prometheus
                .data("status/runtimeinfo")
                .getAsJsonObject()
                .get("storageRetention")
                .getAsString();
    }

    /** As its operator does it: from now on Redis refuses the old password. */
    private static void rotateInRedis(TestNode node) {
        node.kubectl(
                "-n",
                APPLICATION,
                "exec",
                "deployment/redis",
                "--",
                "sh",
                "-c",
                "redis-cli --no-auth-warning -a \"$PASSWORD\" config set requirepass " + NEXT_REDIS_PASSWORD);
    }
}
