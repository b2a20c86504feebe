package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.App;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import com.renderowl.monitoring.model.StackModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

/**
 * A stack that a Prometheus of the cluster scrapes, with a real operator, and what {@code doctor} and {@code status} say of
 * it; each test goes on from the one before.
 */
@Tag("operator")
@WithControlPlane(shared = false)
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes", "kubectl", PrometheusOperator.PROGRAM})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SharedPrometheusTest {

    private static final String STACK = "operated";

    private static final String SCRAPED_BY_THE_CLUSTER =
            """
            platform: operator
            operator: {deployPrometheus: false, existingPrometheus: {namespace: platform, serviceAccount: shared}}
            exporters: {postgres: {enabled: false}}
            """;

    private static final String WITH_ITS_OWN =
            """
            platform: operator
            exporters: {postgres: {enabled: false}}
            """;

    private static final String INSTALL = "kubectl apply --server-side -f https://github.com/prometheus-operator/";

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @TempDir
    private static Path folder;

    private final ControlPlane cluster;
    private final EngineStack stack = EngineStack.create(STACK);
    private PrometheusOperator operator;

    /** What a command has said, and how it has ended. */
    private record Said(int exitCode, String text) {}

    SharedPrometheusTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void start() throws IOException {
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
        Files.createSymbolicLink(folder.resolve("tools"), Tools.projectRoot().resolve("tools"));
        stack.on(cluster);
        configure(SCRAPED_BY_THE_CLUSTER);
    }

    @AfterAll
    void end() {
        stack.close();
        if (operator != null) {
            operator.close();
        }
    }

    @Test
    @Order(1)
    void withoutDefinitionsPlainPulumiAndDoctorSayOneSentenceWithTheCommand() {
        EngineRun preview = stack.withHostedProgram(App.class).tryPreview();

        assertThat(preview.succeeded()).isFalse();
        assertThat(preview.diagnostics("error"))
                .filteredOn(message -> message.contains("monitoring.coreos.com"))
                .singleElement()
                .asString()
                .contains(
                        "does not have the definition podmonitors.monitoring.coreos.com",
                        INSTALL,
                        "Nothing was changed.");
        assertThat(preview.steps()).allMatch(step -> step.urn().contains("pulumi:pulumi:Stack"));
        Said doctor = monitoring("doctor", STACK);
        assertThat(doctor.exitCode()).as(doctor.text()).isEqualTo(ExitCode.MISSING);
        assertThat(doctor.text().lines().filter(line -> line.startsWith("Operator")))
                .singleElement()
                .asString()
                .contains("missing", "podmonitors.monitoring.coreos.com", INSTALL);
        Said status = monitoring("status", STACK);
        assertThat(status.exitCode()).isEqualTo(ExitCode.FAILED);
        assertThat(status.text()).contains("is not there: './monitoring up operated' deploys it.");
    }

    @Test
    @Order(2)
    void definitionsOfAnOldReleaseAreNamedWithBothReleases() {
        PrometheusOperator.installDefinitions(cluster);
        annotate("0.50.0");

        String sentence =
                "scrapeconfigs.monitoring.coreos.com in the cluster is that of Prometheus Operator 0.50.0, and"
                        + " this stack needs 0.91.0 or newer";
        assertThat(stack.tryPreview().diagnostics("error")).anyMatch(message -> message.contains(sentence));
        assertThat(monitoring("doctor", STACK).text()).contains(sentence);
        annotate("0.93.1");
        assertThat(stack.preview().diagnostics("warning"))
                .as("what is read of a definition gives no warnings of the SDK")
                .noneMatch(message -> message.contains("convert"));
    }

    @Test
    @Order(3)
    void previewAndDoctorSayWhatThePrometheusOfTheClusterMustSelect() {
        operator = PrometheusOperator.start(cluster);
        cluster.kubectl("create", "namespace", "platform");
        cluster.kubectl("-n", "platform", "create", "serviceaccount", "shared");
        cluster.apply(
                """
                apiVersion: monitoring.coreos.com/v1
                kind: Prometheus
                metadata: {name: shared, namespace: platform}
                spec: {replicas: 1, serviceAccountName: shared, podMonitorSelector: {}, ruleSelector: {}}
                """);
        cluster.waitUntil("its pod is there", DEADLINE, () -> cluster.kubectl("-n", "platform", "get", "pods")
                .contains("prometheus-shared-0"));
        stack.withMode(new RunMode.Deploy());

        assertThat(stack.preview().diagnostics("info"))
                .filteredOn(message -> message.contains("Selector"))
                .singleElement()
                .asString()
                .contains("no Prometheus of its own", "podMonitorSelector: {matchLabels: {prometheus: renderowl}}");
        Said doctor = monitoring("doctor", STACK);
        assertThat(doctor.exitCode()).as(doctor.text()).isEqualTo(ExitCode.FAILED);
        assertThat(doctor.text())
                .contains("platform/shared of the cluster does not select this stack's PodMonitors, ServiceMonitors,"
                        + " ScrapeConfigs, PrometheusRules; add to its spec:");
    }

    @Test
    @Order(4)
    void theSelectorsThatDoctorSaysAreThoseThatItNeeds() {
        stack.up();
        assertThat(generated()).doesNotContain("renderowl");

        Map<String, Object> spec = new Yaml()
                .load(monitoring("doctor", STACK)
                        .text()
                        .lines()
                        .filter(line -> line.contains("Selector: {"))
                        .map(String::strip)
                        .collect(Collectors.joining("\n")));
        cluster.kubectl(
                "-n",
                "platform",
                "patch",
                "prometheus",
                "shared",
                "--type=merge",
                "--patch",
                json(Map.of("spec", spec)));

        List<String> jobs = model().graph().scrapeTargets().stream()
                .map(target -> "replacement: " + target.job() + "\n")
                .filter(job -> !job.contains(": prometheus\n"))
                .toList();
        cluster.waitUntil("every job is in its configuration", DEADLINE, () -> jobs.stream()
                .allMatch(generated()::contains));
        assertThat(generated()).contains("localhost:9090");
        cluster.waitUntil(
                "every rule file is in its configuration", DEADLINE, () -> model().ruleFiles().keySet().stream()
                        .allMatch(file -> rules().contains("renderowl-" + file.replace(".yaml", ""))));
        Said doctor = monitoring("doctor", STACK);
        assertThat(doctor.exitCode()).as(doctor.text()).isEqualTo(ExitCode.DONE);
        assertThat(doctor.text()).contains("platform/shared of the cluster selects this stack's monitors and rules");
        assertThat(cluster.kubectl("-n", "monitoring", "get", "prometheuses", "--output=name"))
                .isEmpty();
        assertThat(stack.preview().changes()).doesNotContainKeys("create", "update", "delete", "replace");
    }

    @Test
    @Order(5)
    void aMonitorWithAWrongLabelIsAbsentAndDoctorNamesIt() {
        PrometheusOperator.makeLabelledMonitors(cluster);
        cluster.waitUntil("the one with the right label is scraped", DEADLINE, () -> generated()
                .contains("labelled-renderowl"));

        assertThat(generated()).doesNotContain("labelled-other");
        Said doctor = monitoring("doctor", STACK);
        assertThat(doctor.exitCode()).as(doctor.text()).isEqualTo(ExitCode.FAILED);
        assertThat(doctor.text().lines().filter(line -> line.startsWith("Labels")))
                .singleElement()
                .asString()
                .contains(
                        "no Prometheus selects the PodMonitor monitoring/labelled-other",
                        "kubectl label podmonitors labelled-other --overwrite --namespace monitoring"
                                + " prometheus=renderowl");
        cluster.kubectl("-n", "monitoring", "delete", "podmonitor", "labelled-other", "labelled-renderowl");
    }

    @Test
    @Order(6)
    void statusShowsWhatTheOperatorSaysOfARuleThatItDoesNotTake() {
        awaitStatus(ExitCode.DONE, "All is well.");
        cluster.apply(rule("sum("));

        Said status = awaitStatus(ExitCode.FAILED, "PrometheusRule monitoring/by-hand");
        assertThat(status.text().lines().filter(line -> line.startsWith("PrometheusRule monitoring/by-hand")))
                .singleElement()
                .asString()
                .contains("problem", "InvalidConfiguration", "invalid rule");

        cluster.apply(rule("sum(up)"));
        awaitStatus(ExitCode.DONE, "All is well.");
        cluster.kubectl("-n", "monitoring", "delete", "prometheusrule", "by-hand");
    }

    @Test
    @Order(7)
    void statusSaysWhyAPodDoesNotRun() {
        cluster.kubectl(
                "-n",
                "monitoring",
                "patch",
                "deployment",
                "redis-exporter",
                "--patch={\"spec\": {\"template\": {\"spec\": {\"nodeSelector\": {\"no-such\": \"node\"}}}}}");

        Said status = awaitStatus(ExitCode.FAILED, "Unschedulable");
        assertThat(status.text())
                .containsPattern(
                        "Deployment monitoring/redis-exporter +problem +1 of 1 pods ready, 1 of an older version")
                .containsPattern("Pod monitoring/redis-exporter-\\S+ +problem +Unschedulable: 0/1 nodes are available");

        cluster.kubectl("-n", "monitoring", "rollout", "undo", "deployment/redis-exporter");
        awaitStatus(ExitCode.DONE, "All is well.");
    }

    @Test
    @Order(8)
    void withAPrometheusOfItsOwnStatusHasTheOperatorsConditionsAndMessages() {
        configure(WITH_ITS_OWN);
        EngineRun up = stack.up();
        assertThat(up.steps())
                .as("the monitors stay what they are")
                .noneMatch(step ->
                        step.operation().matches("delete|replace") && step.urn().contains("Monitor"));

        Said well = awaitStatus(ExitCode.DONE, "All is well.");
        assertThat(well.text())
                .containsPattern("Prometheus monitoring/operated +ok +Available, Reconciled; 1 of 1 replicas available")
                .containsPattern("StatefulSet monitoring/prometheus-operated +ok +1 of 1 pods ready");
        assertThat(monitoring("doctor", STACK).text())
                .contains("monitoring/operated selects monitors and rules by prometheus: renderowl");

        cluster.kubectl(
                "-n",
                "monitoring",
                "patch",
                "prometheus",
                STACK,
                "--type=merge",
                "--patch={\"spec\": {\"additionalScrapeConfigs\": {\"name\": \"no-such-secret\", \"key\": \"jobs\"}}}");
        Said broken = awaitStatus(ExitCode.FAILED, "no-such-secret");
        assertThat(broken.text().lines().filter(line -> line.startsWith("Prometheus monitoring/operated")))
                .anyMatch(line -> line.contains("problem"));
        assertThat(broken.text()).contains("not Reconciled");
    }

    @Test
    @Order(9)
    void destroyLeavesThePrometheusOfTheCluster() {
        stack.destroy();

        assertThat(cluster.kubectl("get", "prometheuses", "--all-namespaces", "--output=name"))
                .isEqualToIgnoringWhitespace("prometheus.monitoring.coreos.com/shared");
        assertThat(monitoring("status", STACK).exitCode()).isEqualTo(ExitCode.FAILED);
    }

    private void configure(String yaml) {
        Map<String, Object> values = new Yaml().load(yaml);
        stack.withConfig(values);
        Map<String, Object> qualified = new HashMap<>();
        values.forEach((key, value) -> qualified.put("renderowl-monitoring:" + key, value));
        try {
            Files.writeString(
                    folder.resolve("Pulumi." + STACK + ".yaml"), new Yaml().dump(Map.of("config", qualified)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Said awaitStatus(int exitCode, String text) {
        Said[] last = new Said[1];
        try {
            cluster.waitUntil("status ends with " + exitCode + " and says " + text, DEADLINE, () -> {
                last[0] = monitoring("status", STACK);
                return last[0].exitCode() == exitCode && last[0].text().contains(text);
            });
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "\nIt says: " + last[0], e);
        }
        return last[0];
    }

    /** Runs a command in this JVM, as somebody would who has nothing but the project, kubectl and a kubeconfig. */
    private Said monitoring(String... arguments) {
        RecordedConsole console = new RecordedConsole();
        StringWriter errors = new StringWriter();
        Path tools = Tools.require("kubectl").getParent();
        Map<String, String> environment = Map.of(
                "HOME", folder.toString(),
                "PATH", tools + ":" + System.getenv("PATH"),
                "KUBECONFIG", cluster.kubeconfig().toString());
        int exitCode = MonitoringCommand.commandLine(
                        new Workbench(new Project(folder), environment, console.console(), List.of()))
                .setErr(new PrintWriter(errors))
                .execute(arguments);
        return new Said(exitCode, console.output() + errors);
    }

    private StackModel model() {
        return StackModel.of(StackConfigReader.read(stack.configSource(), "renderowl-monitoring", STACK)
                .config());
    }

    private void annotate(String version) {
        cluster.kubectl(
                "annotate",
                "--overwrite",
                "crd",
                "scrapeconfigs.monitoring.coreos.com",
                "operator.prometheus.io/version=" + version);
    }

    private static String rule(String expression) {
        return """
        apiVersion: monitoring.coreos.com/v1
        kind: PrometheusRule
        metadata: {name: by-hand, namespace: monitoring, labels: {prometheus: renderowl}}
        spec: {groups: [{name: by-hand, rules: [{record: by:hand, expr: "%s"}]}]}
        """
                .formatted(expression);
    }

    /** The configuration that the operator has made for the Prometheus of the cluster. */
    private String generated() {
        return PrometheusOperator.unpacked(cluster, "platform", "prometheus-shared", "prometheus.yaml.gz");
    }

    /** The names of the rule files that the operator has made for it. */
    private String rules() {
        JsonObject map = cluster.json("-n", "platform", "get", "configmap/prometheus-shared-rulefiles-0")
                .getAsJsonObject();
        JsonElement data = map.get("data");
        return data == null ? "" : data.getAsJsonObject().keySet().toString();
    }

    private static String json(Object value) {
        return new Gson().toJson(value);
    }
}
