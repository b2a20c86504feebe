package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.units.ByteQuantity;
import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.CpuQuantity;
import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.ImageReference;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.math.BigDecimal;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** What a stack may say: every key once with another value than its default, and the forms that are accepted. */
class StackConfigReaderTest {

    private static final String HASH = "$2y$12$abcdefghijklmnopqrstuv1234567890123456789012345678901";

    private static final String EVERY_KEY = Stacks.resource("/every-key.yaml");

    private static final String NATIVE_TLS =
            "tls: {mode: native, secretName: cert, serverName: prometheus.example.com}";

    private static final String POSTGRES_PODS =
            "exporters: {postgres: {database: {namespace: data, selector: {app: pg}}}, redis: {database: {addresses:"
                    + " [10.7.0.2/32]}}}";

    private static final String APPLICATION_IN_A_NAMESPACE =
            "applications: {queue: {enabled: true, job: q, namespace: qs, selector: {app: q}, port: 1, path: /m,"
                    + " scheme: http, scrapeInterval: 10s}}";

    /** With the intervals of the others, the windows of the rules would be too short. */
    private static final String REHEARSAL = "alerts: {timeDivisor: 5}";

    private static final String OPERATED =
            """
            platform: operator
            operator: {monitorLabels: {team: video}, minimumVersion: 0.93.1, shards: 3}
            prometheus:
              replicas: 2
              objectStorage:
                secretName: bucket
                key: bucket.yml
                image: thanos:1
                resources: {requests: {cpu: 1m, memory: 1Mi, ephemeralStorage: 1Mi}, limits: {cpu: 2m, memory: 2Mi, ephemeralStorage: 2Mi}}
                addresses: [10.8.0.0/24]
                port: 9000
                query: {namespace: thanos, selector: {app: query}}
            """;

    private static final String OWN_BUCKET =
            """
            platform: operator
            prometheus:
              objectStorage: {configSecret: bucket, addresses: [10.8.0.0/24], query: {addresses: [10.8.1.1/32]}}
            secrets: {bucket: "type: S3"}
            """;

    private static final String SCRAPED_BY_THE_CLUSTER =
            """
            platform: operator
            operator:
              deployPrometheus: false
              existingPrometheus:
                namespace: platform
                selector: {app: shared}
                service: shared-prometheus
                port: 9091
                serviceAccount: scraper
            """;

    private final StackConfig config = Stacks.read(EVERY_KEY);

    @Test
    void everyKeyOfTheReferenceIsReadHere() {
        Set<String> given = new TreeSet<>();
        List.of(
                        EVERY_KEY,
                        NATIVE_TLS,
                        OPERATED,
                        OWN_BUCKET,
                        SCRAPED_BY_THE_CLUSTER,
                        POSTGRES_PODS,
                        APPLICATION_IN_A_NAMESPACE,
                        AlertmanagerConfigTest.ELSEWHERE,
                        REHEARSAL,
                        DockerConfigTest.EVERY_KEY)
                .forEach(yaml -> collectPaths("", new Yaml().load(yaml), given));
        List<String> neverRead = StackConfigReader.reference().stream()
                .map(KeyReference::path)
                .filter(path -> given.stream()
                        .noneMatch(Pattern.compile(path.replace("[0]", "\\[\\d+\\]")
                                        .replaceFirst("NAME|(?<=^applications\\.)(backend|frontend)", "[^.]+"))
                                .asMatchPredicate()))
                .toList();
        assertThat(neverRead).isEmpty();
    }

    @Test
    void objectStorage() {
        assertThat(Stacks.read(OPERATED).prometheus().objectStorage())
                .isEqualTo(new ObjectStorageConfig(
                        null,
                        "bucket",
                        "bucket.yml",
                        ImageReference.parse("thanos:1"),
                        new ResourceConfig(
                                CpuQuantity.parse("1m"),
                                CpuQuantity.parse("2m"),
                                ByteQuantity.parse("1Mi"),
                                ByteQuantity.parse("2Mi"),
                                ByteQuantity.parse("1Mi"),
                                ByteQuantity.parse("2Mi")),
                        List.of(new Cidr("10.8.0.0/24")),
                        9000,
                        new PeerConfig.Pods("thanos", Map.of("app", "query"))));
        ObjectStorageConfig own = Stacks.read(OWN_BUCKET).prometheus().objectStorage();
        assertThat(own).isNotNull();
        assertThat(own.configSecret()).isEqualTo("bucket");
        assertThat(own.query()).isEqualTo(new PeerConfig.Addresses(List.of(new Cidr("10.8.1.1/32"))));
        assertThat(config.prometheus().objectStorage()).isNull();
    }

