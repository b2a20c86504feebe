package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a stack is that says nothing: the defaults that the product promises, value by value. */
class StackConfigDefaultsTest {

    private static final List<Cidr> PRIVATE =
            List.of(new Cidr("10.0.0.0/8"), new Cidr("172.16.0.0/12"), new Cidr("192.168.0.0/16"));

    private final StackConfig config = Stacks.read("");

    @Test
    void runsOnTheCurrentKubernetesClusterInNamespacesOfItsOwn() {
        assertThat(config.stack()).isEqualTo("staging");
        assertThat(config.platform()).isEqualTo(Platform.KUBERNETES);
        assertThat(config.cluster().context()).isNull();
        assertThat(config.imagePullPolicy()).isEqualTo("Always");
        assertThat(config.namespaces())
                .isEqualTo(new NamespaceConfig("monitoring", "monitoring-node", "renderowl-staging", true));
        assertThat(config.tls()).isEqualTo(new TlsConfig.None());
        assertThat(config.basicAuth()).isEqualTo(new BasicAuthConfig(false, 10, "prometheus-scrape", List.of()));
    }

    @Test
    void namesTheApplicationNamespaceAfterTheStack() {
        StackConfig another = StackConfigReader.read(Stacks.source(""), Stacks.PROJECT, "another")
                .config();
        assertThat(another.namespaces().application()).isEqualTo("renderowl-another");
        assertThat(another.prometheus().externalLabels()).isEqualTo(Map.of("environment", "another"));
    }

    @Test
    void keepsFifteenDaysInTenGigabytesThatFitTheVolume() {
        PrometheusConfig prometheus = config.prometheus();
        assertThat(prometheus.retention().milliseconds()).isEqualTo(15L * 24 * 60 * 60 * 1000);
        assertThat(prometheus.retentionSize().bytes()).isEqualTo(10L << 30);
        assertThat(prometheus.volume().size().bytes()).isEqualTo(16L << 30);
        assertThat(prometheus.volume().storageClass()).isNull();
    }

    @Test
    void scrapesAndEvaluatesEveryFifteenSeconds() {
        PrometheusConfig prometheus = config.prometheus();
        assertThat(prometheus.scrapeInterval().milliseconds()).isEqualTo(15_000);
        assertThat(prometheus.scrapeTimeout().milliseconds()).isEqualTo(10_000);
        assertThat(prometheus.evaluationInterval().milliseconds()).isEqualTo(15_000);
        assertThat(prometheus.externalLabels()).isEqualTo(Map.of("environment", "staging"));
        assertThat(prometheus.logLevel()).isEqualTo("info");
        assertThat(prometheus.replicas()).isEqualTo(1);
        assertThat(prometheus.remoteWrites()).isEmpty();
    }

    @Test
    void expectsWhatTheDefaultSizeHoldsThreeTimes() {
        assertThat(config.capacity()).isEqualTo(new CapacityConfig(25_000, new BigDecimal("1.43")));
        assertThat(CapacityChecks.plan(config).orElseThrow().mostSeries()).isGreaterThan(75_000);
        StackConfig docker = Stacks.read("platform: docker");
        assertThat(docker.capacity().expectedSeries()).isEqualTo(25_000);
        assertThat(CapacityChecks.plan(docker).orElseThrow().mostSeries()).isGreaterThan(35_000);
    }

    @Test
    void shortensTheTimeoutToAShorterInterval() {
        assertThat(Stacks.read("prometheus: {scrapeInterval: 5s}").prometheus().scrapeTimeout())
                .isEqualTo(PrometheusDuration.parse("5s"));
        assertThat(Stacks.read("prometheus: {scrapeInterval: 1m}").prometheus().scrapeTimeout())
                .isEqualTo(PrometheusDuration.parse("10s"));
    }

    @Test
    void givesEveryWorkloadTheResourcesOfTheRequirements() {
        ExportersConfig exporters = config.exporters();
        assertResources(config.prometheus().resources(), 250, 1000, 512, 2048);
        assertResources(exporters.node().resources(), 100, 250, 64, 256);
        assertResources(exporters.postgres().resources(), 100, 250, 64, 128);
        assertResources(exporters.redis().resources(), 100, 250, 64, 128);
    }

    @Test
    void runsTheReleasesOfTheRequirements() {
        ExportersConfig exporters = config.exporters();
        assertThat(config.prometheus().image()).hasToString("prom/prometheus:v3.16.0");
        assertThat(exporters.node().image()).hasToString("prom/node-exporter:v1.12.1");
        assertThat(exporters.postgres().image()).hasToString("prometheuscommunity/postgres-exporter:v0.20.1");
        assertThat(exporters.redis().image()).hasToString("oliver006/redis_exporter:v1.91.1");
    }

