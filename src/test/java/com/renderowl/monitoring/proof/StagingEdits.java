package com.renderowl.monitoring.proof;

import java.util.List;

/** The edits that people make to a running stack, one after the other. */
final class StagingEdits {

    private static final String CONFIG = "prometheus-config";
    private static final String RULES = "prometheus-rules";
    private static final String POLICY = "prometheus-network-policy";
    private static final String DEPLOYMENT = "prometheus-deployment";
    private static final String PROMETHEUS = "monitoring/prometheus";
    private static final String DATA_SOURCE = "dashboards-datasource";
    private static final String GRAFANA = "monitoring/grafana";
    private static final String REDIS = "monitoring/redis-exporter";

    private static final String ALERTMANAGER = "monitoring/alertmanager";

    private static final String RECEIVER =
            """
            alertmanager:
              receivers:
                team: {webhook: {urlSecret: hookUrl}, destination: {addresses: [192.0.2.1/32]}}
              routes: {default: team}
              watchdog: {enabled: false}
            """;

    private StagingEdits() {}

    static List<Edit> inOrder() {
        return List.of(
                Edit.of("retention 15d to 30d", "prometheus: {retention: 30d}").updates(CONFIG),
                Edit.of("retentionSize 10GB to 12GB", "prometheus: {retentionSize: 12GB}")
                        .updates(CONFIG),
                Edit.of("scrapeInterval 15s to 30s", "prometheus: {scrapeInterval: 30s}")
                        .updates(CONFIG, DATA_SOURCE),
                Edit.of("disk threshold 80% to 70%", "alerts: {diskRatio: 0.70}")
                        .updates(RULES, "dashboards-overview", "dashboards-nodes"),
                Edit.of("one more application", "applications: {renderer: {port: 9400, selector: {app: renderer}}}")
                        .updates(CONFIG, POLICY),
                Edit.of("Grafana in another namespace", "network: {grafana: {namespace: grafana}}")
                        .updates(POLICY),
                Edit.of("volume 16Gi to 20Gi", "prometheus: {volume: {size: 20Gi}}")
                        .updates("prometheus-data"),
                Edit.of("memory limit 2Gi to 3Gi", "prometheus: {resources: {limits: {memory: 3Gi}}}")
                        .updates(DEPLOYMENT)
                        .restarts(PROMETHEUS),
                Edit.of("Redis password set", "")
                        .secret("redisPassword", "first-redis-password")
                        .creates("redis-exporter-secret")
                        .updates("redis-exporter-deployment")
                        .restarts(REDIS),
                Edit.of("Redis password rotated", "")
                        .secret("redisPassword", "second-redis-password")
                        .updates("redis-exporter-secret", "redis-exporter-deployment")
                        .restarts(REDIS),
                Edit.of("a receiver of alerts", RECEIVER)
                        .secret("hookUrl", "https://hook.example.com/first")
                        .creates("alertmanager-receivers")
                        .updates("alertmanager-config", "alertmanager-deployment", "alertmanager-network-policy")
                        .restarts(ALERTMANAGER),
                Edit.of("URL of the receiver rotated", "")
                        .secret("hookUrl", "https://hook.example.com/second")
                        .updates("alertmanager-receivers"),
                Edit.of("basic auth on", "basicAuth: {enabled: true, users: {alice: {passwordHash: '" + HASH + "'}}}")
                        .secret("scrapePassword", "first-scrape-password")
                        .creates("prometheus-web", DATA_SOURCE)
                        .deletes(DATA_SOURCE)
                        .updates(CONFIG, DEPLOYMENT)
                        .restarts(PROMETHEUS),
                Edit.of("scrape password rotated", "")
                        .secret("scrapePassword", "second-scrape-password")
                        .updates("prometheus-web", DATA_SOURCE),
                Edit.of("Redis exporter off", "exporters: {redis: {enabled: false}}")
                        .updates(CONFIG, POLICY, RULES)
                        .deletes(
                                "dashboards-redis",
                                "redis-exporter",
                                "redis-exporter-account",
                                "redis-exporter-deployment",
                                "redis-exporter-network-policy",
                                "redis-exporter-secret",
                                "redis-exporter-service"),
                Edit.of("Redis exporter on", "exporters: {redis: {enabled: true}}")
                        .updates(CONFIG, POLICY, RULES)
                        .creates(
                                "dashboards-redis",
                                "redis-exporter",
                                "redis-exporter-account",
                                "redis-exporter-deployment",
                                "redis-exporter-network-policy",
                                "redis-exporter-secret",
                                "redis-exporter-service"),
                Edit.of("image v3.16.0 to v3.16.1", "prometheus: {image: 'prom/prometheus:v3.16.1'}")
                        .updates(
                                DEPLOYMENT,
                                POLICY,
                                "prometheus-account",
                                "prometheus-service",
                                "prometheus-role-monitoring",
                                "prometheus-role-monitoring-node",
                                "prometheus-role-renderowl-staging",
                                "prometheus-role-binding-monitoring",
                                "prometheus-role-binding-monitoring-node",
                                "prometheus-role-binding-renderowl-staging")
                        .restarts(PROMETHEUS),
                Edit.of("Grafana on", "grafana: {deploy: true}")
                        .secret("grafanaAdminPassword", "first-grafana-password")
                        .updates(POLICY, DATA_SOURCE)
                        .creates(
                                "grafana",
                                "grafana-account",
                                "grafana-admin",
                                "grafana-config",
                                "grafana-deployment",
                                "grafana-network-policy",
                                "grafana-service"),
                Edit.of("memory threshold, with Grafana", "alerts: {memoryRatio: 0.90}")
                        .updates(RULES, "dashboards-overview", "dashboards-nodes"),
                Edit.of("Grafana's password rotated", "")
                        .secret("grafanaAdminPassword", "second-grafana-password")
                        .updates("grafana-admin", "grafana-deployment")
                        .restarts(GRAFANA));
    }

    /** Bcrypt of a password that nobody knows. */
    private static final String HASH = "$2y$10$abcdefghijklmnopqrstuuP9Gk1mxqUqLo0jcyr1r1a5pKfUq2P5W";
}