    @Test
    void operator() {
        StackConfig operated = Stacks.read(OPERATED);
        assertThat(operated.platform()).isEqualTo(Platform.OPERATOR);
        ExistingPrometheus none = new ExistingPrometheus(
                "unknown", Map.of("app.kubernetes.io/name", "prometheus"), "prometheus-operated", 9090, null);
        assertThat(operated.operator()).isEqualTo(new OperatorConfig(Map.of("team", "video"), "0.93.1", 3, true, none));
        assertThat(operated.prometheus().replicas()).isEqualTo(2);
        assertThat(config.operator())
                .isEqualTo(new OperatorConfig(Map.of("prometheus", "renderowl"), "0.91.0", 1, true, none));
        assertThat(config.isProtected()).isTrue();
        OperatorConfig elsewhere = Stacks.read(SCRAPED_BY_THE_CLUSTER).operator();
        assertThat(elsewhere.deployPrometheus()).isFalse();
        assertThat(elsewhere.existing())
                .isEqualTo(new ExistingPrometheus(
                        "platform", Map.of("app", "shared"), "shared-prometheus", 9091, "scraper"));
    }

    @Test
    void addressesAreForNetworkPoliciesOnly() {
        StackConfig open = Stacks.read(
                """
                network: {policies: false}
                prometheus: {remoteWrite: [{name: far, url: "https://a.example.com/"}]}
                applications: {backend: {targets: ["backend.example.com:8080"]}}
                """);

        assertThat(open.prometheus().remoteWrites().get(0).addresses()).isEmpty();
    }

    @Test
    void aReceiverNeedsNoDestinationWithoutNetworkPolicies() {
        String receiver =
                "alertmanager: {receivers: {team: {webhook: {url: 'http://a.example/'}}}, routes: {default: team}}";

        assertThat(Stacks.read("network: {policies: false}\n" + receiver)
                        .alertmanager()
                        .routing()
                        .receivers())
                .hasSize(1);
        assertThat(Stacks.read("platform: docker\n" + receiver)
                        .alertmanager()
                        .routing()
                        .receivers())
                .hasSize(1);
    }

    @Test
    void connectionsThatTheNetworkPolicyAdmitsAreAccepted() {
        Stacks.read("secrets: {postgresDataSourceName: 'postgresql://u:p@postgres:5432/x'}");
        Stacks.read("secrets: {postgresDataSourceName: 'postgresql://u:p@postgres.renderowl-staging.svc:5432/x'}");
        Stacks.read(
                """
                exporters:
                  postgres: {port: 25060, database: {addresses: [10.7.0.0/24]}}
                  redis: {address: "cache.example.com:6380", database: {namespace: gateway, selector: {app: proxy}}}
                secrets: {postgresDataSourceName: "postgresql://u:p@10.7.0.9:25060/x"}
                """);
        Stacks.read(
                """
                network: {policies: false}
                exporters: {redis: {address: "cache.example.com:6380"}}
                secrets: {postgresDataSourceName: "postgresql://u:p@db.example.com:1/x"}
                """);
    }

    @Test
    void anImageThatNamesNoKnownReleasePasses() {
        Stacks.read("prometheus: {image: 'prom/prometheus@sha256:" + "0".repeat(64) + "'}");
        Stacks.read("{prometheus: {image: 'mirror/prometheus:stable'}, alertmanager: {image: 'mirror/am:2024'}}");
        Stacks.read("prometheus: {image: 'prom/prometheus:v3.12.0-rc.0'}");
        // Prometheus Operator knows the flags of each release.
        Stacks.read("{platform: operator, prometheus: {image: 'prom/prometheus:v3.5.0'}}");
    }

    @Test
    void clusterNamespacesAndImages() {
        assertThat(config.cluster()).isEqualTo(new ClusterConfig("staging-admin"));
        assertThat(config.namespaces()).isEqualTo(new NamespaceConfig("mon", "mon-node", "shop", false));
        assertThat(config.imagePullPolicy()).isEqualTo("IfNotPresent");
    }

    @ParameterizedTest
    @ValueSource(strings = {"default", "kube-system", "kube-public", "openshift", "openshift-monitoring"})
    void namespacesOfTheClusterAreNotTheStacks(String namespace) {
        assertThatThrownBy(() -> TestStack.read("namespaces: {monitoring: " + namespace + "}"))
                .hasMessageContaining("namespaces.monitoring")
                .hasMessageContaining("is a namespace of the cluster itself");
        assertThatThrownBy(() -> TestStack.read("namespaces: {nodeExporter: " + namespace + "}"))
                .hasMessageContaining("namespaces.nodeExporter");
    }

