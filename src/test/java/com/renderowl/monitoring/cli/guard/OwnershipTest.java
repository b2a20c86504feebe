package com.renderowl.monitoring.cli.guard;

import static com.renderowl.monitoring.cli.engine.Events.change;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.engine.Events;
import com.renderowl.monitoring.cli.engine.Events.Change;
import com.renderowl.monitoring.cli.engine.ObjectIdentity;
import com.renderowl.monitoring.cli.guard.Ownership.Foreign;
import com.renderowl.monitoring.cluster.MetadataLookup.Asked;
import com.renderowl.monitoring.cluster.ObjectMetadata;
import com.renderowl.monitoring.units.Owner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class OwnershipTest {

    private static final String NAMESPACE = "kubernetes:core/v1:Namespace";
    private static final String CONFIG = "kubernetes:core/v1:ConfigMap";
    private static final String DEPLOYMENT = "kubernetes:apps/v1:Deployment";
    private static final String CLAIM = "kubernetes:core/v1:PersistentVolumeClaim";
    private static final String OURS = "renderowl-monitoring/staging/0123";
    private static final String SINCE = "2026-11-30T22:00:00Z";
    private static final Map<String, String> EARLIER =
            Map.of("app.kubernetes.io/instance", "staging", "app.kubernetes.io/part-of", "renderowl-monitoring");
    private static final Map<String, String> OF_OPERATOR =
            Map.of("app.kubernetes.io/instance", "staging", "app.kubernetes.io/managed-by", "prometheus-operator");

    private static Ownership plan(Change... plan) {
        Events events = new Events();
        List.of(plan).forEach(events::planned);
        return new Ownership(events.log().plan());
    }

    private static Map<String, Object> object(String namespace, String name) {
        Map<String, Object> metadata =
                new HashMap<>(Map.of("name", name, "annotations", Map.of(Owner.ANNOTATION, OURS)));
        if (!namespace.isEmpty()) {
            metadata.put("namespace", namespace);
        }
        return Map.of("metadata", metadata);
    }

    private static Change created(String type, String namespace, String name) {
        return change("create", type, name).inputs(null, object(namespace, name));
    }

    /** Whose a ConfigMap is that is in the cluster and would be created. */
    private static List<String> ownerOf(
            Map<String, String> annotations, Map<String, String> labels, List<String> managers) {
        return plan(created(CONFIG, "monitoring", "prometheus-config"))
                .judge(List.of(new ObjectMetadata(
                        "ConfigMap", "monitoring", "prometheus-config", SINCE, managers, annotations, labels)))
                .foreign()
                .stream()
                .map(Foreign::owner)
                .toList();
    }

    private static List<String> ownerOfMark(String mark) {
        return ownerOf(Map.of(Owner.ANNOTATION, mark), EARLIER, List.of("renderowl-monitoring"));
    }

    @Test
    void objectsThatWouldBeCreatedAreAskedForAndNoOthers() {
        Map<String, Object> application = Map.of("metadata", Map.of("name", "renderowl-staging"));

        assertThat(plan(
                                created(NAMESPACE, "", "monitoring"),
                                created(DEPLOYMENT, "monitoring", "prometheus"),
                                change("create", NAMESPACE, "application").inputs(null, application),
                                change("same", CONFIG, "old")
                                        .inputs(object("monitoring", "old"), object("monitoring", "old")),
                                change("create-replacement", CONFIG, "again")
                                        .inputs(object("monitoring", "again"), object("monitoring", "again")),
                                change("create-replacement", CONFIG, "moved")
                                        .inputs(object("monitoring", "moved"), object("elsewhere", "moved")))
                        .asked())
                .containsExactlyInAnyOrder(
                        new Asked("Namespace.v1.", "", "monitoring"),
                        new Asked("Deployment.v1.apps", "monitoring", "prometheus"),
                        new Asked("ConfigMap.v1.", "elsewhere", "moved"));
    }

    @Test
    void objectIsOursByTheIdentifierWhateverTheStackIsCalled() {
        assertThat(ownerOfMark(OURS)).isEmpty();
        assertThat(ownerOfMark("renderowl-monitoring/before-the-rename/0123")).isEmpty();
        assertThat(ownerOfMark("renderowl-monitoring/staging/4567"))
                .containsExactly("another state of the stack renderowl-monitoring/staging");
        assertThat(ownerOfMark("renderowl-monitoring/production/4567"))
                .containsExactly("the stack renderowl-monitoring/production");
        assertThat(ownerOfMark("unreadable")).containsExactly("the owner unreadable");
    }

    @Test
    void objectWithoutAMarkIsOursWhenAnEarlierReleaseMadeItForThisStack() {
        assertThat(ownerOf(Map.of(), EARLIER, List.of("renderowl-monitoring"))).isEmpty();
        assertThat(ownerOf(Map.of(), EARLIER, List.of("kubectl-client-side-apply")))
                .as("manifests that were rendered and applied by hand")
                .containsExactly("an unknown owner, written by kubectl-client-side-apply");
        assertThat(ownerOf(
                        Map.of(),
                        Map.of(
                                "app.kubernetes.io/instance", "production",
                                "app.kubernetes.io/part-of", "renderowl-monitoring"),
                        List.of("renderowl-monitoring")))
                .containsExactly("the stack production of an earlier release");
        assertThat(ownerOf(
                        Map.of(
                                "meta.helm.sh/release-name", "kube-prometheus",
                                "meta.helm.sh/release-namespace", "monitoring"),
                        Map.of(),
                        List.of("helm")))
                .containsExactly("the Helm release kube-prometheus in monitoring");
        assertThat(ownerOf(Map.of(), Map.of(), List.of())).containsExactly("an unknown owner");
    }

    @Test
    void claimThatTheOperatorMadeIsOursInANamespaceThatIsOursAlready() {
        ObjectMetadata claim = new ObjectMetadata(
                "PersistentVolumeClaim",
                "monitoring",
                "data",
                SINCE,
                List.of("kube-controller-manager"),
                Map.of(),
                OF_OPERATOR);
        Change namespace =
                change("same", NAMESPACE, "monitoring").inputs(object("", "monitoring"), object("", "monitoring"));

        assertThat(plan(namespace, created(CLAIM, "monitoring", "data"))
                        .judge(List.of(claim))
                        .foreign())
                .isEmpty();
        assertThat(plan(created(NAMESPACE, "", "monitoring"), created(CLAIM, "monitoring", "data"))
                        .judge(List.of(claim))
                        .foreign())
                .hasSize(1);
    }

    @Test
    void takeOverThatWasCutOffGoesOn() {
        ObjectMetadata namespace = new ObjectMetadata(
                "Namespace",
                "",
                "monitoring",
                SINCE,
                List.of("renderowl-monitoring"),
                Map.of(Owner.ANNOTATION, OURS, Owner.TAKEN_OVER, "true"),
                Map.of());

        assertThat(plan(created(NAMESPACE, "", "monitoring"))
                        .judge(List.of(namespace))
                        .continued())
                .containsExactly("monitoring");
    }

    @Test
    void nameCoversAnObjectOrAllOfANamespace() {
        ObjectIdentity config = new ObjectIdentity("ConfigMap", "monitoring", "prometheus-config");
        ObjectIdentity namespace = new ObjectIdentity("Namespace", "", "monitoring");

        assertThat(Ownership.covers("monitoring", config)).isTrue();
        assertThat(Ownership.covers("monitoring", namespace)).isTrue();
        assertThat(Ownership.covers("configmap/monitoring/prometheus-config", config))
                .isTrue();
        assertThat(Ownership.covers("Namespace/monitoring", config)).isFalse();
        assertThat(Ownership.covers("Namespace/monitoring", namespace)).isTrue();
        assertThat(Ownership.covers("prometheus-config", config)).isFalse();
    }

    @Test
    void namesThatFitCanBeObjectsThatAreDeployedAlready() {
        Ownership plan = plan(
                change("same", CONFIG, "old").inputs(object("monitoring", "old"), object("monitoring", "old")),
                created(NAMESPACE, "", "monitoring-node"));

        assertThat(plan.isInPlan("monitoring")).isTrue();
        assertThat(plan.isInPlan("kube-system")).isFalse();
        assertThat(plan.namespaces()).containsExactly("monitoring", "monitoring-node");
    }
}
