package com.renderowl.monitoring.proof;

import static com.renderowl.monitoring.proof.ClusterSnapshot.at;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
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

/** The life of the staging stack on a cluster: deployed, looked at, repaired, edited, destroyed; each test goes on. */
@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "promtool"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StagingLifecycleTest {

    private static final Duration DEADLINE = Duration.ofMinutes(2);
    private static final String APPLICATION = "renderowl-staging";
    private static final String PROMETHEUS = "system:serviceaccount:monitoring:prometheus";
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
            "PersistentVolumeClaim monitoring/prometheus-data");

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
        latest = settled();
        ClusterSnapshot now = latest;
        assertThat(ClusterSnapshot.labels(now.get("Namespace monitoring")))
                .containsEntry("pod-security.kubernetes.io/enforce", "restricted");
        assertThat(ClusterSnapshot.labels(now.get("Namespace monitoring-node")))
                .containsEntry("pod-security.kubernetes.io/enforce", "privileged");
        assertThat(now.pods().keySet())
                .contains(
                        "monitoring/prometheus",
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
        assertThat(cluster.kubectl(
                        "-n", "monitoring", "get", "svc", "prometheus", "--output=jsonpath={.spec.ports[*].port}"))
                .isEqualTo("9090");
        assertThat(cluster.kubectl("get", "pods", "-n", "monitoring", "-l", "app=prometheus", "--output=name"))
                .startsWith("pod/prometheus-");
        assertThat(cluster.kubectl(
                        "-n",
                        "monitoring",
                        "get",
                        "endpointslices",
                        "-l",
                        "kubernetes.io/service-name=prometheus",
                        "--output=jsonpath={.items[*].endpoints[*].conditions.ready}"))
                .as("the Service leads to the pod")
                .isEqualTo("true");
        assertThat(cluster.kubectl(
                        "-n", "monitoring", "get", "pvc", "prometheus-data", "--output=jsonpath={.status.phase}"))
                .isEqualTo("Bound");
    }

    @Test
    @Order(3)
    void prometheusMayListPodsWhereItsTargetsAreAndNothingElse() {
        String anybody = "system:serviceaccount:default:default";
        Set<String> whatAnybodyMay = permissions(anybody, "default");
        for (String namespace : List.of("monitoring", "monitoring-node", APPLICATION)) {
            Set<String> more = permissions(PROMETHEUS, namespace);
            more.removeAll(whatAnybodyMay);
            assertThat(more).as(namespace).containsExactly("pods [] [] [get list watch]");
        }
        for (String namespace : List.of("default", "kube-system")) {
            assertThat(permissions(PROMETHEUS, namespace)).as(namespace).isEqualTo(whatAnybodyMay);
        }
        // The lists above hold what roles say; these ask the authorizer itself.
        assertThat(may("list", "pods", "-n", APPLICATION)).isTrue();
        assertThat(may("list", "pods", "-n", "kube-system")).isFalse();
        assertThat(may("list", "secrets", "-n", "monitoring")).isFalse();
        assertThat(may("list", "nodes")).isFalse();
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
        latest = settled();
        assertThat(latest.objects()).containsKey("Service monitoring/prometheus");
        assertThat(latest.generations()).isEqualTo(deployed.generations());
        report("Service deleted by hand, refreshed", repair, Set.of());
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

        latest = settled();
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
        cluster.waitUntil("the volume has grown", DEADLINE, () -> cluster.kubectl(
                        "get",
                        "pvc",
                        "-n",
                        "monitoring",
                        "prometheus-data",
                        "--output=jsonpath={.status.capacity.storage}")
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

    /** What an account may in a namespace, as {@code resources [URLs] [names] [verbs]}. */
    private Set<String> permissions(String account, String namespace) {
        return cluster.kubectl("auth", "can-i", "--list", "--no-headers", "--as=" + account, "--namespace=" + namespace)
                .lines()
                .map(line -> line.strip().replaceAll("\\s+", " "))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean may(String... request) {
        List<String> line = new ArrayList<>(List.of("auth", "can-i", "--as=" + PROMETHEUS));
        line.addAll(List.of(request));
        String answer = cluster.kubectlTry(line.toArray(String[]::new)).output().strip();
        assertThat(answer).isIn("yes", "no");
        return answer.equals("yes");
    }

    /** A snapshot in which no pod is on its way out or in. */
    private ClusterSnapshot settled() {
        AtomicReference<ClusterSnapshot> last = new AtomicReference<>();
        cluster.waitUntil("every workload has one pod", DEADLINE, () -> {
            last.set(ClusterSnapshot.of(cluster));
            return last.get().podsGoing() == 0
                    && last.get().pods().values().stream().allMatch(pods -> pods.size() == 1);
        });
        return last.get();
    }

    private static List<String> names(EngineRun run) {
        return run.steps().stream()
                .map(step -> step.operation() + " " + step.name())
                .toList();
    }

    /** The keys, less the kind, that are in both with another value. */
    private static <V> Set<String> changed(Map<String, V> old, Map<String, V> now) {
        return old.keySet().stream()
                .filter(key -> now.containsKey(key) && !now.get(key).equals(old.get(key)))
                .map(key -> key.substring(key.indexOf(' ') + 1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private void report(String what, EngineRun run, Set<String> restarted) {
        report.add("%-42s %-32s %-44s %5.1f s".formatted(what, run.changes(), restarted, run.seconds()));
    }
}
