package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.MonitoringCli.Running;
import com.renderowl.monitoring.harness.MonitoringCli.Victim;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Edits that would lose data or running pods are refused by the real command on a real API server, before anything. */
@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "kubectl"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuardedChangesTest {

    private static final int REFUSED = 5;
    private static final int SMALLER = 1;
    private static final int WRONG = 2;
    private static final int MISSING = 3;
    private static final String COMPONENT = "app.kubernetes.io/component";
    private static final String GROWN = "a grown volume";
    private static final Set<String> KINDS = Set.of(
            "ConfigMap",
            "DaemonSet",
            "Deployment",
            "Namespace",
            "NetworkPolicy",
            "PersistentVolumeClaim",
            "Role",
            "Secret",
            "Service");

    private final ControlPlane cluster;
    private final MonitoringCli cli = MonitoringCli.create();

    /** What has to stay configured, as a volume does not shrink. */
    private String kept = "";

    GuardedChangesTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /**
     * An edit.
     *
     * @param what it is in words
     * @param settings YAML of the stack's settings that it adds
     * @param refused the resources that have to be agreed to
     * @param said what the refusal says
     */
    record Edited(String what, String settings, List<String> refused, List<String> said) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Edited> refusedEdits() {
        return Stream.of(
                new Edited(
                        "another storage class",
                        "prometheus: {volume: {storageClass: fast}}",
                        List.of(),
                        List.of(
                                "prometheus-data: PersistentVolumeClaim guarded/prometheus-data would be replaced by an empty"
                                        + " one, as spec.storageClassName changes from standard to fast.",
                                "Lost would be all samples of Prometheus.",
                                "To keep it: set prometheus.volume.storageClass back to what it was.",
                                "If it is meant: kubectl delete deployment prometheus -n guarded; kubectl delete pvc"
                                        + " prometheus-data -n guarded; then the same command makes both anew.")),
                new Edited(
                        "another namespace",
                        "namespaces: {monitoring: guarded-renamed}",
                        List.of("namespaces-monitoring"),
                        List.of(
                                "Namespace guarded would be replaced, as metadata.name changes from guarded to"
                                        + " guarded-renamed.",
                                "PersistentVolumeClaim guarded/prometheus-data",
                                "To keep it: set namespaces.monitoring back to what it was.")),
                new Edited(
                        "another namespace of the node exporter",
                        "namespaces: {nodeExporter: guarded-node-renamed}",
                        List.of("namespaces-node-exporter"),
                        List.of(
                                "Lost would be all that is in it, with all data: DaemonSet guarded-node/node-exporter.")),
                new Edited(
                        "Alertmanager somewhere else",
                        "alertmanager: {deploy: false, namespace: guarded-application, selector: {app: alertmanager}}",
                        List.of("alertmanager-data"),
                        List.of(
                                "PersistentVolumeClaim guarded/alertmanager-data would leave the stack",
                                "It stays in the cluster with Alertmanager's silences")));
    }

    static Stream<Edited> freeEdits() {
        return Stream.of(
                new Edited(GROWN, "prometheus: {volume: {size: 20Gi}}", List.of(), List.of()),
                new Edited("an exporter off", "exporters: {redis: {enabled: false}}", List.of(), List.of()),
                new Edited("node exporter off", "exporters: {node: {enabled: false}}", List.of(), List.of()),
                new Edited("an image", "prometheus: {image: 'prom/prometheus:v3.16.1'}", List.of(), List.of()));
    }

    @BeforeAll
    void deploy() {
        cli.on(cluster);
        configure("");
        cli.run("up").requireOutput();
    }

    @AfterAll
    void destroy() {
        configure("");
        cli.run("destroy", "--yes");
        cli.close();
        cluster.kubectl("delete", "namespace", "guarded-application", "--ignore-not-found");
        cluster.kubectl("delete", "storageclass", "fast", "--ignore-not-found");
    }

    @BeforeEach
    void asDeployed() {
        configure("");
    }

    private void configure(String settings) {
        StackSettings all = StackSettings.of(
                "namespaces: {monitoring: guarded, nodeExporter: guarded-node, application: guarded-application}");
        cli.configure("staging", all.with(kept).with(settings).file());
    }

    /** The version of every object of the stack: it changes with each write. */
    private Map<String, String> versions() {
        Map<String, String> versions = new TreeMap<>(ClusterSnapshot.of(cluster).versions(KINDS));
        versions.keySet().removeIf(key -> !key.contains(" guarded"));
        return versions;
    }

    @ParameterizedTest
    @Order(1)
    @MethodSource("refusedEdits")
    void isRefusedAndTouchesNothing(Edited edit) {
        Map<String, String> before = versions();
        configure(edit.settings());

        CommandOutcome preview = cli.run("preview");
        CommandOutcome up = cli.run("up", "--yes");

        assertThat(List.of(preview.exitCode(), up.exitCode())).containsExactly(REFUSED, REFUSED);
        assertThat(preview.errors())
                .contains("Refused, and nothing was changed")
                .contains(edit.said());
        assertThat(up.errors()).contains(edit.said());
        assertThat(up.output()).as("nobody is shown what is not going to be").isEmpty();
        String options =
                edit.refused().stream().map(name -> " --allow-replace " + name).collect(Collectors.joining());
        if (options.isEmpty()) {
            assertThat(up.errors()).doesNotContain("--allow-replace");
        } else {
            assertThat(up.errors()).endsWith("If this is meant, say so: ./monitoring up staging" + options + "\n");
            String[] agreed = Stream.concat(
                            Stream.of("preview"),
                            edit.refused().stream().flatMap(name -> Stream.of("--allow-replace", name)))
                    .toArray(String[]::new);
            assertThat(cli.run(agreed).exitCode()).isZero();
        }
        assertThat(versions()).isEqualTo(before);
    }

    @Test
    @Order(2)
    void theJsonOfARefusedPreviewIsWhole() {
        configure("namespaces: {monitoring: guarded-renamed}");

        CommandOutcome preview = cli.run("preview", "--json");

        assertThat(preview.exitCode()).isEqualTo(REFUSED);
        assertThat(JsonParser.parseString(preview.output()).getAsJsonObject().has("steps"))
                .isTrue();
        assertThat(preview.errors()).contains("--allow-replace namespaces-monitoring");
    }

    /** As between two runs: what was planned first is not what would be done. */
    @Test
    @Order(2)
    void theUpdateItselfRefusesWhereThePlanBeforeItWasNotSeen() {
        Map<String, String> before = versions();
        configure("namespaces: {monitoring: guarded-renamed}");
        Running up = cli.start("up", "--yes");
        up.await("the engine plans", () -> cli.processes().describe().stream()
                .anyMatch(process -> process.contains("pulumi-resource-kubernetes")));
        assertThat(up.output()).isEmpty();
        assertThat(up.kill(Victim.ENGINE)).isTrue();

        CommandOutcome outcome = up.await();

        assertThat(outcome.exitCode()).isEqualTo(REFUSED);
        assertThat(outcome.output())
                .contains(
                        "Previewing update",
                        "Refused, and nothing was changed",
                        "--allow-replace namespaces-monitoring");
        assertThat(versions()).isEqualTo(before);
    }

    @ParameterizedTest
    @Order(3)
    @MethodSource("freeEdits")
    void isDoneInPlace(Edited edit) {
        StackObjects before = StackObjects.in(cluster, "staging");
        configure(edit.settings());

        cli.run("up").requireOutput();

        if (edit.what().equals(GROWN)) {
            kept = edit.settings();
        }
        Map<String, String> data = StackObjects.in(cluster, "staging").identitiesOfWhatHoldsData();
        assertThat(data).containsKeys("Namespace guarded", "PersistentVolumeClaim guarded/prometheus-data");
        Map<String, String> old = before.identitiesOfWhatHoldsData();
        old.keySet().retainAll(data.keySet());
        assertThat(data).containsAllEntriesOf(old);
    }

    /** The volume has 20Gi since an edit above. */
    @Test
    @Order(4)
    void aVolumeThatWouldShrinkOrCannotGrowIsRefusedWithTheWayOut() {
        Map<String, String> before = versions();
        configure("prometheus: {volume: {size: 17Gi}}");
        CommandOutcome smaller = cli.run("up");
        cluster.kubectl("patch", "storageclass", "standard", "--patch={\"allowVolumeExpansion\":false}");
        configure("prometheus: {volume: {size: 40Gi}}");
        CommandOutcome larger = cli.run("preview");
        CommandOutcome doctor = cli.run("doctor");
        cluster.kubectl("patch", "storageclass", "standard", "--patch={\"allowVolumeExpansion\":true}");

        assertThat(List.of(smaller.exitCode(), larger.exitCode(), doctor.exitCode()))
                .containsExactly(WRONG, WRONG, MISSING);
        assertThat(smaller.output() + smaller.errors())
                .contains(
                        "prometheus.volume.size: '17Gi' is less than the claim guarded/prometheus-data (20Gi)",
                        "kubectl delete deployment prometheus -n guarded; kubectl delete pvc -n guarded prometheus-data");
        assertThat(larger.output() + larger.errors())
                .contains("the storage class 'standard' does not allow volumes to expand");
        assertThat(doctor.output()).containsPattern("Volume guarded/prometheus-data +problem +has 20Gi, and");
        assertThat(versions()).isEqualTo(before);
        assertThat(cli.run("plan").exitCode()).isEqualTo(SMALLER);
        configure("");
        assertThat(cli.run("status").output()).containsPattern("Volume guarded/prometheus-data +ok +20Gi; 20Gi are");
    }

    /** Somebody has made the Deployment anew, with pods of other labels. */
    @Test
    @Order(4)
    void aWorkloadIsReplacedWhereTheUserAgrees() {
        cli.run("up").requireOutput();
        String uid = anew("redis-exporter");

        CommandOutcome refused = cli.run("up");
        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(refused.errors())
                .contains("redis-exporter-deployment: Deployment guarded/redis-exporter would be replaced, as")
                .contains("spec.selector");
        assertThat(uid("deployment/redis-exporter")).isEqualTo(uid);

        CommandOutcome agreed = cli.run("up", "--allow-replace", "redis-exporter-deployment");
        agreed.requireOutput();
        assertThat(agreed.errors()).contains("Allowed: Deployment guarded/redis-exporter would be replaced");
        assertThat(uid("deployment/redis-exporter")).isNotEqualTo(uid);
        assertThat(cli.run("drift").exitCode()).isZero();
    }

    private String anew(String deployment) {
        JsonObject object =
                cluster.json("-n", "guarded", "get", "deployment", deployment).getAsJsonObject();
        JsonObject spec = object.getAsJsonObject("spec");
        spec.getAsJsonObject("selector").getAsJsonObject("matchLabels").addProperty(COMPONENT, "by-hand");
        spec.getAsJsonObject("template")
                .getAsJsonObject("metadata")
                .getAsJsonObject("labels")
                .addProperty(COMPONENT, "by-hand");
        object.getAsJsonObject("metadata")
                .asMap()
                .keySet()
                .retainAll(Set.of("name", "namespace", "labels", "annotations"));
        object.remove("status");
        cluster.kubectl("-n", "guarded", "delete", "deployment", deployment);
        cluster.apply(object.toString());
        return uid("deployment/" + deployment);
    }

    private String uid(String object) {
        return cluster.kubectl("-n", "guarded", "get", object, "--output=jsonpath={.metadata.uid}");
    }

    @Test
    @Order(5)
    void aClaimThatTheStackLetsGoOfStaysAndIsFoundAgain() {
        String uid = uid("pvc/alertmanager-data");
        configure("alertmanager: {deploy: false, namespace: guarded-application, selector: {app: alertmanager}}");

        cli.run("up", "--allow-replace", "alertmanager-data").requireOutput();
        assertThat(uid("pvc/alertmanager-data")).isEqualTo(uid);
        assertThat(cluster.kubectlTry("-n", "guarded", "get", "deployment/alertmanager")
                        .succeeded())
                .isFalse();

        configure("");
        cli.run("up").requireOutput();
        assertThat(uid("pvc/alertmanager-data")).isEqualTo(uid);
    }

    @Test
    @Order(6)
    void aClaimIsReplacedByWhoDeletesItByHand() {
        JsonObject fast = cluster.json("get", "storageclass", "standard").getAsJsonObject();
        fast.getAsJsonObject("metadata").asMap().keySet().retainAll(Set.of());
        fast.getAsJsonObject("metadata").addProperty("name", "fast");
        cluster.apply(fast.toString());
        configure("prometheus: {volume: {storageClass: fast}}");
        assertThat(cli.run("up", "--allow-replace", "prometheus-data").exitCode())
                .isEqualTo(REFUSED);

        cluster.kubectl("delete", "deployment", "prometheus", "-n", "guarded");
        cluster.kubectl("delete", "pvc", "prometheus-data", "-n", "guarded");
        cli.run("up").requireOutput();

        assertThat(cluster.kubectl(
                        "-n", "guarded", "get", "pvc/prometheus-data", "--output=jsonpath={.spec.storageClassName}"))
                .isEqualTo("fast");
        cli.run("preview", "--expect-no-changes").requireOutput();
    }

    @Test
    @Order(7)
    void aNamespaceGoesWhereTheUserAgrees() {
        configure("prometheus: {volume: {storageClass: fast}}\nnamespaces: {monitoring: guarded-renamed}");

        cli.run("up", "--allow-replace", "namespaces-monitoring").requireOutput();

        assertThat(cluster.kubectlTry("get", "namespace", "guarded").succeeded())
                .isFalse();
        cluster.kubectl("-n", "guarded-renamed", "rollout", "status", "deployment/prometheus", "--timeout=60s");
        cli.run("preview", "--expect-no-changes").requireOutput();
    }
}
