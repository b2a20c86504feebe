package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What somebody changes with kubectl is shown by {@code drift}, not by {@code preview}, and put right by {@code up}. */
@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "kubectl"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DriftTest {

    private static final int DRIFT = 4;
    private static final String DEPLOYED_SECRET = "postgresql://exporter:deployed-word@postgres:5432/renderowl";
    /** Bcrypt of a password that nobody knows. */
    private static final String HASH = "$2y$10$abcdefghijklmnopqrstuuP9Gk1mxqUqLo0jcyr1r1a5pKfUq2P5W";

    private static final String SECRET_BY_HAND = "word-typed-by-hand";

    private final ControlPlane cluster;
    private final MonitoringCli cli = MonitoringCli.create();

    DriftTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /**
     * Something done by hand.
     *
     * @param what it is in words
     * @param kubectl what is typed, less the namespace
     * @param line how it is shown; spaces count as one
     */
    record ByHand(String what, List<String> kubectl, String line) {
        @Override
        public String toString() {
            return what;
        }

        private static ByHand of(String what, String line, String... kubectl) {
            return new ByHand(what, List.of(kubectl), line);
        }
    }

    static Stream<ByHand> changes() {
        return Stream.of(
                ByHand.of(
                        "scaled",
                        "Deployment drifting/redis-exporter changed: spec.replicas",
                        "scale",
                        "deployment/redis-exporter",
                        "--replicas=2"),
                ByHand.of(
                        "another image",
                        "Deployment drifting/alertmanager changed: spec.template.spec.containers[0].image",
                        "set",
                        "image",
                        "deployment/alertmanager",
                        "*=prom/alertmanager:by-hand"),
                ByHand.of(
                        "ConfigMap edited",
                        "ConfigMap drifting/prometheus-config changed: data[\"prometheus.yml\"]",
                        "patch",
                        "configmap/prometheus-config",
                        "--patch={\"data\":{\"prometheus.yml\":\"global: {}\"}}"),
                ByHand.of(
                        "Secret edited",
                        "Secret drifting/postgres-exporter changed: data.DATA_SOURCE_NAME",
                        "patch",
                        "secret/postgres-exporter",
                        "--patch={\"stringData\":{\"DATA_SOURCE_NAME\":\"" + SECRET_BY_HAND + "\"}}"),
                ByHand.of(
                        "key of a Secret removed",
                        "Secret drifting/prometheus-web changed: data[\"web.yml\"]",
                        "patch",
                        "secret/prometheus-web",
                        "--type=json",
                        "--patch=[{\"op\":\"remove\",\"path\":\"/data/web.yml\"}]"),
                ByHand.of(
                        "policy deleted",
                        "NetworkPolicy drifting/prometheus deleted",
                        "delete",
                        "networkpolicy/prometheus"),
                ByHand.of(
                        "policy widened",
                        "NetworkPolicy drifting/redis-exporter changed: spec.egress[0].ports, spec.egress[0].to,"
                                + " spec.egress[1], spec.ingress[0].from, spec.ingress[0].ports",
                        "patch",
                        "networkpolicy/redis-exporter",
                        "--type=json",
                        "--patch=[{\"op\":\"replace\",\"path\":\"/spec/ingress\",\"value\":[{}]},"
                                + "{\"op\":\"replace\",\"path\":\"/spec/egress\",\"value\":[{}]}]"),
                ByHand.of(
                        "label removed",
                        "Service drifting/prometheus changed: metadata.labels.app",
                        "label",
                        "service/prometheus",
                        "app-"),
                ByHand.of(
                        "Deployment deleted",
                        "Deployment drifting/postgres-exporter deleted",
                        "delete",
                        "deployment/postgres-exporter"));
    }

    static Stream<ByHand> additions() {
        return Stream.of(
                ByHand.of("annotation of another program", "", "annotate", "service/prometheus", "cert-manager.io/x=1"),
                ByHand.of("label of another program", "", "label", "deployment/prometheus", "team=platform"),
                ByHand.of(
                        "sidecar of a mesh",
                        "",
                        "patch",
                        "deployment/prometheus",
                        "--patch={\"spec\":{\"template\":{\"spec\":{\"hostAliases\":[{\"ip\":\"192.0.2.1\","
                                + "\"hostnames\":[\"other\"]}]}}}}"),
                ByHand.of("restarted", "", "rollout", "restart", "deployment/prometheus"));
    }

    @BeforeAll
    void deploy() {
        cli.on(cluster);
        configure("");
        secret("postgresDataSourceName", DEPLOYED_SECRET);
        secret("scrapePassword", "deployed-scrape-word");
        cli.run("up").requireOutput();
    }

    @AfterAll
    void destroy() {
        cli.run("destroy", "--yes");
        cli.close();
        cluster.kubectl("delete", "namespace", "drifting-application", "--ignore-not-found");
    }

    private void configure(String settings) {
        cli.configure(
                "staging",
                StackSettings.of(
                                """
                                namespaces: {monitoring: drifting, nodeExporter: drifting-node, application: drifting-application}
                                basicAuth: {enabled: true, users: {alice: {passwordHash: '%s'}}}
                                """
                                        .formatted(HASH))
                        .with(settings)
                        .file());
    }

    private void secret(String name, String value) {
        cli.runWithInput(value, "config", "set", "--secret", "--path", "secrets." + name)
                .requireOutput();
    }

    private void kubectl(ByHand change) {
        cluster.kubectl(Stream.concat(Stream.of("-n", "drifting"), change.kubectl().stream())
                .toArray(String[]::new));
    }

    private static List<String> squeezed(String text) {
        return text.lines()
                .map(line -> line.strip().replaceAll(" +", " "))
                .filter(line -> line.contains(" drifting"))
                .toList();
    }

    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>();
        StackObjects.in(cluster, "staging").keys().forEach(key -> versions.put(key, ""));
        ClusterSnapshot.of(cluster)
                .objects()
                .forEach((key, object) ->
                        versions.computeIfPresent(key, (unused, empty) -> object.getAsJsonObject("metadata")
                                .get("resourceVersion")
                                .getAsString()));
        return versions;
    }

    @Test
    @Order(1)
    void whatWasJustDeployedHasNone() {
        CommandOutcome drift = cli.run("drift");

        assertThat(drift.exitCode()).isZero();
        assertThat(drift.output()).isEqualTo("No drift: everything of staging is as it was deployed.\n");
    }

    @ParameterizedTest
    @Order(2)
    @MethodSource("additions")
    void whatOthersAddIsNoDriftAndStays(ByHand addition) {
        kubectl(addition);

        assertThat(cli.run("drift").requireOutput()).startsWith("No drift");
    }

    @Test
    @Order(3)
    void everyChangeIsShownInALineAndPutRight() {
        changes().forEach(this::kubectl);
        cluster.waitUntil("nothing moves any more", Duration.ofMinutes(2), () -> {
            Map<String, String> before = versions();
            cluster.kubectl("-n", "drifting", "rollout", "status", "deployment/redis-exporter", "--timeout=60s");
            cluster.kubectl("-n", "drifting", "rollout", "status", "deployment/alertmanager", "--timeout=60s");
            return versions().equals(before);
        });
        Map<String, String> before = versions();
        String[] lines = changes().map(ByHand::line).toArray(String[]::new);

        CommandOutcome drift = cli.run("drift");

        assertThat(drift.exitCode()).isEqualTo(DRIFT);
        assertThat(squeezed(drift.output())).containsExactlyInAnyOrder(lines);
        assertThat(drift.output())
                .startsWith("Not as deployed, as somebody has changed it by hand:\n")
                .endsWith("'./monitoring up staging' puts it right.\n");
        CommandOutcome json = cli.run("drift", "--json");
        assertThat(json.exitCode()).isEqualTo(DRIFT);
        JsonObject report = JsonParser.parseString(json.output()).getAsJsonObject();
        assertThat(report.getAsJsonArray("drift")).hasSize(lines.length);
        assertThat(report.getAsJsonArray("pending")).isEmpty();
        cli.run("preview", "--expect-no-changes").requireOutput();
        assertThat(versions()).as("nothing is touched").isEqualTo(before);

        CommandOutcome up = cli.run("up");

        up.requireOutput();
        assertThat(squeezed(up.errors())).containsExactlyInAnyOrder(lines);
        assertThat(cli.run("drift").requireOutput()).startsWith("No drift");
        cli.run("preview", "--expect-no-changes").requireOutput();
        for (CommandOutcome outcome : List.of(drift, json, up)) {
            assertThat(outcome.output() + outcome.errors())
                    .doesNotContain(SECRET_BY_HAND, "deployed-word", "deployed-scrape-word");
        }
        assertThat(cluster.kubectl(
                        "-n",
                        "drifting",
                        "get",
                        "secret/postgres-exporter",
                        "--output=jsonpath={.data.DATA_SOURCE_NAME}"))
                .isEqualTo(java.util.Base64.getEncoder()
                        .encodeToString(DEPLOYED_SECRET.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
        assertThat(cluster.kubectl(
                        "-n", "drifting", "get", "service/prometheus", "--output=jsonpath={.metadata.labels.app}"))
                .isEqualTo("prometheus");
    }

    @Test
    @Order(4)
    void whatIsOnlyConfiguredIsShownApart() {
        configure("prometheus: {retention: 30d}");
        CommandOutcome pending = cli.run("drift");
        assertThat(pending.exitCode()).isZero();
        assertThat(pending.output())
                .contains("No drift", "Configured and not deployed yet, which is no drift:")
                .containsPattern("ConfigMap drifting/prometheus-config +update: data\\[\"prometheus.yml\"]");

        cluster.kubectl("-n", "drifting", "label", "service/prometheus", "app-");
        JsonObject report =
                JsonParser.parseString(cli.run("drift", "--json").output()).getAsJsonObject();
        assertThat(resources(report, "drift")).containsExactly("prometheus-service");
        assertThat(resources(report, "pending")).containsExactly("prometheus-config");

        cli.run("up").requireOutput();
        assertThat(cli.run("drift").output()).doesNotContain("Configured");
    }

    private static List<String> resources(JsonObject report, String what) {
        return report.getAsJsonArray(what).asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(difference -> difference.get("resource").getAsString())
                .toList();
    }

    @Test
    @Order(5)
    void aDeletedNamespaceComesBackWithAllThatWasInIt() {
        cluster.kubectl("delete", "namespace", "drifting");

        // What is configured cannot be previewed in a namespace that is gone.
        configure("prometheus: {retention: 20d}");
        CommandOutcome drift = cli.run("drift");
        assertThat(drift.exitCode()).isEqualTo(DRIFT);
        assertThat(drift.errors()).contains("What is configured and not deployed yet cannot be told");
        assertThat(squeezed(drift.output()))
                .singleElement()
                .asString()
                .matches("Namespace drifting deleted, with \\d+ objects of the stack in it");

        cli.run("up").requireOutput();
        assertThat(cli.run("drift").requireOutput()).startsWith("No drift");
        cluster.kubectl("-n", "drifting", "rollout", "status", "deployment/prometheus", "--timeout=60s");
    }

    @Test
    @Order(6)
    void aClaimOnItsWayOutIsShownWhileItCanStillBeSaved() {
        cluster.kubectl("-n", "drifting", "delete", "pvc/alertmanager-data", "--wait=false");

        CommandOutcome drift = cli.run("drift");

        assertThat(drift.exitCode()).isEqualTo(DRIFT);
        assertThat(drift.output())
                .containsPattern("PersistentVolumeClaim drifting/alertmanager-data +being deleted")
                .contains("what is being deleted cannot be kept");
    }
}
