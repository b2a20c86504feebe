package com.renderowl.monitoring.proof;

import static com.renderowl.monitoring.proof.ClusterSnapshot.at;
import static com.renderowl.monitoring.proof.ClusterSnapshot.changed;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.AlertmanagerServer;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
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
import org.junit.jupiter.params.provider.MethodSource;

/** The life of the staging stack on a cluster: deployed, looked at, repaired, edited, destroyed; each test goes on. */
@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "promtool"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StagingLifecycleTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String APPLICATION = "renderowl-staging";
    private static final Set<String> OUR_KINDS = Set.of(
            "ConfigMap",
            "DaemonSet",
            "Deployment",
            "Namespace",
            "NetworkPolicy",
            "PersistentVolumeClaim",
            "Role",
            "RoleBinding",
            "Secret",
            "Service",
            "ServiceAccount");

    /** What must outlive every edit: the samples, and what they would be lost with. */
    private static final List<String> KEPT = List.of(
            "Namespace monitoring",
            "Deployment monitoring/prometheus",
            "PersistentVolumeClaim monitoring/prometheus-data",
            "PersistentVolumeClaim monitoring/alertmanager-data");

    private final ControlPlane cluster;
    private final EngineStack stack = EngineStack.create("staging");
    private final StackSettings settings = StackSettings.committed();
    private final List<String> report = new ArrayList<>();
    private ClusterSnapshot before;
    private ClusterSnapshot latest;

    StagingLifecycleTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void deployBesideAnApplication() {
        cluster.kubectl("create", "namespace", APPLICATION);
        cluster.kubectl("-n", APPLICATION, "create", "deployment", "renderowl-backend", "--image=renderowl/backend:1");
        cluster.kubectl("-n", APPLICATION, "rollout", "status", "deployment/renderowl-backend", "--timeout=120s");
        before = ClusterSnapshot.of(cluster);
        report(
                "up of the committed configuration",
                stack.on(cluster).withCommittedConfig().up(),
                Set.of());
    }

    @AfterAll
    void end() {
        stack.close();
        report.forEach(System.out::println);
    }

    @Test
    @Order(1)
    void everyPodIsAdmittedUnderItsPodSecurityStandardAndReady() {
        latest = ClusterSnapshot.settled(cluster);
        ClusterSnapshot now = latest;
        assertThat(ClusterSnapshot.labels(now.get("Namespace monitoring")))
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(ClusterSnapshot.labels(now.get("Namespace monitoring-node")))
                .containsEntry("pod-security.kubernetes.io/enforce", "privileged");
        assertThat(now.pods().keySet())
                .contains(
                        "monitoring/prometheus",
                        "monitoring/alertmanager",
                        "monitoring/postgres-exporter",
                        "monitoring/redis-exporter",
                        "monitoring-node/node-exporter");
        for (String namespace : List.of("monitoring", "monitoring-node")) {
            cluster.kubectl("-n", namespace, "wait", "pods", "--all", "--for=condition=Ready", "--timeout=0s");
            assertThat(cluster.kubectl("-n", namespace, "get", "events", "--field-selector=type=Warning"))
                    .as("no pod was refused, and none warned of")
                    .doesNotContain("forbidden", "PodSecurity");
        }
        // The standard is really enforced there: the node exporter's pod would not have been admitted.
        JsonObject pod = at(now.get("DaemonSet monitoring-node/node-exporter"), "spec", "template", "spec")
                .getAsJsonObject();
        pod.remove("serviceAccountName");
        pod.remove("serviceAccount");
        assertThat(cluster.applyTry(
                                """
                                {"apiVersion": "v1", "kind": "Pod",
                                "metadata": {"name": "misplaced", "namespace": "monitoring"}, "spec": %s}
                                """
                                        .formatted(pod))
                        .errors())
                .contains("violates PodSecurity \"restricted");
    }

    @Test
    @Order(2)
    void documentedNamesWork() {
        assertThat(field("service/prometheus", "{.spec.ports[*].port}")).isEqualTo("9090");
        assertThat(cluster.kubectl("get", "pods", "-n", "monitoring", "-l", "app=prometheus", "--output=name"))
                .startsWith("pod/prometheus-");
        assertThat(
                        field(
                                "endpointslices",
                                "{.items[?(@.metadata.labels.kubernetes\\.io/service-name=='prometheus')].endpoints[*].conditions.ready}"))
                .as("the Service leads to the pod")
                .isEqualTo("true");
        assertThat(field("pvc/prometheus-data", "{.status.phase}")).isEqualTo("Bound");
    }

    @Test
    @Order(2)
    @RequiresTools("amtool")
    void amtoolAcceptsTheConfigurationInTheCluster(@TempDir Path directory) throws IOException {
        String yaml = field("configmap/alertmanager-config", "{.data.alertmanager\\.yml}");
        Path file = Files.writeString(directory.resolve("alertmanager.yml"), yaml);

        String said = AlertmanagerServer.amtool(directory, "check-config", file.toString())
                .requireOutput();

        assertThat(said).contains("SUCCESS", "5 inhibit rules", "1 receivers");
        assertThat(field("service/alertmanager", "{.spec.ports[*].port}")).isEqualTo("9093");
        assertThat(field("pvc/alertmanager-data", "{.status.phase}")).isEqualTo("Bound");
    }

    @Test
    @Order(3)
    void prometheusMayListPodsWhereItsTargetsAreAndNothingElse() {
        Account prometheus = new Account(cluster, "system:serviceaccount:monitoring:prometheus");
        Set<String> whatAnybodyMay =
                new Account(cluster, "system:serviceaccount:default:default").permissions("default");
        for (String namespace : List.of("monitoring", "monitoring-node", APPLICATION)) {
            Set<String> more = prometheus.permissions(namespace);
            more.removeAll(whatAnybodyMay);
            assertThat(more).as(namespace).containsExactly("pods [] [] [get list watch]");
        }
        for (String namespace : List.of("default", "kube-system")) {
            assertThat(prometheus.permissions(namespace)).as(namespace).isEqualTo(whatAnybodyMay);
        }
        // The lists above hold what roles say; these ask the authorizer itself.
        assertThat(prometheus.may("list", "pods", "-n", APPLICATION)).isTrue();
        assertThat(prometheus.may("list", "pods", "-n", "kube-system")).isFalse();
        assertThat(prometheus.may("list", "secrets", "-n", "monitoring")).isFalse();
        assertThat(prometheus.may("list", "nodes")).isFalse();
    }

    /** What was read back, not what was sent. */
    @Test
    @Order(3)
    void promtoolAcceptsTheFilesThatTheApiServerHolds() {
        try (LiveFiles files = LiveFiles.of(latest)) {
            assertThat(files.rules()).contains("backend.yaml", "general.yaml");
            assertThat(files.check().requireOutput())
                    .contains(files.rules().size() + " rule files found")
                    .doesNotContain("WARNING", "FAILED");
        }
    }

    @Test
    @Order(4)
    void secondPreviewIsEmpty() {
        EngineRun preview = stack.preview();
        assertThat(preview.changes()).isEmpty();
        assertThat(preview.steps()).isEmpty();
        report("second preview", preview, Set.of());
    }

    @Test
    @Order(5)
    void serviceDeletedByHandComesBack() {
        ClusterSnapshot deployed = latest;
        cluster.kubectl("-n", "monitoring", "delete", "service", "prometheus");

        assertThat(stack.refresh().changes()).containsEntry("delete", 1);
        EngineRun repair = stack.up();

        assertThat(names(repair)).containsExactly("create prometheus-service");
        latest = ClusterSnapshot.settled(cluster);
        assertThat(latest.objects()).containsKey("Service monitoring/prometheus");
        assertThat(latest.generations()).isEqualTo(deployed.generations());
        report("Service deleted by hand, refreshed", repair, Set.of());
    }

    @Test
    @Order(5)
    void whatSomebodyChangedByHandIsPutRight() {
        String configuration = field("configmap/prometheus-config", "{.data}");
        cluster.kubectl("-n", "monitoring", "set", "resources", "deployment/redis-exporter", "--limits=cpu=300m");
        cluster.kubectl(
                "-n",
                "monitoring",
                "patch",
                "configmap/prometheus-config",
                "--patch={\"data\": {\"prometheus.yml\": \"\"}}");

        EngineRun drift = stack.refresh();
        EngineRun repair = stack.up();

        assertThat(drift.changes()).containsEntry("update", 2);
        assertThat(names(repair))
                .containsExactlyInAnyOrder("update prometheus-config", "update redis-exporter-deployment");
        assertThat(field("configmap/prometheus-config", "{.data}")).isEqualTo(configuration);
        assertThat(field("deployment/redis-exporter", "{.spec.template.spec.containers[0].resources.limits.cpu}"))
                .isEqualTo("250m");
        latest = ClusterSnapshot.settled(cluster);
        report("Limit and configuration changed by hand", repair, Set.of());
    }

    static List<Edit> edits() {
        return StagingEdits.inOrder();
    }

    @ParameterizedTest
    @Order(6)
    @MethodSource("edits")
    void editChangesInPlaceAndRestartsOnlyWhatMust(Edit edit) {
        ClusterSnapshot old = latest;
        stack.withConfig(settings.with(edit.config()).values());
        edit.secrets().forEach((name, value) -> stack.withSecret("secrets." + name, value));

        EngineRun run = stack.up();

        latest = ClusterSnapshot.settled(cluster);
        ClusterSnapshot now = latest;
        Set<String> restarted = changed(old.pods(), now.pods());
        report(edit.what(), run, restarted);
        assertThat(names(run)).containsExactlyInAnyOrderElementsOf(edit.operations());
        assertThat(restarted).isEqualTo(edit.restarted());
        assertThat(changed(old.generations(), now.generations()))
                .as("workloads with a new specification")
                .isEqualTo(edit.restarted());
        assertThat(changed(old.identities(), now.identities()))
                .as("deleted and made anew under the same name")
                .isEmpty();
        assertThat(now.identities().keySet()).containsAll(KEPT);
    }

    @Test
    @Order(7)
    void grownVolumeReachedTheDisk() {
        cluster.waitUntil(
                "the volume has grown", DEADLINE, () -> field("pvc/prometheus-data", "{.status.capacity.storage}")
                        .equals("20Gi"));
    }

    @Test
    @Order(8)
    void refusedConfigurationTouchesNothing() {
        ClusterSnapshot old = latest;
        stack.withConfig(StackSettings.committed()
                .with("{prometheus: {retentionSize: 10TB, replicas: 2}, retention: 1d}")
                .values());

        EngineRun refused = stack.tryUp();

        assertThat(refused.exitCode()).isNotZero();
        assertThat(refused.steps()).isEmpty();
        assertThat(ClusterSnapshot.of(cluster).versions(OUR_KINDS)).isEqualTo(old.versions(OUR_KINDS));
    }

    @Test
    @Order(9)
    void destroyLeavesNothingAndTheApplicationAlone() {
        EngineRun run = stack.destroy();

        report("destroy", run, Set.of());
        cluster.waitUntil("the volume is deleted", DEADLINE, () -> cluster.kubectl("get", "pv", "--output=name")
                .isEmpty());
        ClusterSnapshot after = ClusterSnapshot.of(cluster);
        assertThat(after.without(before)).isEmpty();
        assertThat(before.without(after)).isEmpty();
        assertThat(changed(before.identities(), after.identities())).isEmpty();
        assertThat(after.pods()).isEqualTo(before.pods()).containsKey(APPLICATION + "/renderowl-backend");
    }

    private String field(String object, String path) {
        return cluster.kubectl("-n", "monitoring", "get", object, "--output=jsonpath=" + path);
    }

    private static List<String> names(EngineRun run) {
        return run.steps().stream()
                .map(step -> step.operation() + " " + step.name())
                .toList();
    }

    private void report(String what, EngineRun run, Set<String> restarted) {
        report.add("%-42s %-32s %-44s %5.1f s".formatted(what, run.changes(), restarted, run.seconds()));
    }
}