    @Test
    void namespacesWithSimilarNamesAreAllowed() {
        assertThat(TestStack.read("namespaces: {monitoring: kubernetes, nodeExporter: openshifted}")
                        .config()
                        .namespaces()
                        .monitoring())
                .isEqualTo("kubernetes");
    }

    @Test
    void prometheus() {
        PrometheusConfig prometheus = config.prometheus();
        assertThat(prometheus.image()).hasToString("registry.example.com/prometheus:v3.15.0");
        assertThat(prometheus.resources())
                .hasToString("ResourceConfig[cpuRequest=500m, cpuLimit=2, memoryRequest=1Gi, memoryLimit=4Gi,"
                        + " ephemeralStorageRequest=128Mi, ephemeralStorageLimit=1Gi]");
        assertThat(prometheus.retention()).hasToString("30d");
        assertThat(prometheus.retentionSize()).hasToString("40GB");
        assertThat(prometheus.volume()).hasToString("VolumeConfig[size=50Gi, storageClass=fast.ssd]");
        assertThat(prometheus.scrapeInterval()).hasToString("30s");
        assertThat(prometheus.scrapeTimeout()).hasToString("20s");
        assertThat(prometheus.evaluationInterval()).hasToString("1m");
        assertThat(prometheus.externalLabels())
                .containsExactly(Map.entry("environment", "test"), Map.entry("shard", "1"));
        assertThat(prometheus.logLevel()).isEqualTo("debug");
    }

    @Test
    void remoteWrites() {
        assertThat(config.prometheus().remoteWrites())
                .containsExactly(
                        new RemoteWriteConfig(
                                "far",
                                URI.create("https://metrics.example.com/api/v1/write"),
                                "writer",
                                "farPassword",
                                null,
                                new RemoteWriteTls(
                                        "far-authority", null, "authority.pem", "far-client", "far.internal"),
                                Map.of("X-Scope-OrgID", "renderowl"),
                                new RemoteWriteFilter("renderowl_.*", "renderowl_debug_.*", List.of("pod", "instance")),
                                new RemoteWriteQueue(2, 10, 5000, 1000, PrometheusDuration.parse("2s")),
                                List.of(new Cidr("203.0.113.0/24"))),
                        new RemoteWriteConfig(
                                "near",
                                URI.create("http://near.example.com:9009/push"),
                                null,
                                null,
                                "nearToken",
                                new RemoteWriteTls(null, null, "ca.crt", null, null),
                                Map.of(),
                                new RemoteWriteFilter(null, null, List.of()),
                                new RemoteWriteQueue(1, 50, 10_000, 2_000, PrometheusDuration.parse("5s")),
                                List.of(new Cidr("10.9.0.0/16"))),
                        new RemoteWriteConfig(
                                "third",
                                URI.create("https://third.example.com/push"),
                                null,
                                null,
                                null,
                                new RemoteWriteTls(null, "third-authority", "ca.crt", null, null),
                                Map.of(),
                                new RemoteWriteFilter(null, null, List.of()),
                                new RemoteWriteQueue(1, 50, 10_000, 2_000, PrometheusDuration.parse("5s")),
                                List.of(new Cidr("10.9.0.0/16"))))
                .extracting(RemoteWriteConfig::port)
                .containsExactly(443, 9009, 443);
    }

    @Test
    void applications() {
        assertThat(config.applications())
                .containsExactly(
                        new ApplicationConfig(
                                "backend",
                                "shop-backend",
                                new Discovery.Pods(
                                        "shop-backend", Map.of("app.kubernetes.io/name", "backend", "tier", "api")),
                                9000,
                                "/internal/metrics",
                                "https",
                                PrometheusDuration.parse("1m")),
                        new ApplicationConfig(
                                "queue",
                                "queue",
                                new Discovery.Service("shop", "render-queue"),
                                7000,
                                "/metrics",
                                "http",
                                null),
                        new ApplicationConfig(
                                "legacy",
                                "legacy",
                                new Discovery.Fixed(
                                        List.of(new HostPort("legacy.example.com", 9100), new HostPort("10.1.2.3", 80)),
                                        List.of(new Cidr("10.1.2.0/24"))),
                                8080,
                                "/metrics",
                                "http",
                                null));
        assertThat(Stacks.read(APPLICATION_IN_A_NAMESPACE).applications())
                .contains(new ApplicationConfig(
                        "queue",
                        "q",
                        new Discovery.Pods("qs", Map.of("app", "q")),
                        1,
                        "/m",
                        "http",
                        PrometheusDuration.parse("10s")));
    }

