package com.renderowl.monitoring.model.prometheus;

import static com.renderowl.monitoring.Document.yaml;
import static com.renderowl.monitoring.TestStack.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.StackModel;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PrometheusConfigurationTest {

    private static final Document DEFAULTS = configuration(TestStack.DEFAULTS);

    @Test
    void intervalsLabelsAndRetentionComeFromTheConfiguration() {
        assertThat(DEFAULTS.at("global"))
                .isEqualTo(
                        yaml(
                                """
                                scrape_interval: 15s
                                scrape_timeout: 10s
                                evaluation_interval: 15s
                                external_labels: {environment: staging}
                                """));
        assertThat(DEFAULTS.at("storage.tsdb.retention")).isEqualTo(yaml("{time: 15d, size: 10GB}"));

        Document changed = configuration(
                """
                prometheus:
                  retention: 3d
                  retentionSize: 2GB
                  scrapeInterval: 1m
                  scrapeTimeout: 20s
                  evaluationInterval: 30s
                  externalLabels: {region: eu, cluster: "1"}
                """);
        assertThat(changed.at("global"))
                .isEqualTo(
                        yaml(
                                """
                                scrape_interval: 1m
                                scrape_timeout: 20s
                                evaluation_interval: 30s
                                external_labels: {cluster: "1", region: eu}
                                """));
        assertThat(changed.at("storage.tsdb.retention")).isEqualTo(yaml("{time: 3d, size: 2GB}"));
    }

    @Test
    void rulesAreThoseAboutWhatIsScraped() {
        assertThat(DEFAULTS.at("rule_files"))
                .isEqualTo(
                        yaml(
                                """
                                - /etc/prometheus/rules/general.yaml
                                - /etc/prometheus/rules/prometheus.yaml
                                - /etc/prometheus/rules/capacity.yaml
                                - /etc/prometheus/rules/backend.yaml
                                - /etc/prometheus/rules/nodes.yaml
                                - /etc/prometheus/rules/postgresql.yaml
                                - /etc/prometheus/rules/redis.yaml
                                """));
        String less =
                """
                applications: {backend: {enabled: false}}
                exporters: {node: {enabled: false}, postgres: {enabled: false}, redis: {enabled: false}}
                """;
        assertThat(configuration(less).at("rule_files"))
                .isEqualTo(
                        yaml(
                                """
                                - /etc/prometheus/rules/general.yaml
                                - /etc/prometheus/rules/prometheus.yaml
                                - /etc/prometheus/rules/capacity.yaml
                                """));
        assertThat(model(less).ruleFiles()).containsOnlyKeys("general.yaml", "prometheus.yaml", "capacity.yaml");
    }

    /** The rules ask for the jobs by name. */
    @Test
    void rulesAndScrapeJobsAgreeOnTheJobs() {
        StackModel renamed = model("applications: {backend: {job: shop/api}}");

        assertThat(renamed.ruleFiles().get("backend.yaml"))
                .contains("up{job=\"shop/api\"}")
                .doesNotContain("job=\"renderowl-backend\"");
        assertThat(TestStack.model(TestStack.DEFAULTS).ruleFiles().values().stream()
                        .flatMap(text -> Pattern.compile("\\bjob=\"([^\"]+)\"")
                                .matcher(text)
                                .results())
                        .map(match -> match.group(1)))
                .isNotEmpty()
                .allSatisfy(job -> assertThat(job(DEFAULTS, job)).isNotNull());
    }

    @Test
    void applicationIsFoundByItsPodsAndScrapedOnItsPort() {
        assertThat(job(DEFAULTS, "renderowl-backend").root())
                .isEqualTo(
                        yaml(
                                """
                                job_name: renderowl-backend
                                metrics_path: /metrics
                                scheme: http
                                kubernetes_sd_configs:
                                  - role: pod
                                    namespaces: {names: [renderowl-staging]}
                                    selectors: [{role: pod, label: app=renderowl-backend}]
                                relabel_configs:
                                  - {source_labels: [__meta_kubernetes_pod_phase], action: drop, regex: Pending|Succeeded|Failed}
                                  - source_labels: [__meta_kubernetes_pod_ip]
                                    action: replace
                                    regex: ([0-9.]+)
                                    target_label: __address__
                                    replacement: ${1}:8080
                                  - source_labels: [__meta_kubernetes_pod_ip]
                                    action: replace
                                    regex: (.*:.*)
                                    target_label: __address__
                                    replacement: "[${1}]:8080"
                                  - {source_labels: [__meta_kubernetes_namespace], action: replace, target_label: namespace}
                                  - {source_labels: [__meta_kubernetes_pod_name], action: replace, target_label: pod}
                                  - {source_labels: [__meta_kubernetes_pod_node_name], action: replace, target_label: node}
                                  - {source_labels: [__meta_kubernetes_pod_name], action: replace, target_label: instance}
                                """));
    }

    @Test
    void nodeExportersAreKnownByTheirNode() {
        assertThat(instanceLabel(job(DEFAULTS, "node-exporter"))).isEqualTo("__meta_kubernetes_pod_node_name");
        assertThat(instanceLabel(job(DEFAULTS, "redis-exporter"))).isEqualTo("__meta_kubernetes_pod_name");
    }

    @Test
    void selectorsOfSeveralLabelsAreSorted() {
        assertThat(job(
                                configuration(
                                        "applications: {backend: {selector: {tier: api, app: shop, release: blue}}}"),
                                "renderowl-backend")
                        .at("kubernetes_sd_configs[0].selectors[0].label"))
                .isEqualTo("app=shop,release=blue,tier=api");
    }

    @Test
    void applicationIsFoundByItsService() {
        Document job = job(
                configuration("applications: {backend: {service: api, namespace: shop, port: 9000}}"),
                "renderowl-backend");

        assertThat(job.at("kubernetes_sd_configs"))
                .isEqualTo(
                        yaml(
                                """
                                - role: endpointslice
                                  namespaces: {names: [shop]}
                                  selectors: [{role: endpointslice, label: kubernetes.io/service-name=api}]
                                """));
        assertThat(job.list("relabel_configs"))
                .extracting(step -> step.at("replacement"))
                .contains("${1}:9000");
    }

    @Test
    void fixedTargetsStandAsTheyAre() {
        Document job = job(
                configuration(
                        """
                        applications:
                          storage:
                            targets: [storage-1.example.com:9000, "192.0.2.2:9001"]
                            addresses: [192.0.2.0/28]
                            scheme: https
                            scrapeInterval: 30s
                        """),
                "storage");

        assertThat(job.root())
                .isEqualTo(
                        yaml(
                                """
                                job_name: storage
                                scrape_interval: 30s
                                metrics_path: /metrics
                                scheme: https
                                static_configs: [{targets: [storage-1.example.com:9000, "192.0.2.2:9001"]}]
                                """));
    }

    @Test
    void prometheusScrapesItselfAlsoBehindPasswordsAndTls() {
        assertThat(job(DEFAULTS, "prometheus").root())
                .isEqualTo(
                        yaml(
                                """
                                job_name: prometheus
                                metrics_path: /metrics
                                scheme: http
                                static_configs: [{targets: ["localhost:9090"]}]
                                """));
        assertThat(job(configuration(TestStack.BASIC_AUTH + TestStack.NATIVE_TLS), "prometheus")
                        .root())
                .isEqualTo(
                        yaml(
                                """
                                job_name: prometheus
                                metrics_path: /metrics
                                scheme: https
                                basic_auth:
                                  username: prometheus-scrape
                                  password_file: /etc/prometheus/web/scrape-password
                                tls_config:
                                  ca_file: /etc/prometheus/tls/ca.crt
                                  server_name: prometheus.monitoring.svc
                                static_configs: [{targets: ["localhost:9090"]}]
                                """));
    }

    @Test
    void nobodyElseIsToldTheScrapePassword() {
        assertThat(configuration(TestStack.BASIC_AUTH + TestStack.NATIVE_TLS).list("scrape_configs"))
                .filteredOn(job -> !job.at("job_name").equals("prometheus"))
                .hasSize(6)
                .allSatisfy(job -> {
                    assertThat(job.at("basic_auth")).isNull();
                    assertThat(job.at("tls_config")).isNull();
                });
    }

    @Test
    void alertsGoToThePodsOfAlertmanager() {
        Document alertmanager = configuration(
                        "alertmanager: {deploy: false, namespace: alerting, selector: {app: am}, port: 9193}")
                .list("alerting.alertmanagers")
                .get(0);

        assertThat(alertmanager.at("kubernetes_sd_configs"))
                .isEqualTo(
                        yaml(
                                """
                                - role: pod
                                  namespaces: {names: [alerting]}
                                  selectors: [{role: pod, label: app=am}]
                                """));
        assertThat(alertmanager.list("relabel_configs"))
                .extracting(step -> step.at("replacement"))
                .contains("${1}:9193");
        assertThat(configuration("alertmanager: {enabled: false}").at("alerting"))
                .isNull();
    }

    @Test
    void remoteWritesNameTheirCredentialsByFile() {
        assertThat(configuration(TestStack.REMOTE_WRITE).at("remote_write"))
                .isEqualTo(
                        yaml(
                                """
                                - name: archive
                                  url: https://archive.example.com/api/v1/write
                                  authorization: {credentials_file: /etc/prometheus/remote-write/archiveToken}
                                  write_relabel_configs:
                                    - {source_labels: [__name__], action: keep, regex: renderowl_.*|up}
                                  queue_config: {capacity: 10000, min_shards: 1, max_shards: 4, max_samples_per_send: 2000, batch_send_deadline: 5s}
                                - name: central
                                  url: http://central.example.com:9009/api/v1/push
                                  basic_auth:
                                    username: staging
                                    password_file: /etc/prometheus/remote-write/centralPassword
                                  queue_config: {capacity: 10000, min_shards: 1, max_shards: 50, max_samples_per_send: 2000, batch_send_deadline: 5s}
                                - name: long-term
                                  url: https://receive.example.com:19291/api/v1/receive
                                  headers: {THANOS-TENANT: renderowl, X-Region: eu}
                                  tls_config:
                                    ca_file: /etc/prometheus/remote-write-tls/long-term/authority.crt
                                    cert_file: /etc/prometheus/remote-write-tls/long-term/tls.crt
                                    key_file: /etc/prometheus/remote-write-tls/long-term/tls.key
                                    server_name: receive.internal
                                  write_relabel_configs:
                                    - {source_labels: [__name__], action: drop, regex: go_.*}
                                    - {action: labeldrop, regex: pod|node}
                                  queue_config: {capacity: 5000, min_shards: 2, max_shards: 50, max_samples_per_send: 1000, batch_send_deadline: 2s}
                                """));
        assertThat(DEFAULTS.at("remote_write")).isNull();
    }

    @Test
    void exporterThatIsOffIsNotScraped() {
        assertThat(configuration("exporters: {postgres: {enabled: false}}").list("scrape_configs"))
                .extracting(job -> job.at("job_name"))
                .containsExactly(
                        "prometheus",
                        "renderowl-backend",
                        "renderowl-frontend",
                        "node-exporter",
                        "redis-exporter",
                        "alertmanager");
    }

    @Test
    void noConfigurationHoldsAPassword() {
        for (String config : List.of(TestStack.BASIC_AUTH, TestStack.REMOTE_WRITE, TestStack.EXPORTER_SECRETS)) {
            assertThat(text(config)).doesNotContain("planted");
        }
    }

    private static Document configuration(String config) {
        return Document.parse(text(config));
    }

    private static String text(String config) {
        return PrometheusConfiguration.of(model(config)).toYaml();
    }

    private static Document job(Document configuration, String name) {
        return configuration.list("scrape_configs").stream()
                .filter(job -> name.equals(job.at("job_name")))
                .findAny()
                .orElseThrow();
    }

    private static Object instanceLabel(Document job) {
        return job.list("relabel_configs").stream()
                .filter(step -> "instance".equals(step.at("target_label")))
                .findAny()
                .orElseThrow()
                .at("source_labels[0]");
    }
}
