package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.App;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.MonitoringCli.Victim;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Two users with a cluster in common. Nothing that one of them has deployed, or that a third one has in a namespace, is changed
 * or deleted by the other, unless it is named.
 */
@Tag("cluster")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "kubectl"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class OwnershipTest {

    private static final int CHANGES = 4;
    private static final int REFUSED = 5;
    private static final String APPLICATION = "renderowl-staging";
    private static final String MARK = "monitoring.renderowl.com/owner";

    /** Of these every version counts; the status of others changes by itself. */
    private static final Set<String> WRITTEN =
            Set.of("ConfigMap", "Namespace", "NetworkPolicy", "Role", "RoleBinding", "Secret", "Service");

    private static final String SMALL =
            """
            exporters: {node: {enabled: false}, postgres: {enabled: false}, redis: {enabled: false}}
            """;

    private final ControlPlane cluster;
    private final MonitoringCli first = MonitoringCli.create();
    private final MonitoringCli second = MonitoringCli.create();

    OwnershipTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void deploy() {
        first.on(cluster).configure("staging", StackSettings.of(SMALL).file());
        second.on(cluster).configure("staging", StackSettings.of(SMALL).file());
        second.configure("other", StackSettings.of(SMALL).file());
        first.run("up").requireOutput();
        plant("monitoring");
    }

    @AfterAll
    void delete() {
        second.run("destroy", "other", "--yes");
        second.run("destroy", "--yes", "--delete-namespace", "monitoring");
        first.run("destroy", "--yes", "--delete-namespace", "monitoring");
        first.close();
        second.close();
        cluster.kubectl("delete", "namespace", "lent", "monitoring", APPLICATION, "--ignore-not-found");
    }

    @Test
    @Order(1)
    void anotherStackIsRefusedTheNamesOfTheFirst() {
        Map<String, String> before = state("monitoring");

        CommandOutcome preview = second.run("preview", "other");
        CommandOutcome up = second.run("up", "other");
        CommandOutcome destroy = second.run("destroy", "other", "--yes");

        for (CommandOutcome refused : new CommandOutcome[] {preview, up}) {
            assertThat(refused.exitCode()).isEqualTo(REFUSED);
            assertThat(said(refused))
                    .contains(
                            "  Namespace/monitoring belongs to the stack renderowl-monitoring/staging, since 20",
                            "  PersistentVolumeClaim/monitoring/prometheus-data belongs to the stack",
                            "Nothing was touched.",
                            "--take-over monitoring");
        }
        destroy.requireOutput();
        assertThat(state("monitoring")).isEqualTo(before);
        first.run("preview", "--expect-no-changes").requireOutput();
    }

    @Test
    @Order(2)
    void theSameStackFromAnotherStateIsRefused() {
        Map<String, String> before = state("monitoring");

        CommandOutcome up = second.run("up");

        assertThat(up.exitCode()).isEqualTo(REFUSED);
        assertThat(said(up))
                .contains("Namespace/monitoring belongs to another state of the stack renderowl-monitoring/staging");
        second.run("destroy", "--yes").requireOutput();
        assertThat(state("monitoring")).isEqualTo(before);
    }

    @Test
    @Order(3)
    void plainPulumiIsRefusedTheNamespacesOfTheFirst() {
        Map<String, String> before = state("monitoring");
        try (EngineStack plain = EngineStack.create("plain")) {
            plain.on(cluster).withConfig(StackSettings.of(SMALL).values()).withHostedProgram(App.class);
            for (EngineRun refused : List.of(plain.tryPreview(), plain.tryUp())) {
                assertThat(refused.exitCode()).isNotZero();
                assertThat(refused.text())
                        .contains(
                                "Namespaces of this stack belong to other owners:",
                                "  Namespace/monitoring belongs to the stack renderowl-monitoring/staging, since 20",
                                "Nothing was changed.");
            }
        }
        assertThat(state("monitoring")).isEqualTo(before);
    }

    @Test
    @Order(4)
    void aTakeOverThatIsKilledIsCompletedAndItsNamespaceIsKept() {
        cluster.kubectl("create", "namespace", "lent");
        plant("lent");
        cluster.kubectl("-n", "lent", "create", "deployment", "theirs", "--image=theirs:1");
        second.configure(
                "other",
                StackSettings.of(SMALL)
                        .with("namespaces: {monitoring: lent, nodeExporter: lent-node}")
                        .file());
        Map<String, String> before = identities("lent");

        CommandOutcome refused = second.run("up", "other");
        assertThat(refused.exitCode()).isEqualTo(REFUSED);
        assertThat(said(refused))
                .contains("  Namespace/lent belongs to an unknown owner, written by kubectl-create, since 20");
        assertThat(identities("lent")).isEqualTo(before);
        assertThat(labels("lent")).doesNotContain("pod-security");

        MonitoringCli.Running killed = second.start("up", "other", "--take-over", "lent");
        killed.await("the namespace is taken over", () -> labels("lent").contains("pod-security"));
        killed.kill(Victim.EVERYTHING);
        second.run("up", "other").requireOutput();
        assertThat(identities("lent")).containsAllEntriesOf(before);
        assertThat(second.run("up", "other").requireOutput()).contains("Nothing to change: other");

        second.run("destroy", "other", "--yes").requireOutput();
        assertThat(identities("lent")).containsAllEntriesOf(before);
        assertThat(cluster.kubectl("-n", "lent", "get", "service,networkpolicy", "--output=name"))
                .isEmpty();
    }

    /** As after an upgrade from a release that did not mark its objects, with a state that is lost. */
    @Test
    @Order(5)
    void objectsWithoutAMarkAreRecognisedByTheirLabels() {
        for (String kind : new String[] {
            "namespace",
            "configmap",
            "secret",
            "service",
            "deployment",
            "networkpolicy",
            "persistentvolumeclaim",
            "serviceaccount",
            "role",
            "rolebinding"
        }) {
            cluster.kubectl(
                    "annotate", kind, "--all-namespaces", "--selector=app.kubernetes.io/instance=staging", MARK + "-");
        }
        Map<String, String> before = identities("monitoring");

        second.run("up").requireOutput();

        assertThat(identities("monitoring")).containsAllEntriesOf(before);
        second.run("preview", "--expect-no-changes").requireOutput();
    }

    @Test
    @Order(6)
    void whatHasPassedToAnotherOwnerIsNamedAndLeftAlone() {
        Map<String, String> before = state("monitoring");

        CommandOutcome drift = first.run("drift");
        CommandOutcome status = first.run("status");
        CommandOutcome up = first.run("up");
        CommandOutcome destroy = first.run("destroy", "--yes");

        assertThat(drift.exitCode()).isEqualTo(CHANGES);
        assertThat(drift.output())
                .contains("passed on, belongs to renderowl-monitoring/staging/", "has to be taken over, or to go");
        assertThat(status.output()).contains("is no longer this stack's: it belongs to renderowl-monitoring/staging/");
        assertThat(up.exitCode()).isEqualTo(REFUSED);
        assertThat(said(up))
                .contains(
                        "Objects of this stack are no longer its own. Nothing was touched.",
                        "Where they are yours to take back: ./monitoring up staging --take-over monitoring");
        destroy.requireOutput();
        assertThat(state("monitoring")).isEqualTo(before);
        second.run("preview", "--expect-no-changes").requireOutput();
    }

    @Test
    @Order(7)
    void theFirstTakesBackWhatIsNamed() {
        Map<String, String> before = identities("monitoring");

        first.run("up", "--take-over", "monitoring", "--take-over", APPLICATION).requireOutput();

        assertThat(identities("monitoring")).containsAllEntriesOf(before);
        assertThat(second.run("up").exitCode()).isEqualTo(REFUSED);
        first.run("destroy", "--yes").requireOutput();
        assertThat(identities("monitoring")).containsKeys("ConfigMap monitoring/planted", "Namespace monitoring");
    }

    /** A refusal is an error of the engine where that has begun. */
    private static String said(CommandOutcome outcome) {
        return outcome.output() + outcome.errors();
    }

    private void plant(String namespace) {
        cluster.kubectl("-n", namespace, "create", "configmap", "planted", "--from-literal=text=not of the stack");
    }

    private String labels(String namespace) {
        return cluster.kubectl("get", "namespace", namespace, "--output=jsonpath={.metadata.labels}");
    }

    /** The namespace and what is in it, less pods and what belongs to them, which come and go. */
    private Map<String, String> identities(String namespace) {
        return within(namespace, ClusterSnapshot.of(cluster).identities());
    }

    /** With the version of what only the stack writes. */
    private Map<String, String> state(String namespace) {
        ClusterSnapshot now = ClusterSnapshot.of(cluster);
        Map<String, String> state = within(namespace, now.identities());
        within(namespace, now.versions(WRITTEN)).forEach((key, version) -> state.merge(key, version, String::concat));
        within(namespace, now.generations()).forEach((key, version) -> state.merge(key, version, String::concat));
        return state;
    }

    private static Map<String, String> within(String namespace, Map<String, String> figures) {
        return figures.entrySet().stream()
                .filter(entry -> entry.getKey().equals("Namespace " + namespace)
                        || entry.getKey()
                                .matches(
                                        "(ConfigMap|Deployment|NetworkPolicy|PersistentVolumeClaim|Role|RoleBinding|Secret"
                                                + "|Service|ServiceAccount) " + namespace + "/.*"))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one, TreeMap::new));
    }
}