    @Test
    void exporters() {
        assertThat(config.exporters())
                .hasToString("ExportersConfig[node=Node[enabled=false, image=node:1, resources="
                        + "ResourceConfig[cpuRequest=1m, cpuLimit=2m, memoryRequest=1Mi, memoryLimit=2Mi,"
                        + " ephemeralStorageRequest=1Mi, ephemeralStorageLimit=2Mi], hostNetwork=false],"
                        + " postgres=Postgres[enabled=false, image=postgres:1, resources="
                        + "ResourceConfig[cpuRequest=3m, cpuLimit=4m, memoryRequest=3Mi, memoryLimit=4Mi,"
                        + " ephemeralStorageRequest=3Mi, ephemeralStorageLimit=4Mi], secretName=pg.connection,"
                        + " database=Addresses[addresses=[10.7.0.1/32]], port=6432],"
                        + " redis=Redis[enabled=false, image=redis:1, resources="
                        + "ResourceConfig[cpuRequest=5m, cpuLimit=6m, memoryRequest=5Mi, memoryLimit=6Mi,"
                        + " ephemeralStorageRequest=5Mi, ephemeralStorageLimit=6Mi], address=cache.example.com:6380,"
                        + " secretName=redis-password, database=Pods[namespace=data, selector={app=cache}]]]");
        ExportersConfig others = Stacks.read(POSTGRES_PODS).exporters();
        assertThat(others.postgres().database()).isEqualTo(new PeerConfig.Pods("data", Map.of("app", "pg")));
        assertThat(others.redis().database()).isEqualTo(new PeerConfig.Addresses(List.of(new Cidr("10.7.0.2/32"))));
    }

    @Test
    void alerts() {
        Map<RuleSetting, String> texts = new EnumMap<>(Map.of(
                RuleSetting.BACKEND_JOB, "shop-backend",
                RuleSetting.ERROR_STATUS_LABEL, "code",
                RuleSetting.ERROR_STATUS_PATTERN, "4..|5..",
                RuleSetting.ERROR_RATIO, "0.2",
                RuleSetting.MINIMUM_REQUEST_RATE, "2",
                RuleSetting.SLOW_REQUEST_SECONDS, "1.5",
                RuleSetting.RENDER_FAILURE_LABEL, "outcome",
                RuleSetting.RENDER_FAILURE_PATTERN, "lost",
                RuleSetting.RENDER_FAILURE_RATIO, "0.3",
                RuleSetting.MINIMUM_RENDER_RATE, "0"));
        texts.putAll(Map.of(
                RuleSetting.SLOW_RENDER_SECONDS, "60",
                RuleSetting.CPU_RATIO, "0.7",
                RuleSetting.MEMORY_RATIO, "0.71",
                RuleSetting.DISK_RATIO, "0.72",
                RuleSetting.POSTGRES_CONNECTION_RATIO, "0.73",
                RuleSetting.REDIS_MEMORY_RATIO, "0.74",
                RuleSetting.STORAGE_RATIO, "0.75",
                RuleSetting.PROMETHEUS_MEMORY_RATIO, "0.76",
                RuleSetting.EXPECTED_SERIES, "120000",
                RuleSetting.RUNBOOKS, "https://wiki.example.com/runbooks"));
        assertThat(texts).containsOnlyKeys(RuleSetting.values());
        assertThat(config.alerts()).isEqualTo(new RuleSettings(texts, 1));
        assertThat(Stacks.read(REHEARSAL).alerts())
                .isEqualTo(RuleSettings.defaults().withTimeDivisor(5));
    }

    @Test
    void capacity() {
        assertThat(config.capacity()).isEqualTo(new CapacityConfig(120_000, new BigDecimal("2.5")));
    }

    /** Nobody is refused what nobody asked for. */
    @Test
    void whoExpectsNothingExpectsWhatFits() {
        StackConfig often = Stacks.read("prometheus: {scrapeInterval: 1s, retentionSize: 1GB}");

        assertThat(often.capacity().expectedSeries()).isBetween(300, 1_000);
        assertThat(often.alerts().text(RuleSetting.EXPECTED_SERIES))
                .isEqualTo(String.valueOf(often.capacity().expectedSeries()));
    }

    @Test
    void theRulesExpectOfEachShardItsPart() {
        StackConfig sharded =
                Stacks.read(OPERATED + "capacity: {expectedSeries: 100001}\nalertmanager: {requireReceivers: false}\n");

        assertThat(sharded.alerts().text(RuleSetting.EXPECTED_SERIES)).isEqualTo("33334");
    }

