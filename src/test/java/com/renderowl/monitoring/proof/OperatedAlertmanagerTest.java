package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.cli.alert.AlertmanagerApi;
import com.renderowl.monitoring.cli.alert.ReceiverTests;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.AlertmanagerServer;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.NotificationServer;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/** Alertmanager, run by a real Prometheus Operator, with a receiver of every kind; each test goes on from the one before. */
@Tag("operator")
@WithControlPlane(nodes = 2, shared = false)
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", PrometheusOperator.PROGRAM, "alertmanager", "amtool"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatedAlertmanagerTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** What the operator puts before the names of receivers. */
    private static final String PREFIX = "monitoring/staging/";

    private final ControlPlane cluster;
    private final NotificationServer hook = NotificationServer.start();
    private final EngineStack stack = EngineStack.create("staging");
    private final StackSettings settings = StackSettings.of(TestStack.RECEIVERS)
            .with(
                    """
                    platform: operator
                    namespaces: {application: default, ensureApplication: false}
                    exporters: {node: {enabled: false}, postgres: {enabled: false}, redis: {enabled: false}}
                    alertmanager:
                      replicas: 3
                      receivers:
                        audit: {webhook: {url: "%s"}, destination: {namespace: tools}}
                        switch: {webhook: {urlSecret: url}, secretName: dead.mans.switch}
                      grouping: {by: [alertname, job], delay: 1s, interval: 2s, repeatInterval: 3h}
                    """
                            .formatted(hook.url("/audit")));
    private ClusterSnapshot before;
    private PrometheusOperator operator;

    OperatedAlertmanagerTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void start() {
        PrometheusOperator.installDefinitions(cluster);
        operator = PrometheusOperator.start(cluster);
        before = ClusterSnapshot.of(cluster);
        // As the warning says that it is made; the stack then takes the namespace over.
        cluster.kubectl("create", "namespace", "monitoring");
        cluster.createSecret("monitoring", "dead.mans.switch", Map.of("url", hook.url("/switch")));
        Map<String, Object> values = settings.values();
        if (values.remove("secrets") instanceof Map<?, ?> secrets) {
            secrets.remove("switchUrl");
            secrets.forEach((name, value) -> stack.withSecret("secrets." + name, String.valueOf(value)));
        }
        stack.on(cluster).withConfig(values);
    }

    @AfterAll
    void end() {
        stack.close();
        if (operator != null) {
            operator.close();
        }
        hook.close();
    }

    @Test
    @Order(1)
    void replicasAreAvailableAndReconciled() {
        EngineRun up = stack.up();
        System.out.printf("%-42s %-32s %5.1f s%n", "up with an operated Alertmanager", up.changes(), up.seconds());

        for (String condition : List.of("Available", "Reconciled")) {
            assertThat(condition(condition)).as(condition).isEqualTo("True");
        }
        assertThat(field("pdb/alertmanager", "{.status.expectedPods} {.status.disruptionsAllowed}"))
                .isEqualTo("3 1");
        assertThat(podsSelectedBy("service/alertmanager", "{.spec.selector}")).isEqualTo(3);
        assertThat(podsSelectedBy("networkpolicy/alertmanager", "{.spec.podSelector.matchLabels}"))
                .isEqualTo(3);
        assertThat(field("pods", "{range .items[?(@.metadata.labels.app=='alertmanager')]}{.spec.nodeName} {end}")
                        .split(" "))
                .as("over both nodes")
                .hasSize(3)
                .contains("node-1", "node-2");
    }

    @Test
    @Order(2)
    void podsAreApartAndAsRestrictedAsTheirNamespaceAsks() {
        JsonObject pod = json("statefulset/alertmanager-staging")
                .getAsJsonObject("spec")
                .getAsJsonObject("template")
                .getAsJsonObject("spec");

        assertThat(cluster.kubectl("get", "namespace", "monitoring", "--output=jsonpath={.metadata.labels}"))
                .contains("\"pod-security.kubernetes.io/enforce\":\"restricted\"");
        assertThat(pod.getAsJsonArray("topologySpreadConstraints").asList())
                .extracting(constraint ->
                        constraint.getAsJsonObject().get("topologyKey").getAsString())
                .containsExactly("kubernetes.io/hostname", "topology.kubernetes.io/zone");
        assertThat(pod.getAsJsonObject("affinity").toString()).contains("podAntiAffinity", "kubernetes.io/hostname");
        assertThat(pod.get("automountServiceAccountToken").getAsBoolean()).isFalse();
        assertThat(pod.get("terminationGracePeriodSeconds").getAsInt()).isEqualTo(90);
        assertThat(pod.getAsJsonArray("containers").get(0).toString())
                .contains("prom/alertmanager:v0.34.2", "--dispatch.start-delay=60s", "receiver-name-in-metrics")
                .contains("\"cpu\":\"250m\"");
        assertThat(field("pvc", "{.items[*].spec.resources.requests.storage}")).contains("1Gi 1Gi 1Gi");
    }

    @Test
    @Order(2)
    void aSecondPreviewIsEmpty() {
        assertThat(stack.preview().steps().stream()
                        .filter(step -> !step.operation().equals("read")))
                .isEmpty();
    }

    @Test
    @Order(2)
    void theOperatorsConfigurationIsThatOfThePlainPlatform() {
        // The type is the default, which the operator writes out.
        Map<String, Object> generated =
                new Yaml().load(generated().replace(PREFIX, "").replaceAll("\\n *type: Bearer", ""));
        Map<String, Object> plain = new Yaml().load(plain());

        for (String part : List.of("route", "inhibit_rules")) {
            assertThat(withSets(generated.get(part))).as(part).isEqualTo(withSets(plain.get(part)));
        }
        assertThat(withSets(generated.get("receivers"))).isEqualTo(withSets(inClear(plain.get("receivers"))));
        assertThat(generated.keySet()).isSubsetOf("route", "inhibit_rules", "receivers", "templates");
    }

    @ParameterizedTest
    @Order(2)
    @ValueSource(
            strings = {
                "alertname=RedisDown severity=critical",
                "alertname=HighCPUUsage severity=warning instance=one",
                "alertname=Anything severity=info",
                "alertname=Anything severity=none",
                "alertname=Anything",
                "alertname=Watchdog severity=none",
                "alertname=MonitoringReceiverTest severity=info receiver_test=mail",
                "alertname=MonitoringReceiverTest severity=info receiver_test=switch",
                "alertname=MonitoringReceiverTest severity=info receiver_test=stranger",
                "alertname=RedisDown severity=critical namespace=elsewhere",
            })
    void everyAlertGoesWhereThePlainPlatformSendsIt(String alert, @TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("generated.yml"), generated());
        Files.writeString(directory.resolve("plain.yml"), plain());

        assertThat(AlertmanagerServer.amtool(directory, "check-config", "generated.yml")
                        .requireOutput())
                .contains("SUCCESS", "6 receivers");
        assertThat(receiver(directory, "generated.yml", alert))
                .isEqualTo(PREFIX + receiver(directory, "plain.yml", alert));
    }

    @Test
    @Order(2)
    void prometheusFindsEveryReplica() {
        Map<String, Map<String, List<Map<String, List<Map<String, Object>>>>>> configuration =
                new Yaml().load(unpacked("prometheus-staging", "prometheus.yaml.gz"));
        List<Map<String, List<Map<String, Object>>>> alertmanagers =
                configuration.get("alerting").get("alertmanagers");

        assertThat(alertmanagers).hasSize(1);
        Map<String, Object> discovery =
                alertmanagers.get(0).get("kubernetes_sd_configs").get(0);
        String selector = String.valueOf(((Map<?, ?>) ((List<?>) discovery.get("selectors")).get(0)).get("label"));
        assertThat(cluster.kubectl("-n", "monitoring", "get", "pods", "--output=name", "--selector=" + selector)
                        .lines())
                .containsExactlyInAnyOrder(
                        "pod/alertmanager-staging-0", "pod/alertmanager-staging-1", "pod/alertmanager-staging-2");
    }

    @Test
    @Order(2)
    void aReceiverCanBeTestedByTheNameThatTheStackGivesIt() {
        try (AlertmanagerServer server = AlertmanagerServer.start(generated())) {
            ReceiverTests tests = new ReceiverTests(new AlertmanagerApi(URI.create(server.url())), DEADLINE);

            assertThat(tests.receivers()).containsExactlyInAnyOrder("pager", "chat", "mail", "switch", "audit");
            assertThat(tests.run(List.of("audit"))).singleElement().satisfies(outcome -> {
                assertThat(outcome.receiver()).isEqualTo("audit");
                assertThat(outcome.delivered()).as(outcome.explanation()).isTrue();
            });
            assertThat(hook.received("/audit").get(0).authorization()).isEqualTo("Bearer planted-audit-token");
        }
    }

    @Test
    @Order(3)
    void aChangedRouteAndAChangedSecretAreTakenUpInPlace() {
        String revision = field("statefulset/alertmanager-staging", "{.spec.template}");

        stack.withConfig(settings.with("alertmanager: {routes: {info: mail, default: audit}}")
                .values());
        EngineRun up = stack.withSecret("secrets.pagerKey", "planted-new-key").up();

        assertThat(up.steps().stream().filter(step -> !List.of("read", "same").contains(step.operation())))
                .extracting(step -> step.operation() + " " + step.name())
                .containsExactlyInAnyOrder("update alertmanager-receivers", "update alertmanager-config");
        cluster.waitUntil("the secret is in the operator's configuration", DEADLINE, () -> generated()
                .contains("planted-new-key"));
        cluster.waitUntil("the route is in the operator's configuration", DEADLINE, () -> withSets(new Yaml()
                        .<Map<String, Object>>load(generated().replace(PREFIX, ""))
                        .get("route"))
                .equals(withSets(new Yaml().<Map<String, Object>>load(plain()).get("route"))));
        assertThat(field("statefulset/alertmanager-staging", "{.spec.template}"))
                .as("its pods are not restarted")
                .isEqualTo(revision);
    }

    @Test
    @Order(4)
    void aSecretThatNobodyMadeIsNamedByTheOperator() {
        cluster.kubectl("-n", "monitoring", "delete", "secret", "dead.mans.switch");

        // One look for both: a reconciliation of before may still be at work, and be False without a word for a moment.
        cluster.waitUntil("the operator complains", DEADLINE, () -> {
            assertThat(field(
                            "alertmanager/staging",
                            "{.status.conditions[?(@.type=='Reconciled')]['status', 'message']}"))
                    .startsWith("False")
                    .contains("dead.mans.switch");
            return true;
        });
        assertThat(generated()).as("the old configuration stays").contains(hook.url("/switch"));
    }

    @Test
    @Order(9)
    void destroyLeavesNothing() {
        stack.destroy();

        Set<String> left = new TreeSet<>(ClusterSnapshot.of(cluster).without(before));
        left.removeIf(key -> key.startsWith("Event "));
        assertThat(left).isEmpty();
    }

    private String plain() {
        return AlertmanagerConfiguration.of(
                        StackConfigReader.read(stack.configSource(), "renderowl-monitoring", "staging")
                                .config())
                .toYaml();
    }

    private String generated() {
        return unpacked("alertmanager-staging-generated", "alertmanager.yaml.gz");
    }

    private static String receiver(Path directory, String file, String alert) {
        Stream<String> arguments = Stream.concat(
                Stream.of("config", "routes", "test", "--config.file=" + file), Stream.of(alert.split(" ")));
        return AlertmanagerServer.amtool(directory, arguments.toArray(String[]::new))
                .requireOutput()
                .strip();
    }

    /** The operator reads Secrets, where the plain configuration names files. */
    private Object inClear(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(this::inClear).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, Object> clear = new TreeMap<>();
        map.forEach((key, entry) -> {
            String name = String.valueOf(key);
            if (name.endsWith("_file")) {
                clear.put(name.substring(0, name.length() - "_file".length()), secret(String.valueOf(entry)));
            } else {
                clear.put(name, inClear(entry));
            }
        });
        return clear;
    }

    private String secret(String file) {
        String[] names = file.split("/");
        String owner = names[names.length - 2];
        String encoded = field(
                "secret/" + (owner.equals("secrets") ? "alertmanager-receivers" : owner),
                "{.data." + names[names.length - 1] + "}");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /** Where the order of keys means nothing. */
    private static String withSets(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + ": " + withSets(entry.getValue()))
                    .sorted()
                    .collect(Collectors.joining("\n", "{", "}"));
        }
        return value instanceof List<?> list
                ? list.stream().map(OperatedAlertmanagerTest::withSets).toList().toString()
                : String.valueOf(value);
    }

    private String condition(String type) {
        return field("alertmanager/staging", "{.status.conditions[?(@.type=='" + type + "')].status}");
    }

    private long podsSelectedBy(String object, String path) {
        String selector = JsonParser.parseString(field(object, path)).getAsJsonObject().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().getAsString())
                .collect(Collectors.joining(","));
        return cluster.kubectl("-n", "monitoring", "get", "pods", "--output=name", "--selector=" + selector)
                .lines()
                .count();
    }

    private String unpacked(String secret, String key) {
        return PrometheusOperator.unpacked(cluster, "monitoring", secret, key);
    }

    private JsonObject json(String object) {
        return cluster.json("-n", "monitoring", "get", object).getAsJsonObject();
    }

    private String field(String object, String path) {
        return cluster.kubectl("-n", "monitoring", "get", object, "--output=jsonpath=" + path)
                .strip();
    }
}
