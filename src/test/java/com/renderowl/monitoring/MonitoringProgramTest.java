package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class MonitoringProgramTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prometheus: {retention: 15x}",
                "unknown: 1",
                "alerts: {cpuRatio: 80}",
                "prometheus: {retentionSize: 16GB}",
                "basicAuth: {enabled: true}",
                "applications: {backend: {enabled: false}, frontend: {enabled: false}}",
            })
    void wrongConfigurationTouchesNothing(String config) {
        ProgramRun run = ProgramRun.run(TestStack.source(config), new RunMode.Deploy());

        assertThat(run.failure()).contains("The stack's configuration has", "nothing was changed.");
        assertThat(run.registrations()).isEmpty();
        assertThat(run.otherCalls()).isEmpty();
        assertThat(run.outputs()).isEmpty();
    }

    @Test
    void everyProblemIsInTheOneReport() {
        ProgramRun run = ProgramRun.run(
                TestStack.source("{prometheus: {retention: 15x}, network: {nodes: [10.0.0.0/33]}, typo: 1}"),
                new RunMode.Deploy());

        assertThat(run.failure()).contains("prometheus.retention", "network.nodes[0]", "typo");
    }

    @Test
    void secretInClearIsRefusedWithoutBeingShown() {
        ConfigSource inClear = new ConfigSource(
                Map.of(TestStack.PROJECT + ":secrets", "{\"redisPassword\":\"planted-password\"}"), Set.of());

        ProgramRun run = ProgramRun.run(inClear, new RunMode.Deploy());

        assertThat(run.failure()).contains("clear text").doesNotContain("planted");
        assertThat(run.registrations()).isEmpty();
    }

    private static final String REFERS =
            """
            platform: operator
            prometheus:
              objectStorage: {secretName: bucket, addresses: [192.0.2.90/32]}
              remoteWrite:
                - name: far
                  url: https://a.example.com/
                  tls: {caConfigMapName: authorities, certificateSecretName: writer}
                  addresses: [192.0.2.1/32]
            """;

    @Test
    void missingSecretsOfOthersStopADeploymentBeforeAnythingIsDeclared() {
        List<String> asked = new ArrayList<>();
        ObjectLookup lookup = (context, kind, namespace, name, keys) -> {
            asked.add(kind + " " + namespace + "/" + name + " " + keys);
            return new ObjectLookup.Answer(
                    name.equals("writer") ? ObjectLookup.Presence.PRESENT : ObjectLookup.Presence.ABSENT, "");
        };

        ProgramRun run = ProgramRun.run(TestStack.source(REFERS), new RunMode.Deploy(lookup, ClaimLookup.none()));

        assertThat(asked)
                .containsExactly(
                        "secret monitoring/bucket [objstore.yml]",
                        "configmap monitoring/authorities [ca.crt]",
                        "secret monitoring/writer [tls.crt, tls.key]");
        assertThat(run.failure())
                .contains(
                        "The Secret monitoring/bucket (objstore.yml), from which the Thanos sidecar takes its object"
                                + " storage, is not in the cluster.",
                        "kubectl -n monitoring create secret generic bucket --from-file=objstore.yml=FILE",
                        "kubectl -n monitoring create configmap authorities --from-file=ca.crt=FILE",
                        "Nothing was changed.")
                .doesNotContain("writer");
        assertThat(run.registrations()).isEmpty();
    }

    @Test
    void whyTheClusterDoesNotTellIsOneWarning() {
        ObjectLookup lookup = (context, kind, namespace, name, keys) ->
                new ObjectLookup.Answer(ObjectLookup.Presence.UNKNOWN, "To sign in, open a page");

        assertThat(ProgramRun.run(TestStack.source(REFERS), new RunMode.Deploy(lookup, ClaimLookup.none()))
                        .warnings())
                .filteredOn(warning -> warning.contains("To sign in"))
                .containsExactly(
                        "The cluster does not tell whether what the stack refers to is there: To sign in, open a"
                                + " page");
    }

    @Test
    void whatTheClusterDoesNotTellIsAWarning() {
        assertThat(ProgramRun.of(REFERS).warnings())
                .anyMatch(warning -> warning.contains("Secret monitoring/bucket") && warning.contains("will not start"))
                .anyMatch(warning -> warning.contains("Secret monitoring/writer"));
    }

    private static final String NO_DATABASE = "exporters: {postgres: {enabled: false}}\n";

    @Test
    void missingConnectionOfTheDatabaseIsAWarningWithItsCure() {
        String quiet = "alertmanager: {deploy: false}\n";
        assertThat(ProgramRun.of(quiet).warnings())
                .singleElement()
                .asString()
                .contains(
                        "Secret monitoring/postgres-exporter",
                        "secrets.postgresDataSourceName",
                        "kubectl -n monitoring create secret generic postgres-exporter");
        assertThat(ProgramRun.of(quiet + TestStack.EXPORTER_SECRETS).warnings()).isEmpty();
        assertThat(ProgramRun.of(quiet + NO_DATABASE).warnings()).isEmpty();
    }

    @Test
    void rehearsalsAreAWarningWithItsCure() {
        assertThat(ProgramRun.of(NO_DATABASE + TestStack.RECEIVERS + "alerts: {timeDivisor: 5}\n")
                        .warnings())
                .singleElement()
                .asString()
                .contains("5 times sooner", "./monitoring config rm --path alerts.timeDivisor --stack staging");
        assertThat(ProgramRun.of(NO_DATABASE + TestStack.RECEIVERS + "alerts: {timeDivisor: 1}\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void alertsThatReachNobodyAreAWarningWithItsCure() {
        assertThat(ProgramRun.of(NO_DATABASE).warnings())
                .singleElement()
                .asString()
                .contains(
                        "Nobody is told of critical, warning, info and other alerts",
                        "./monitoring config set --secret --path secrets.slackUrl --stack staging",
                        "alertmanager.routes.default");
        assertThat(ProgramRun.of(NO_DATABASE + TestStack.RECEIVERS).warnings()).isEmpty();
        assertThat(ProgramRun.of(
                                NO_DATABASE
                                        + """
                                alertmanager:
                                  receivers:
                                    team: {webhook: {url: "http://hook.tools.svc/"}, destination: {namespace: tools}}
                                  routes: {default: team}
                                """)
                        .warnings())
                .singleElement()
                .asString()
                .contains("alertmanager.watchdog.receiver NAME", "alertmanager.watchdog.enabled false");
    }

    @Test
    void outputsSayHowToReachPrometheus() {
        assertThat(ProgramRun.of(TestStack.DEFAULTS).outputs())
                .containsEntry("namespace", "monitoring")
                .containsEntry("prometheusUrl", "http://prometheus.monitoring.svc:9090")
                .containsEntry("portForward", "kubectl port-forward svc/prometheus 9090:9090 -n monitoring")
                .containsEntry(
                        "alertmanagerPortForward", "kubectl port-forward svc/alertmanager 9093:9093 -n monitoring")
                .containsEntry("localUrl", "http://localhost:9090")
                .containsEntry(
                        "prometheusYml",
                        PrometheusConfiguration.of(TestStack.model(TestStack.DEFAULTS))
                                .toYaml());
        assertThat(ProgramRun.of(TestStack.DEFAULTS).outputs().get("workloads"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .containsExactly(
                        "monitoring/prometheus",
                        "monitoring/alertmanager",
                        "monitoring-node/node-exporter",
                        "monitoring/postgres-exporter",
                        "monitoring/redis-exporter");
        assertThat(ProgramRun.of(TestStack.DEFAULTS).outputs().get("portMatrix"))
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .contains("grafana -> prometheus 9090/TCP: query");
    }

    @Test
    void urlsFollowTls() {
        assertThat(ProgramRun.of(TestStack.NATIVE_TLS).outputs())
                .containsEntry("prometheusUrl", "https://prometheus.monitoring.svc:9090")
                .containsEntry("localUrl", "https://localhost:9090");
        assertThat(ProgramRun.of(TestStack.INGRESS_TLS).outputs())
                .containsEntry("prometheusUrl", "https://prometheus.staging.example.com/")
                .containsEntry("localUrl", "http://localhost:9090");
    }

    @Test
    void aSecretThatNothingUsesIsNamed() {
        assertThat(ProgramRun.of(
                                """
                                exporters: {redis: {enabled: false}, postgres: {enabled: false}}
                                secrets: {redisPassword: a, postgresDataSourceName: 'postgresql://u:p@h:5432/d', scrapePassword: b,
                                  grafanaAdminPassword: c}
                                """)
                        .warnings())
                .anyMatch(
                        warning -> warning.startsWith("secrets.redisPassword is not used, as exporters.redis.enabled is"
                                + " false. Set that to true, or remove the secret: ./monitoring config rm --path"))
                .anyMatch(warning ->
                        warning.startsWith("secrets.postgresDataSourceName is not used, as exporters.postgres"))
                .anyMatch(warning -> warning.startsWith("secrets.scrapePassword is not used, as basicAuth.enabled is"))
                .anyMatch(
                        warning -> warning.startsWith("secrets.grafanaAdminPassword is not used, as grafana.deploy is"))
                .noneMatch(warning -> warning.contains("'postgresql"));
    }

    @Test
    void configurationFilesAndRulesAreTheRenderedFiles() {
        MonitoringProgram program = new MonitoringProgram(
                TestStack.source(TestStack.DEFAULTS), new RunMode.Render(Path.of("never-written"), false));
        assertThat(program.renderedFiles()).isEmpty();

        assertThat(ProgramRun.run(program).failure()).isEmpty();

        StackModel model = TestStack.model(TestStack.DEFAULTS);
        Map<String, String> expected = new TreeMap<>();
        expected.put("prometheus.yml", PrometheusConfiguration.of(model).toYaml());
        expected.put(
                "alertmanager.yml", AlertmanagerConfiguration.of(model.config()).toYaml());
        model.ruleFiles().forEach((name, text) -> expected.put("rules/" + name, text));
        assertThat(program.renderedFiles()).isEqualTo(expected).containsKey("rules/backend.yaml");
    }

    @Test
    void configurationIsReadForTheStackThatRuns() {
        assertThat(ProgramRun.of(TestStack.DEFAULTS)
                        .named("prometheus-config")
                        .at("data")
                        .toString())
                .contains("environment: staging");
    }
}
