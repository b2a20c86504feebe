package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.ClaimedVolumes;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.Finding.State;
import com.renderowl.monitoring.cli.doctor.VolumeFindings;
import com.renderowl.monitoring.cli.engine.Diagnosis;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.KubectlClaims;
import com.renderowl.monitoring.cluster.KubectlRunner;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import com.renderowl.monitoring.model.StackModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** The life of the production stack on a cluster with a real Prometheus Operator; each test goes on from the one before. */
@Tag("operator")
@WithControlPlane(nodes = 2, shared = false)
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", PrometheusOperator.PROGRAM, "promtool"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OperatorLifecycleTest {

    private static final String APPLICATION = "renderowl-production";
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** A claim with this condition does not get its size, as volume-stages.yaml plays it. */
    private static final String HELD =
            "{\"type\":\"ControllerResizeError\",\"status\":\"True\",\"message\":\"no room\"}";

    private final ControlPlane cluster;
    private final EngineStack stack = EngineStack.create("production");
    private final StackSettings settings = StackSettings.committed("production");
    private final List<String> report = new ArrayList<>();
    private PrometheusOperator operator;
    private ClusterSnapshot before;

    OperatorLifecycleTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void start() {
        cluster.kubectl("create", "namespace", APPLICATION);
        cluster.kubectl("-n", APPLICATION, "create", "deployment", "renderowl-backend", "--image=renderowl/backend:1");
        cluster.kubectl("-n", APPLICATION, "rollout", "status", "deployment/renderowl-backend", "--timeout=120s");
        before = ClusterSnapshot.of(cluster);
        stack.on(cluster).withConfig(settings.values());
    }

    @AfterAll
    void end() {
        stack.close();
        if (operator != null) {
            operator.close();
        }
        report.forEach(System.out::println);
    }

    @Test
    @Order(1)
    void withoutDefinitionsThePreviewSaysWhatIsMissing() {
        EngineRun preview = stack.tryPreview();

        assertThat(preview.succeeded()).isFalse();
        assertThat(preview.diagnostics("error").stream().filter(error -> error.contains("monitoring.coreos.com")))
                .as("said once, in words that name the definition")
                .singleElement()
                .asString()
                .contains("'prometheuses.monitoring.coreos.com' does not exist");
        assertThat(Diagnosis.of(preview.text()).orElseThrow().sentence())
                .contains("definitions of Prometheus Operator", "kubectl apply --server-side -f https://");
        assertThat(ClusterSnapshot.of(cluster).without(before)).isEmpty();
    }

    @Test
    @Order(2)
    void definitionsOfAnOldReleaseAreRefusedAtPreview() {
        PrometheusOperator.installDefinitions(cluster);
        before = ClusterSnapshot.of(cluster);
        annotate("operator.prometheus.io/version=0.50.0");

        EngineRun preview = stack.tryPreview();

        assertThat(preview.succeeded()).isFalse();
        assertThat(preview.diagnostics("error"))
                .anyMatch(
                        error -> error.contains("podmonitors.monitoring.coreos.com in the cluster is that of Prometheus"
                                + " Operator 0.50.0, and this stack needs 0.91.0 or newer"));
        assertThat(ClusterSnapshot.of(cluster).without(before)).isEmpty();
        annotate("operator.prometheus.io/version=0.93.1");
    }

    @Test
    @Order(3)
    void committedConfigurationIsDeployedAndReconciled() {
        operator = PrometheusOperator.start(cluster);
        // As the committed file says; the stack then takes the namespace over.
        cluster.kubectl("create", "namespace", "monitoring");
        cluster.createSecret(
                "monitoring",
                "alert-receivers",
                Map.of(
                        "slackUrl", "https://hooks.example.com/planted",
                        "watchdogUrl", "https://switch.example.com/planted"));

        EngineRun up = stack.up();
        report("up of the committed configuration", up);

        for (String condition : List.of("Available", "Reconciled")) {
            for (String resource : List.of("prometheus/production", "alertmanager/production")) {
                assertThat(field(resource, "{.status.conditions[?(@.type=='" + condition + "')].status}"))
                        .as("%s %s", resource, condition)
                        .isEqualTo("True");
            }
        }
        assertThat(cluster.kubectl("get", "pods", "-n", "monitoring", "-l", "app=prometheus", "--output=name")
                        .lines())
                .as("the label that people know, on both replicas")
                .hasSize(2);
        assertThat(field("pods", "{range .items[?(@.metadata.labels.app=='prometheus')]}{.spec.nodeName} {end}")
                        .split(" "))
                .as("each on a node of its own")
                .doesNotHaveDuplicates()
                .hasSize(2);
        assertThat(podsSelectedBy("service/alertmanager", "{.spec.selector}")).isEqualTo(3);
        for (String set : List.of("prometheus-production", "alertmanager-production")) {
            assertThat(field("statefulset/" + set, "{.spec.template.spec}"))
                    .as("%s is kept apart", set)
                    .contains("podAntiAffinity", "topologySpreadConstraints", "kubernetes.io/hostname");
        }
        assertThat(field("statefulset", "{.items[*].spec.volumeClaimTemplates[*].spec.resources.requests.storage}"))
                .isEqualTo("1Gi 128Gi");
        assertThat(field("statefulset", "{.items[*].spec.persistentVolumeClaimRetentionPolicy.whenDeleted}"))
                .isEqualTo("Retain Retain");
        assertThat(field("pdb/prometheus", "{.status.expectedPods} {.status.disruptionsAllowed}"))
                .isEqualTo("2 1");
    }

    @Test
    @Order(4)
    void aSecondPreviewIsEmpty() {
        EngineRun preview = stack.preview();

        assertThat(preview.steps().stream().filter(step -> !step.operation().equals("read")))
                .isEmpty();
    }

    @Test
    @Order(4)
    void theOperatorsConfigurationPassesPromtoolAndHasEveryJob(@TempDir Path directory) throws IOException {
        String yaml = configuration();
        Files.writeString(directory.resolve("prometheus.yml"), yaml);

        assertThat(PrometheusServer.promtool(directory, "check", "config", "--syntax-only", "prometheus.yml")
                        .requireOutput())
                .contains("SUCCESS");
        assertThat(jobs(yaml)).isEqualTo(expectedJobs());
    }

    @Test
    @Order(4)
    void theRulesOfTheOperatorAreThoseOfTheFiles() {
        Map<String, Object> files = new TreeMap<>();
        model().ruleFiles().values().forEach(text -> groups(text, files));
        Map<String, Object> generated = new TreeMap<>();
        Map<String, String> data = data("configmap/prometheus-production-rulefiles-0");
        data.values().forEach(text -> groups(text, generated));

        assertThat(generated).isEqualTo(files);
    }

    @Test
    @Order(4)
    void serviceAndNetworkPolicySelectThePodsThatTheOperatorMade() {
        assertThat(podsSelectedBy("service/prometheus", "{.spec.selector}")).isEqualTo(2);
        assertThat(podsSelectedBy("networkpolicy/prometheus", "{.spec.podSelector.matchLabels}"))
                .isEqualTo(2);
        assertThat(field("pods", "{.items[?(@.metadata.labels.app=='prometheus')].spec.containers[*].name}"))
                .as("really the operator's pods")
                .contains("config-reloader");
    }

    @Test
    @Order(5)
    void aMonitorWithAnotherLabelIsNotScraped() {
        PrometheusOperator.makeLabelledMonitors(cluster);
        cluster.waitUntil("the monitor with the right label is scraped", DEADLINE, () -> configuration()
                .contains("labelled-renderowl"));

        assertThat(configuration()).doesNotContain("labelled-other");
        cluster.kubectl("-n", "monitoring", "delete", "podmonitor", "labelled-other", "labelled-renderowl");
    }

    @Test
    @Order(6)
    void shardsAreStatefulSetsOfTheirOwn() {
        stack.withConfig(settings.with("operator: {shards: 2}").values()).up();

        assertThat(field("statefulset", "{.items[*].metadata.name}"))
                .isEqualTo("alertmanager-production prometheus-production prometheus-production-shard-1");
        assertThat(field("statefulset/prometheus-production-shard-1", "{.spec.replicas}"))
                .isEqualTo("2");
        assertThat(configuration()).contains("target_label: __tmp_hash", "modulus: 2");
    }

    /** The third replicas, and their claims, are the operator's own until the stack declares them, as in older releases. */
    @Test
    @Order(7)
    void volumesGrowInPlaceAndPrometheusMayKeepMoreOnceTheyHave() {
        cluster.kubectl(
                "-n",
                "monitoring",
                "patch",
                "prometheus",
                "production",
                "--type=merge",
                "--patch={\"spec\":{\"replicas\":3}}");
        cluster.waitUntil(
                "the operator's own claims are bound",
                DEADLINE,
                () -> claims("{.status.phase}").values().stream()
                                .filter("Bound"::equals)
                                .count()
                        == 9);
        conditions(HELD);
        Map<String, String> identities = claims("{.metadata.uid}");
        String sets = field("statefulset", "{.items[*].metadata.uid}");
        stack.withMode(new RunMode.Deploy(ObjectLookup.unknown(), lookup()));

        EngineRun up = stack.withConfig(settings.with(
                                "{prometheus: {replicas: 3, retentionSize: 190GB, volume: {size: 256Gi}}, alertmanager: {volume:"
                                        + " {size: 2Gi}}}")
                        .values())
                .up();
        report("up with larger volumes", up);

        assertThat(up.diagnostics("warning"))
                .anyMatch(warning -> warning.contains("Prometheus is given 102GB for now"));
        assertThat(claims("{.spec.resources.requests.storage} {.status.capacity.storage}"))
                .hasSize(9)
                .allSatisfy((claim, sizes) ->
                        assertThat(sizes).isEqualTo(claim.startsWith("prometheus") ? "256Gi 128Gi" : "2Gi 1Gi"));
        assertThat(field("prometheus/production", "{.spec.retentionSize}")).isEqualTo("102GB");
        assertThat(findings())
                .filteredOn(finding -> finding.state() == State.PROBLEM)
                .hasSize(10);

        conditions("");
        cluster.waitUntil(
                "the volumes have grown", DEADLINE, () -> claims("{.status.capacity.storage}").values().stream()
                        .allMatch(Set.of("256Gi", "2Gi")::contains));
        assertThat(stack.up().diagnostics("warning")).noneMatch(warning -> warning.contains("for now"));

        assertThat(field("prometheus/production", "{.spec.retentionSize}")).isEqualTo("190GB");
        assertThat(findings()).allMatch(finding -> finding.state() == State.OK);
        assertThat(claims("{.metadata.uid}")).isEqualTo(identities);
        assertThat(field("statefulset", "{.items[*].metadata.uid}")).isEqualTo(sets);
    }

    @Test
    @Order(8)
    void volumesThatCannotGrowOrWouldShrinkAreRefusedBeforeAnythingIsTouched() {
        Map<String, String> versions = claims("{.metadata.resourceVersion}");
        String generation = field("prometheus/production", "{.metadata.generation}");
        expansion(false);

        EngineRun larger = stack.withConfig(
                        settings.with("{prometheus: {volume: {size: 512Gi}}}").values())
                .tryUp();
        expansion(true);
        EngineRun smaller = stack.withConfig(
                        settings.with("{prometheus: {volume: {size: 240Gi}}}").values())
                .tryUp();
        settings.with("{prometheus: {volume: {size: 256Gi}}}");

        assertThat(larger.succeeded() || smaller.succeeded()).isFalse();
        assertThat(larger.text())
                .contains("nothing was changed", "the storage class 'standard' does not allow volumes to expand");
        assertThat(smaller.text())
                .contains("at least 256Gi, as a volume cannot shrink", "kubectl delete prometheus production");
        assertThat(claims("{.metadata.resourceVersion}")).isEqualTo(versions);
        assertThat(field("prometheus/production", "{.metadata.generation}")).isEqualTo(generation);
    }

    @Test
    @Order(9)
    void protectedNamespacesSurviveDestroy() {
        EngineRun refused = stack.tryDestroy();

        assertThat(refused.succeeded()).isFalse();
        assertThat(refused.text()).contains("protect");
        assertThat(cluster.kubectl("get", "namespace", "monitoring", "--output=jsonpath={.status.phase}"))
                .isEqualTo("Active");
    }

    @Test
    @Order(10)
    void destroyLeavesNothing() {
        stack.withConfig(settings.with("protect: false").values()).up();
        EngineRun destroyed = stack.destroy();
        report("destroy", destroyed);

        Set<String> left = new TreeSet<>(ClusterSnapshot.of(cluster).without(before));
        left.removeIf(key -> key.startsWith("Event "));
        assertThat(left).isEmpty();
    }

    private ClaimLookup lookup() {
        return new KubectlClaims(new KubectlRunner(
                Tools.require("kubectl").toString(),
                Map.of(
                        "KUBECONFIG",
                        cluster.kubeconfig().toString(),
                        "HOME",
                        cluster.directory().toString())));
    }

    private List<Finding> findings() {
        return VolumeFindings.of(model().config(), ClaimedVolumes.of(model().config(), lookup()));
    }

    /** A text of each claim by its name. */
    private Map<String, String> claims(String path) {
        Map<String, String> claims = new TreeMap<>();
        field("pvc", "{range .items[*]}{.metadata.name}={" + path.substring(1) + "{'\\n'}{end}")
                .lines()
                .forEach(line -> claims.put(line.split("=", 2)[0], line.split("=", 2)[1].strip()));
        return claims;
    }

    /** Says of each claim what the storage driver would. */
    private void conditions(String condition) {
        claims("{.metadata.name}")
                .keySet()
                .forEach(claim -> cluster.kubectl(
                        "-n",
                        "monitoring",
                        "patch",
                        "pvc",
                        claim,
                        "--subresource=status",
                        "--type=merge",
                        "--patch={\"status\":{\"conditions\":[" + condition + "]}}"));
    }

    private void expansion(boolean isAllowed) {
        cluster.kubectl("patch", "storageclass", "standard", "--patch={\"allowVolumeExpansion\":" + isAllowed + "}");
    }

    private long podsSelectedBy(String object, String path) {
        String selector = JsonParser.parseString(field(object, path)).getAsJsonObject().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue().getAsString())
                .collect(Collectors.joining(","));
        return cluster.kubectl("-n", "monitoring", "get", "pods", "--output=name", "--selector=" + selector)
                .lines()
                .count();
    }

    private void annotate(String annotation) {
        cluster.kubectl("annotate", "--overwrite", "crd", "podmonitors.monitoring.coreos.com", annotation);
    }

    private String configuration() {
        return PrometheusOperator.unpacked(cluster, "monitoring", "prometheus-production", "prometheus.yaml.gz");
    }

    /** The jobs by the label that their targets get. */
    private static Set<String> jobs(String yaml) {
        Set<String> jobs = new TreeSet<>();
        Map<String, List<Map<String, Object>>> configuration = new Yaml().load(yaml);
        for (Map<String, Object> job : configuration.get("scrape_configs")) {
            String name = "";
            for (Object step : (List<?>) job.get("relabel_configs")) {
                if (step instanceof Map<?, ?> given && "job".equals(given.get("target_label"))) {
                    name = String.valueOf(given.get("replacement"));
                }
            }
            jobs.add(name);
        }
        return jobs;
    }

    private Set<String> expectedJobs() {
        Set<String> jobs = new TreeSet<>();
        model().graph().scrapeTargets().forEach(target -> jobs.add(target.job()));
        return jobs;
    }

    private StackModel model() {
        return StackModel.of(StackConfigReader.read(stack.configSource(), "renderowl-monitoring", "production")
                .config());
    }

    private static void groups(String text, Map<String, Object> into) {
        Map<String, List<Map<String, Object>>> file = new Yaml().load(text);
        file.get("groups").forEach(group -> into.put(String.valueOf(group.get("name")), group));
    }

    private Map<String, String> data(String object) {
        Map<String, String> data = new TreeMap<>();
        cluster.json("-n", "monitoring", "get", object)
                .getAsJsonObject()
                .getAsJsonObject("data")
                .asMap()
                .forEach((key, value) -> data.put(key, value.getAsString()));
        return data;
    }

    private String field(String object, String path) {
        return cluster.kubectl("-n", "monitoring", "get", object, "--output=jsonpath=" + path)
                .strip();
    }

    private void report(String what, EngineRun run) {
        report.add("%-42s %-32s %5.1f s".formatted(what, run.changes(), run.seconds()));
    }
}
