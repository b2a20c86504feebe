package com.renderowl.monitoring.cli.guard;

import static com.renderowl.monitoring.cli.engine.Events.change;
import static com.renderowl.monitoring.cli.engine.Events.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.engine.Events;
import com.renderowl.monitoring.cli.engine.Events.Change;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ChangeGuardTest {

    private static final String CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";
    private static final String DEPLOYMENT = "kubernetes:apps/v1:Deployment";
    private static final String NAMESPACE = "kubernetes:core/v1:Namespace";

    private static List<Loss> losses(Change... plan) {
        Events events = new Events();
        List.of(plan).forEach(events::planned);
        return ChangeGuard.losses(events.log().plan());
    }

    private static List<String> names(Change... plan) {
        return losses(plan).stream().map(Loss::name).toList();
    }

    private static Change same(String type, String name, Map<String, Object> object) {
        return change("same", type, name).inputs(object, object);
    }

    private static Change deleted(String type, String name, Map<String, Object> object) {
        return change("delete", type, name).inputs(object, null);
    }

    private static Map<String, Object> claim(String storageClass) {
        return Map.of(
                "metadata",
                Map.of("namespace", "monitoring", "name", "prometheus-data"),
                "spec",
                Map.of("storageClassName", storageClass));
    }

    @Test
    void aVolumeThatTheProgramWouldReplaceIsAMatterForThePeopleWhoOwnIt() {
        Change replaced = change("replace", CLAIM, "prometheus-data")
                .inputs(claim("slow"), claim("fast"))
                .because("spec.storageClassName")
                .retained();
        List<Loss> losses = losses(new Change[] {
            change("create-replacement", CLAIM, "prometheus-data")
                    .inputs(claim("slow"), claim("fast"))
                    .retained(),
            replaced,
            change("delete-replaced", CLAIM, "prometheus-data")
                    .inputs(claim("slow"), null)
                    .retained()
        });

        assertThat(losses)
                .containsExactly(new Loss(
                        "prometheus-data",
                        "PersistentVolumeClaim monitoring/prometheus-data would be replaced by an empty one, as"
                                + " spec.storageClassName changes from slow to fast",
                        "Lost would be all samples of Prometheus.",
                        "set prometheus.volume.storageClass back to what it was.",
                        List.of(),
                        "kubectl delete deployment prometheus -n monitoring; kubectl delete pvc prometheus-data -n"
                                + " monitoring; then the same command makes both anew."));
        assertThat(new Consent(Set.of("prometheus-data"), "--allow").refused(losses))
                .as("the engine cannot do it, whoever agrees")
                .isEqualTo(losses);
        assertThat(new Consent(Set.of(), "--allow").explain(losses, "up"))
                .endsWith("makes both anew.")
                .doesNotContain("--allow");
    }

    @Test
    void whatIsUpdatedInPlaceIsFree() {
        assertThat(names(
                        change("update", CLAIM, "prometheus-data")
                                .inputs(
                                        object("monitoring", "prometheus-data"),
                                        object("monitoring", "prometheus-data"))
                                .field("spec.resources.requests.storage", "update"),
                        change("update", DEPLOYMENT, "prometheus-deployment")
                                .inputs(object("monitoring", "prometheus"), object("monitoring", "prometheus"))))
                .isEmpty();
    }

    @Test
    void aWorkloadIsReplacedOnlyWhereTheUserAgrees() {
        List<Loss> losses = losses(change("replace", DEPLOYMENT, "redis-exporter-deployment")
                .inputs(object("monitoring", "redis-exporter"), object("monitoring", "redis-exporter"))
                .because("spec.selector.matchLabels.app"));

        assertThat(losses)
                .containsExactly(new Loss(
                        "redis-exporter-deployment",
                        "Deployment monitoring/redis-exporter would be replaced, as spec.selector.matchLabels.app changes",
                        "All its pods end at once and are made anew; what they miss meanwhile is lost.",
                        "take the change back.",
                        List.of(),
                        null));
        Consent consent = new Consent(Set.of("redis-exporter-deployment", "mistyped"), "--allow");
        assertThat(consent.refused(losses)).isEmpty();
        assertThat(consent.unused(losses)).containsExactly("mistyped");
        assertThat(new Consent(Set.of(), "--allow").explain(losses, "./monitoring up staging"))
                .endsWith("If this is meant, say so: ./monitoring up staging --allow redis-exporter-deployment");
    }

    @Test
    void toTurnAnExporterOffDeletesItsWorkloadAndIsMeant() {
        assertThat(names(
                        deleted(DEPLOYMENT, "redis-exporter-deployment", object("monitoring", "redis-exporter")),
                        deleted(
                                "kubernetes:apps/v1:DaemonSet",
                                "node-exporter-daemonset",
                                object("nodes", "node-exporter")),
                        deleted(NAMESPACE, "namespaces-node-exporter", object("", "nodes"))))
                .isEmpty();
    }

    @Test
    void aWorkloadUnderAnotherLogicalNameIsReplaced() {
        assertThat(losses(
                        deleted(DEPLOYMENT, "prometheus-deployment", object("monitoring", "prometheus")),
                        change("create", DEPLOYMENT, "server-deployment")
                                .inputs(null, object("monitoring", "prometheus"))))
                .singleElement()
                .satisfies(loss -> assertThat(loss.event())
                        .isEqualTo("Deployment monitoring/prometheus would be replaced, as the program calls it"
                                + " server-deployment now"));
    }

    @Test
    void aClaimThatTheStackLetsGoOfIsNotForgottenInSilence() {
        List<Loss> losses = losses(deleted(CLAIM, "alertmanager-data", object("monitoring", "alertmanager-data"))
                .retained());

        assertThat(losses).singleElement().satisfies(loss -> {
            assertThat(loss.event())
                    .isEqualTo(
                            "PersistentVolumeClaim monitoring/alertmanager-data would leave the stack, as the stack no"
                                    + " longer declares it");
            assertThat(loss.consequence()).startsWith("It stays in the cluster with Alertmanager's silences");
            assertThat(loss.byHand()).isNull();
        });
        assertThat(new Consent(Set.of("alertmanager-data"), "--allow").refused(losses))
                .isEmpty();
    }

    @Test
    void fewerReplicasLeaveTheirClaimsInTheClusterAndAreMeant() {
        String name = "prometheus-live-db-prometheus-live-shard-1-0";
        Change gone = deleted(CLAIM, "prometheus-data-shard-1-0", object("monitoring", name));

        assertThat(names(gone.retained())).isEmpty();
        assertThat(names(gone)).as("one that would go with its volume").containsExactly("prometheus-data-shard-1-0");
        assertThat(losses(change("replace", CLAIM, "prometheus-data-shard-1-0")
                        .inputs(object("monitoring", name), object("monitoring", name))
                        .because("spec.storageClassName")
                        .retained()))
                .singleElement()
                .satisfies(loss -> assertThat(loss.byHand())
                        .isEqualTo("kubectl delete prometheus live -n monitoring; kubectl delete pvc " + name
                                + " -n monitoring; then the same command makes both anew."));
    }

    @Test
    void aNamespaceTakesAlongWhatIsInItAndIsAskedAboutOnce() {
        Change[] plan = {
            change("replace", NAMESPACE, "namespaces-monitoring")
                    .inputs(object("", "monitoring"), object("", "other"))
                    .because("metadata.name"),
            change("replace", CLAIM, "prometheus-data")
                    .inputs(object("monitoring", "prometheus-data"), object("other", "prometheus-data"))
                    .because("metadata.namespace")
                    .retained(),
            change("replace", DEPLOYMENT, "prometheus-deployment")
                    .inputs(object("monitoring", "prometheus"), object("other", "prometheus"))
                    .because("metadata.namespace"),
            same(DEPLOYMENT, "elsewhere", object("elsewhere", "x"))
        };
        List<Loss> losses = losses(plan);

        assertThat(losses)
                .extracting(Loss::name)
                .containsExactly("namespaces-monitoring", "prometheus-data", "prometheus-deployment");
        String said = new Consent(Set.of(), "--allow").explain(losses, "up");
        assertThat(said)
                .contains(
                        "Namespace monitoring would be replaced, as metadata.name changes from monitoring to other.",
                        "Lost would be all that is in it, with all data: PersistentVolumeClaim"
                                + " monitoring/prometheus-data, Deployment monitoring/prometheus.",
                        "To keep it: set namespaces.monitoring back to what it was.")
                .endsWith("say so: up --allow namespaces-monitoring")
                .doesNotContain("prometheus-data:", "elsewhere");
        assertThat(new Consent(Set.of("namespaces-monitoring"), "--allow").refused(losses))
                .isEmpty();
        assertThat(new Consent(Set.of("prometheus-data"), "--allow").refused(losses))
                .extracting(Loss::name)
                .contains("namespaces-monitoring");
    }

    @Test
    void aNamespaceThatIsDeletedIsAskedAboutWhereDataIsInIt() {
        Change namespace = deleted(NAMESPACE, "namespaces-monitoring", object("", "monitoring"));
        Change claim = deleted(CLAIM, "prometheus-data", object("monitoring", "prometheus-data"))
                .retained();

        assertThat(names(namespace, claim)).containsExactly("namespaces-monitoring", "prometheus-data");
        assertThat(names(namespace.retained())).as("it stays").isEmpty();
    }

    @Test
    void anotherClusterWouldLeaveEverythingBehind() {
        assertThat(losses(
                        change("replace", NAMESPACE, "namespaces-monitoring")
                                .inputs(object("", "monitoring"), object("", "monitoring"))
                                .because("provider"),
                        same(DEPLOYMENT, "prometheus-deployment", object("monitoring", "prometheus"))))
                .singleElement()
                .satisfies(loss -> {
                    assertThat(loss.event())
                            .endsWith("as another cluster or engine is meant than the one that it is on");
                    assertThat(loss.avoidance()).contains("cluster.context");
                });
    }

    @Test
    void whatTheOperatorRunsHasItsVolumesFromThere() {
        assertThat(names(deleted(
                        "kubernetes:monitoring.coreos.com/v1:Prometheus",
                        "prometheus-prometheus",
                        object("monitoring", "production"))))
                .containsExactly("prometheus-prometheus");
    }

    @Test
    void onDockerOnlyVolumesWithDataCount() {
        Map<String, Object> volume = Map.of("name", "renderowl-prometheus-data");
        assertThat(names(
                        deleted("docker:index/volume:Volume", "prometheus-data", volume),
                        deleted("docker:index/volume:Volume", "prometheus-config", Map.of("name", "config")),
                        change("replace", "docker:index/container:Container", "prometheus-container")
                                .inputs(Map.of("name", "renderowl-prometheus"), Map.of("name", "renderowl-prometheus"))
                                .because("image")))
                .containsExactly("prometheus-data");
        assertThat(losses(deleted("docker:index/volume:Volume", "prometheus-data", volume)))
                .singleElement()
                .satisfies(loss -> assertThat(loss.event())
                        .isEqualTo("Docker volume renderowl-prometheus-data would be deleted, as the stack no longer"
                                + " declares it"));
    }
}
