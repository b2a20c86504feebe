package com.renderowl.monitoring.model;

import static com.renderowl.monitoring.TestStack.model;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class WorkloadsTest {

    private final StackModel defaults = model(TestStack.DEFAULTS);

    @Test
    void prometheusReloadsItsConfigurationByItself() {
        assertThat(defaults.prometheus().arguments())
                .containsExactly(
                        "--config.file=/etc/prometheus/config/prometheus.yml",
                        "--config.auto-reload",
                        "--config.auto-reload-interval=15s",
                        "--storage.tsdb.path=/prometheus",
                        "--web.listen-address=:9090",
                        "--web.cors.origin=http://localhost:9090",
                        "--log.level=info");
    }

    @Test
    void retentionIsNoArgumentAndNobodyCanReloadOrStopPrometheusOverHttp() {
        for (String config :
                List.of(TestStack.DEFAULTS, TestStack.BASIC_AUTH, TestStack.NATIVE_TLS, "platform: docker")) {
            assertThat(model(config).prometheus().arguments())
                    .noneMatch(argument -> argument.contains("retention") || argument.contains("lifecycle"));
        }
    }

    @Test
    void logLevelComesFromTheConfiguration() {
        assertThat(model("prometheus: {logLevel: debug}").prometheus().arguments())
                .contains("--log.level=debug");
    }

    @Test
    void prometheusIsAskedOverHttpWhereNobodyMustLogIn() {
        assertThat(checks(defaults.prometheus()))
                .containsExactly(
                        new Probe.Check.HttpGet("/-/ready", 9090),
                        new Probe.Check.HttpGet("/-/ready", 9090),
                        new Probe.Check.HttpGet("/-/healthy", 9090));
    }

    @Test
    void withBasicAuthPrometheusLogsInAtItselfAndLivesByItsPort() {
        Workload prometheus = model(TestStack.BASIC_AUTH).prometheus();
        Probe.Check ready = new Probe.Check.Execute(List.of(
                "promtool",
                "check",
                "ready",
                "--http.config.file=/etc/prometheus/web/probe.yml",
                "--url=http://localhost:9090"));

        assertThat(checks(prometheus)).containsExactly(ready, ready, new Probe.Check.TcpSocket(9090));
        assertThat(prometheus.arguments()).contains("--web.config.file=/etc/prometheus/web/web.yml");
        assertThat(prometheus.mounts())
                .contains(new Mount("web", "/etc/prometheus/web", new Mount.Source.SecretFiles("prometheus-web")));
    }

    @Test
    void withItsOwnTlsPrometheusIsProbedOverHttps() {
        Workload prometheus =
                model("tls: {mode: native, secretName: certificate}").prometheus();

        assertThat(checks(prometheus).get(1))
                .isInstanceOfSatisfying(Probe.Check.Execute.class, check -> assertThat(check.command())
                        .contains("--url=https://localhost:9090"));
        assertThat(prometheus.arguments()).contains("--web.config.file=/etc/prometheus/web/web.yml");
        assertThat(prometheus.mounts())
                .contains(new Mount("tls", "/etc/prometheus/tls", new Mount.Source.SecretFiles("certificate")));
    }

    @Test
    void behindAnIngressPrometheusKnowsItsPublicAddressAndNeedsNoWebConfiguration() {
        Workload prometheus = model(TestStack.INGRESS_TLS).prometheus();

        assertThat(prometheus.arguments())
                .contains(
                        "--web.external-url=https://prometheus.staging.example.com/",
                        "--web.cors.origin=https://prometheus\\.staging\\.example\\.com")
                .noneMatch(argument -> argument.contains("web.config.file"));
        assertThat(checks(prometheus).get(1)).isEqualTo(new Probe.Check.HttpGet("/-/ready", 9090));
    }

    @Test
    void noPasswordIsInArgumentsProbesOrEnvironment() {
        for (String config : List.of(TestStack.BASIC_AUTH, TestStack.REMOTE_WRITE, TestStack.EXPORTER_SECRETS)) {
            assertThat(model(config).toString()).doesNotContain("planted");
        }
    }

    @Test
    void onlyRemoteWritesThatLogInNeedCredentials() {
        assertThat(mountPaths(model(TestStack.REMOTE_WRITE).prometheus())).contains("/etc/prometheus/remote-write");
        assertThat(mountPaths(model("prometheus: {remoteWrite: [{name: a, url: 'http://a.example.com',"
                                + " addresses: [192.0.2.1/32]}]}")
                        .prometheus()))
                .containsExactlyInAnyOrder("/etc/prometheus/config", "/etc/prometheus/rules", "/prometheus");
    }

    @Test
    void startupIsGivenAQuarterOfAnHourToReplayTheLog() {
        Probe startup = defaults.prometheus().probes().startup();

        assertThat(startup.periodSeconds() * startup.failureThreshold()).isEqualTo(15 * 60);
    }

    @Test
    void probesOfExportersDoNotDependOnTheDatabase() {
        assertThat(defaults.exporters()).hasSize(3).allSatisfy(exporter -> {
            int port = exporter.port().number();
            assertThat(checks(exporter))
                    .containsExactly(
                            new Probe.Check.HttpGet("/", port),
                            new Probe.Check.HttpGet("/", port),
                            new Probe.Check.TcpSocket(port));
            assertThat(exporter.arguments()).contains("--web.listen-address=:" + port);
        });
    }

    @Test
    void exportersTakeSecretsByReferenceAndTheAddressOfRedisFromTheConfiguration() {
        StackModel model =
                model("exporters: {postgres: {secretName: pg}, redis: {address: 'cache:6380', secretName: rd}}");

        assertThat(exporter(model, "postgres-exporter").environment())
                .containsExactly(new EnvironmentVariable.FromSecret("DATA_SOURCE_NAME", "pg", "DATA_SOURCE_NAME"));
        assertThat(exporter(model, "redis-exporter").environment())
                .containsExactly(
                        new EnvironmentVariable.Plain("REDIS_ADDR", "cache:6380"),
                        new EnvironmentVariable.FromSecret("REDIS_PASSWORD", "rd", "REDIS_PASSWORD"));
        assertThat(exporter(model("exporters: {}"), "redis-exporter").environment())
                .contains(new EnvironmentVariable.Plain("REDIS_ADDR", "redis.renderowl-staging.svc:6379"));
    }

    @Test
    void nodeExporterSeesTheNodeAndTheOthersOnlyThemselves() {
        assertThat(exporter(defaults, "node-exporter").security().hostNetwork()).isTrue();
        List<Long> users = model("grafana: {deploy: true, adminSecretName: grafana}").workloads().stream()
                .map(workload -> workload.security().userId())
                .toList();
        for (String name : List.of("node-exporter", "postgres-exporter", "redis-exporter")) {
            long user = exporter(defaults, name).security().userId();
            assertThat(users).as(name).containsOnlyOnce(user).doesNotContain(0L);
            assertThat(user).as(name).isNotEqualTo(SecurityProfile.NOBODY);
        }
        assertThat(exporter(model("exporters: {node: {hostNetwork: false}}"), "node-exporter")
                        .security()
                        .hostNetwork())
                .isFalse();
        assertThat(Stream.of("postgres-exporter", "redis-exporter").map(name -> exporter(defaults, name)))
                .allSatisfy(exporter -> {
                    assertThat(exporter.security().hostNetwork()).isFalse();
                    assertThat(exporter.mounts()).isEmpty();
                });
    }

    @Test
    void onlyPrometheusTalksToTheKubernetesApi() {
        assertThat(defaults.prometheus().usesApi()).isTrue();
        assertThat(defaults.exporters()).noneMatch(Workload::usesApi);
    }

    @Test
    void selectorsHoldEverythingButTheVersion() {
        Labels labels = defaults.prometheus().labels();

        assertThat(labels.all()).containsEntry("app.kubernetes.io/version", "3.16.0");
        assertThat(labels.selector())
                .isEqualTo(Map.of(
                        "app", "prometheus",
                        "app.kubernetes.io/component", "monitoring",
                        "app.kubernetes.io/instance", "staging",
                        "app.kubernetes.io/name", "prometheus",
                        "app.kubernetes.io/part-of", "renderowl-monitoring"))
                .isEqualTo(model("prometheus: {image: 'prom/prometheus:v3.15.0'}")
                        .prometheus()
                        .labels()
                        .selector());
    }

    private static List<Probe.Check> checks(Workload workload) {
        Probes probes = workload.probes();
        return Stream.of(probes.startup(), probes.readiness(), probes.liveness())
                .map(Probe::check)
                .toList();
    }

    private static List<String> mountPaths(Workload workload) {
        return workload.mounts().stream().map(Mount::path).toList();
    }

    private static Workload exporter(StackModel model, String name) {
        return model.exporters().stream()
                .filter(workload -> workload.name().equals(name))
                .findAny()
                .orElseThrow();
    }
}
