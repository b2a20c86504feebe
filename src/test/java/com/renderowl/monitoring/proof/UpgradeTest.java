package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.engine.Diagnosis;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What {@code docs/upgrading.md} says: a monitoring that was made by hand is taken over, goes to the operator, sees the
 * operator raised, and comes back. Each test goes on from the one before.
 */
@Tag("operator")
@WithControlPlane(shared = false)
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", PrometheusOperator.PROGRAM, PrometheusOperator.PROGRAM_BEFORE})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UpgradeTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** As many people have it: the names that everybody uses, and few labels. */
    private static final String MADE_BY_HAND =
            """
            apiVersion: v1
            kind: Namespace
            metadata: {name: monitoring}
            ---
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata: {name: prometheus-data, namespace: monitoring}
            spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 8Gi}}}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: prometheus-config, namespace: monitoring}
            data: {prometheus.yml: 'scrape_configs: []', notes.txt: made by hand}
            ---
            apiVersion: v1
            kind: Service
            metadata: {name: prometheus, namespace: monitoring}
            spec: {selector: {app: prometheus}, ports: [{port: 9090}]}
            ---
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: prometheus, namespace: monitoring}
            spec:
              selector: {matchLabels: {app: prometheus}}
              template:
                metadata: {labels: {app: prometheus}}
                spec:
                  containers:
                    - {name: prometheus, image: 'prom/prometheus:v2.55.0', volumeMounts: [{name: data, mountPath: /prometheus}]}
                  volumes: [{name: data, persistentVolumeClaim: {claimName: prometheus-data}}]
            """;

    private static final String DEPLOYMENT = "Deployment monitoring/prometheus";

    /** What holds samples, what leads to them, and what they would be lost with. */
    private static final Set<String> KEPT = Set.of(
            "Namespace monitoring",
            "PersistentVolumeClaim monitoring/prometheus-data",
            "Service monitoring/prometheus");

    /** What both ways to run Prometheus have, and the rest of the stack. */
    private static final Set<String> ON_BOTH_PLATFORMS = Set.of(
            "ServiceAccount monitoring/prometheus",
            "NetworkPolicy monitoring/prometheus",
            "Role monitoring/prometheus-discovery",
            "RoleBinding monitoring/prometheus-discovery",
            "ServiceAccount monitoring/alertmanager",
            "NetworkPolicy monitoring/alertmanager",
            "Service monitoring/alertmanager",
            "PersistentVolumeClaim monitoring/alertmanager-data",
            "DaemonSet monitoring-node/node-exporter");

    private final ControlPlane cluster;
    private final EngineStack stack = EngineStack.create("staging");
    private final StackSettings settings = StackSettings.committed();
    private final List<String> report = new ArrayList<>();
    private PrometheusOperator operator;
    private Map<String, String> first;

    UpgradeTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void makeByHand() {
        cluster.apply(MADE_BY_HAND);
        cluster.kubectl("-n", "monitoring", "rollout", "status", "deployment/prometheus", "--timeout=120s");
        first = identities(KEPT);
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
    void whatIsInTheWayIsNamedAndNothingIsDeleted() {
        String byHand = identities(Set.of(DEPLOYMENT)).toString();
        int before = ClusterSnapshot.of(cluster).objects().size();

        EngineRun preview = stack.preview();
        assertThat(preview.diagnostics("info"))
                .as("the provider's own words for it, which it takes for no failure yet")
                .anyMatch(info -> info.contains("Preview creation failed due to immutable fields"));
        assertThat(ClusterSnapshot.of(cluster).objects()).hasSize(before);

        EngineRun up = stack.tryUp();

        assertThat(up.succeeded()).isFalse();
        assertThat(up.diagnostics("error"))
                .anyMatch(error -> error.contains("Deployment.apps \"prometheus\" is invalid")
                        && error.contains("spec.selector: Invalid value"));
        assertThat(Diagnosis.of(up.text()).orElseThrow().sentence())
                .contains("kubectl delete deployment prometheus --namespace monitoring", "docs/upgrading.md");
        assertThat(identities(KEPT)).isEqualTo(first);
        assertThat(identities(Set.of(DEPLOYMENT))).hasToString(byHand);
    }

    @Test
    @Order(2)
    void whatWasMadeByHandIsTakenOverInPlace() {
        cluster.kubectl("-n", "monitoring", "delete", "deployment", "prometheus");

        EngineRun up = stack.up();

        report("up over what was made by hand", up);
        assertThat(identities(KEPT)).isEqualTo(first);
        assertThat(claimOf("deployment/prometheus")).isEqualTo("prometheus-data");
        assertThat(field("pvc/prometheus-data", "{.spec.resources.requests.storage}"))
                .isEqualTo("16Gi");
        assertThat(field("configmap/prometheus-config", "{.data.prometheus\\.yml}"))
                .contains("renderowl-backend");
        assertThat(field("configmap/prometheus-config", "{.data.notes\\.txt}"))
                .as("what the stack says nothing of")
                .isEqualTo("made by hand");
        assertThat(stack.preview().changes()).isEmpty();
    }

    @Test
    @Order(3)
    void theOperatorTakesOverAndTheVolumeIsKept() {
        PrometheusOperator.installDefinitionsBefore(cluster);
        operator = PrometheusOperator.startBefore(cluster);
        Map<String, String> others = identities(ON_BOTH_PLATFORMS);
        stack.withConfig(settings.with("platform: operator").values());

        EngineRun up = stack.up();

        report("platform: operator", up);
        assertThat(up.steps().stream().map(EngineRun.Step::toString))
                .contains("delete prometheus-deployment")
                .noneMatch(step -> step.contains("replace"));
        assertThat(identities(KEPT)).isEqualTo(first);
        assertThat(identities(ON_BOTH_PLATFORMS)).isEqualTo(others);
        assertThat(field("pvc", "{.items[*].metadata.name}").split(" "))
                .contains("prometheus-data", "prometheus-staging-db-prometheus-staging-0");
        assertThat(field("pvc/prometheus-data", "{.status.phase}")).isEqualTo("Bound");
        assertThat(field("deployments", "{.items[*].metadata.name}").split(" ")).doesNotContain("prometheus");
        assertThat(noChange(stack.preview())).isTrue();
    }

    @Test
    @Order(4)
    void thePodThatBringsSamplesOverIsAdmitted() throws IOException {
        String page = Files.readString(Tools.projectRoot().resolve("docs/upgrading.md"));
        String start = "<<'END'\n";
        int begin = page.indexOf(start) + start.length();

        assertThat(field("namespace/monitoring", "{.metadata.labels.pod-security\\.kubernetes\\.io/enforce}"))
                .isEqualTo("restricted");
        assertThat(cluster.apply(page.substring(begin, page.indexOf("\nEND\n", begin))))
                .contains("pod/copy-samples created");
        cluster.kubectl("-n", "monitoring", "delete", "pod", "copy-samples");
    }

    @Test
    @Order(5)
    void theOperatorIsRaisedBeneathTheStack() {
        Set<String> made = Set.of("StatefulSet monitoring/prometheus-staging", "Prometheus monitoring/staging");
        Map<String, String> before = identities(made);
        String generation = field("prometheus/staging", "{.metadata.generation}");
        operator.close();
        PrometheusOperator.installDefinitions(cluster);
        assertThat(noChange(stack.preview()))
                .as("between definitions and operator")
                .isTrue();
        operator = PrometheusOperator.start(cluster);
        cluster.waitUntil("the new operator has looked at it", DEADLINE, () -> operator.log()
                .contains("sync prometheus"));

        EngineRun up = stack.up();

        report("operator 0.91.0 to 0.93.1", up);
        assertThat(noChange(up)).isTrue();
        assertThat(identities(made)).isEqualTo(before);
        assertThat(field("prometheus/staging", "{.metadata.generation}")).isEqualTo(generation);
        cluster.waitUntil("it is Reconciled", DEADLINE, () -> field(
                        "prometheus/staging", "{.status.conditions[?(@.type=='Reconciled')].status}")
                .equals("True"));
        assertThat(identities(KEPT)).isEqualTo(first);
    }

    @Test
    @Order(6)
    void backOnThePlatformKubernetesTheOldVolumeIsFoundAgain() {
        Map<String, String> others = identities(ON_BOTH_PLATFORMS);
        stack.withConfig(settings.with("platform: kubernetes").values());

        EngineRun up = stack.up();

        report("platform: kubernetes", up);
        assertThat(identities(KEPT)).isEqualTo(first);
        assertThat(identities(ON_BOTH_PLATFORMS)).isEqualTo(others);
        assertThat(claimOf("deployment/prometheus")).isEqualTo("prometheus-data");
        assertThat(field("pvc", "{.items[*].metadata.name}").split(" "))
                .as("the operator's volume is kept as well")
                .contains("prometheus-staging-db-prometheus-staging-0");
        assertThat(cluster.kubectl("-n", "monitoring", "get", "prometheus", "--output=name"))
                .isEmpty();
        assertThat(stack.preview().changes()).isEmpty();
    }

    @Test
    @Order(7)
    void destroyLeavesNoVolume() {
        report("destroy", stack.destroy());

        cluster.waitUntil("the volumes are deleted", DEADLINE, () -> cluster.kubectl("get", "pv", "--output=name")
                .isEmpty());
        assertThat(ClusterSnapshot.of(cluster).objects().keySet())
                .noneMatch(key -> key.contains(" monitoring/") || key.equals("Namespace monitoring"));
    }

    private Map<String, String> identities(Set<String> keys) {
        ClusterSnapshot now = ClusterSnapshot.of(cluster);
        Map<String, String> identities = new TreeMap<>();
        keys.forEach(key -> identities.put(
                key, ClusterSnapshot.at(now.get(key), "metadata", "uid").getAsString()));
        return identities;
    }

    /** Definitions are read in every run, which changes nothing. */
    private static boolean noChange(EngineRun run) {
        return run.steps().stream().allMatch(step -> step.operation().equals("read"));
    }

    private String claimOf(String workload) {
        return field(workload, "{.spec.template.spec.volumes[*].persistentVolumeClaim.claimName}");
    }

    private String field(String object, String path) {
        return cluster.kubectl("-n", "monitoring", "get", object, "--output=jsonpath=" + path);
    }

    private void report(String what, EngineRun run) {
        report.add("%-42s %-52s %5.1f s".formatted(what, run.changes(), run.seconds()));
    }
}