    /** The engine hands 0.10 over as 0.1; the rule files must not change for that. */
    @Test
    void aNumberThatIsTheDefaultIsTheDefaultHoweverItIsWritten() {
        assertThat(Stacks.read("alerts: {errorRatio: 0.1, cpuRatio: '0.800', slowRenderSeconds: 600.0}")
                        .alerts())
                .isEqualTo(RuleSettings.defaults());
    }

    @Test
    void network() {
        assertThat(config.network())
                .isEqualTo(new NetworkConfig(
                        false,
                        new PeerConfig.Pods("graphs", Map.of("app", "grafana")),
                        new PeerConfig.Pods("ingress", Map.of("app", "traefik")),
                        new PeerConfig.Pods("dns", Map.of("app", "coredns")),
                        new NetworkConfig.ApiServer(
                                List.of(new Cidr("10.97.0.1/32")),
                                8443,
                                List.of(new Cidr("172.31.77.2/32"), new Cidr("fd00::1/128")),
                                443),
                        List.of(new Cidr("172.31.0.0/16"))));
    }

    @Test
    void grafanaAndDashboards() {
        GrafanaConfig grafana = config.grafana();
        assertThat(grafana.dashboards()).isFalse();
        assertThat(grafana.folder()).isEqualTo("Video 2.0");
        assertThat(grafana.deploy()).isFalse();
        assertThat(grafana.image()).hasToString("grafana:1");
        assertThat(grafana.resources().cpuRequest().millicores()).isEqualTo(7);
        assertThat(grafana.adminSecretName()).isEqualTo("grafana.login");
        assertThat(Stacks.read("grafana: {deploy: true, adminSecretName: login}")
                        .grafana()
                        .deploy())
                .isTrue();
    }

    @Test
    void basicAuthAndTls() {
        assertThat(config.basicAuth())
                .isEqualTo(new BasicAuthConfig(
                        true,
                        12,
                        "scraper",
                        List.of(
                                new BasicAuthConfig.User("alice", HASH, null),
                                new BasicAuthConfig.User("bob@home", null, "bobPassword"))));
        assertThat(config.tls())
                .isEqualTo(new TlsConfig.Ingress(
                        "prometheus.test",
                        "nginx",
                        "letsencrypt",
                        "tls.cert",
                        Map.of("nginx.ingress.kubernetes.io/proxy-body-size", "1m"),
                        false));
        assertThat(Stacks.read(NATIVE_TLS).tls()).isEqualTo(new TlsConfig.Native("cert", "prometheus.example.com"));
        assertThat(Stacks.read("tls: {mode: native}\nnamespaces: {monitoring: mon}")
                        .tls())
                .isEqualTo(new TlsConfig.Native("prometheus-tls", "prometheus.mon.svc"));
    }

    @Test
    void numbersAndSwitchesMayBeTexts() {
        StackConfig typed = Stacks.read("applications: {backend: {port: 9000}, frontend: {enabled: false}}");
        StackConfig texts = Stacks.read("applications: {backend: {port: '9000'}, frontend: {enabled: 'false'}}");
        assertThat(texts).isEqualTo(typed);
        assertThat(texts.applications()).extracting(ApplicationConfig::port).containsExactly(9000);
    }

    @Test
    void aSectionWithEveryLineCommentedOutIsNone() {
        assertThat(Stacks.read("cluster:\nprometheus: {volume: , remoteWrite: }\nexporters: {redis: {database: }}"))
                .isEqualTo(Stacks.read(""));
    }

    @Test
    void aPasswordHashMayBeEncrypted() {
        ConfigSource source =
                Stacks.source("basicAuth: {users: {alice: {passwordHash: " + HASH + "}}}", Set.of("basicAuth"));
        StackConfig read =
                StackConfigReader.read(source, Stacks.PROJECT, "staging").config();
        assertThat(read.basicAuth().users()).containsExactly(new BasicAuthConfig.User("alice", HASH, null));
        assertThat(read.toString()).doesNotContain(HASH);
    }

    @Test
    void settingsOfTheEngineAreNoneOfOurs() {
        assertThat(Stacks.read("pulumi:disable-default-providers: ['*']")).isEqualTo(Stacks.read(""));
    }

    private static void collectPaths(String path, Object value, Set<String> into) {
        into.add(path);
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> collectPaths(path.isEmpty() ? "" + key : path + "." + key, inner, into));
        } else if (value instanceof List<?> list) {
            for (int index = 0; index < list.size(); index++) {
                collectPaths(path + "[" + index + "]", list.get(index), into);
            }
        }
    }
}