    @Test
    void scrapesBackendAndFrontEnd() {
        assertThat(config.applications())
                .containsExactly(
                        new ApplicationConfig(
                                "backend",
                                "renderowl-backend",
                                new Discovery.Pods("renderowl-staging", Map.of("app", "renderowl-backend")),
                                8080,
                                "/metrics",
                                "http",
                                null),
                        new ApplicationConfig(
                                "frontend",
                                "renderowl-frontend",
                                new Discovery.Pods("renderowl-staging", Map.of("app", "renderowl-frontend")),
                                3000,
                                "/api/metrics",
                                "http",
                                null));
    }

    @Test
    void runsAllExportersAgainstTheApplicationNamespace() {
        PeerConfig anyPod = new PeerConfig.Pods("renderowl-staging", Map.of());
        assertThat(config.exporters().node().enabled()).isTrue();
        assertThat(config.exporters().node().hostNetwork()).isTrue();
        assertThat(config.exporters().postgres().enabled()).isTrue();
        assertThat(config.exporters().postgres().secretName()).isEqualTo("postgres-exporter");
        assertThat(config.exporters().postgres().database()).isEqualTo(anyPod);
        assertThat(config.exporters().postgres().port()).isEqualTo(5432);
        assertThat(config.exporters().redis().enabled()).isTrue();
        assertThat(config.exporters().redis().address()).isEqualTo(new HostPort("redis.renderowl-staging.svc", 6379));
        assertThat(config.exporters().redis().secretName()).isEqualTo("redis-exporter");
        assertThat(config.exporters().redis().database()).isEqualTo(anyPod);
    }

    @Test
    void sendsAlertsToAnAlertmanagerOfItsOwnThatTellsNobodyYet() {
        AlertmanagerConfig alertmanager = config.alertmanager();
        assertThat(alertmanager.runs()).isTrue();
        assertThat(alertmanager.port()).isEqualTo(9093);
        assertThat(alertmanager.image()).hasToString("prom/alertmanager:v0.34.2");
        assertThat(alertmanager.resources()).isEqualTo(ResourceConfig.of("50m", "250m", "64Mi", "128Mi"));
        assertThat(alertmanager.volume().size()).hasToString("1Gi");
        assertThat(alertmanager.routing())
                .isEqualTo(new AlertRouting(
                        List.of(),
                        Map.of(),
                        null,
                        new AlertRouting.Grouping(
                                List.of("alertname", "severity", "namespace"),
                                PrometheusDuration.parse("30s"),
                                PrometheusDuration.parse("5m"),
                                PrometheusDuration.parse("4h")),
                        new AlertRouting.Watchdog(true, null, PrometheusDuration.parse("5m")),
                        false));
        assertThat(alertmanager.routing().unheard()).isEqualTo("critical, warning, info and other");
    }

    @Test
    void sendsAlertsToAnAlertmanagerThatIsThereAlready() {
        assertThat(Stacks.read("alertmanager: {deploy: false}").alertmanager())
                .returns(false, AlertmanagerConfig::runs)
                .returns(
                        new PeerConfig.Pods("monitoring", Map.of("app.kubernetes.io/name", "alertmanager")),
                        AlertmanagerConfig::pods);
    }

    @Test
    void bringsDashboardsForAGrafanaThatSomebodyElseDeploys() {
        assertThat(config.grafana().dashboards()).isTrue();
        assertThat(config.grafana().folder()).isEqualTo("Renderowl");
        assertThat(config.grafana().deploy()).isFalse();
        assertThat(config.grafana().image()).hasToString("grafana/grafana:13.2.3");
        assertThat(config.grafana().adminSecretName()).isNull();
    }

    @Test
    void admitsWhatTheStackNeedsAndNothingWide() {
        assertThat(config.network())
                .isEqualTo(new NetworkConfig(
                        true,
                        new PeerConfig.Pods("monitoring", Map.of("app.kubernetes.io/name", "grafana")),
                        new PeerConfig.Pods("ingress-nginx", Map.of("app.kubernetes.io/name", "ingress-nginx")),
                        new PeerConfig.Pods("kube-system", Map.of("k8s-app", "kube-dns")),
                        new NetworkConfig.ApiServer(List.of(new Cidr("10.96.0.1/32")), 443, PRIVATE, 6443),
                        PRIVATE));
    }

    private static void assertResources(
            ResourceConfig resources, long cpuRequest, long cpuLimit, long memoryRequest, long memoryLimit) {
        assertThat(resources.cpuRequest().millicores()).isEqualTo(cpuRequest);
        assertThat(resources.cpuLimit().millicores()).isEqualTo(cpuLimit);
        assertThat(resources.memoryRequest().bytes()).isEqualTo(memoryRequest << 20);
        assertThat(resources.memoryLimit().bytes()).isEqualTo(memoryLimit << 20);
        assertThat(resources.ephemeralStorageRequest().bytes()).isEqualTo(64L << 20);
        assertThat(resources.ephemeralStorageLimit().bytes()).isEqualTo(256L << 20);
    }
}
