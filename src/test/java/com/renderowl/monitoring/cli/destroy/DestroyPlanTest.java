package com.renderowl.monitoring.cli.destroy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.engine.DeployedObject;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.units.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code destroy} keeps; a script plays kubectl, the tier cluster has the real one. */
@Tag("unit")
class DestroyPlanTest {

    private static final String OURS = "renderowl-monitoring/staging/0123";
    private static final String OTHER = "renderowl-monitoring/staging/4567";

    @TempDir
    private Path folder;

    private final JsonArray state = new JsonArray();
    private final List<String> listed = new ArrayList<>();

    @BeforeEach
    void deployed() throws IOException {
        namespace(OURS, "");
        declare("core/v1:Namespace", "v1", "Namespace", "", "apps", false);
        state.get(1).getAsJsonObject().addProperty("retainOnDelete", true);
        declare("core/v1:ConfigMap", "v1", "ConfigMap", "monitoring", "config", true);
        declare("apps/v1:Deployment", "apps/v1", "Deployment", "monitoring", "prometheus", true);
        declare("core/v1:PersistentVolumeClaim", "v1", "PersistentVolumeClaim", "monitoring", "prometheus-data", true);
        live("v1", "ConfigMap", "config", "u-config", "", OURS);
        live("apps/v1", "Deployment", "prometheus", "u-prometheus", "", OURS);
        live("apps/v1", "ReplicaSet", "prometheus-1", "u-set", "u-prometheus", "");
        live("v1", "Pod", "prometheus-1-2", "u-pod", "u-set", "");
        claim("prometheus-data", "u-prometheus-data", "16Gi", ",,,", OURS);
        live("v1", "ConfigMap", "kube-root-ca.crt", "u-ca", "", "");
        live("v1", "ServiceAccount", "default", "u-default", "", "");
        live("metrics.k8s.io/v1beta1", "PodMetrics", "prometheus-1-2", "", "", "");
    }

    private void namespace(String mark, String more) throws IOException {
        if (state.isEmpty()) {
            declare("core/v1:Namespace", "v1", "Namespace", "", "monitoring", true);
        }
        Files.writeString(
                folder.resolve("monitoring.json"),
                """
                {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": "monitoring", "uid": "u-monitoring",
                "annotations": {"monitoring.renderowl.com/owner": "%s"%s}}}
                """
                        .formatted(mark, more));
    }

    private void declare(String type, String version, String kind, String namespace, String name, boolean isMarked) {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("namespace", namespace, "name", name));
        if (isMarked) {
            metadata.put("annotations", Map.of(Owner.ANNOTATION, OURS));
            metadata.put("labels", Map.of("app.kubernetes.io/part-of", "renderowl-monitoring"));
        }
        state.add(new Gson()
                .toJsonTree(Map.of(
                        "urn",
                        "urn:pulumi:staging::p::kubernetes:" + type + "::" + name,
                        "type",
                        "kubernetes:" + type,
                        "inputs",
                        Map.of("apiVersion", version, "kind", kind, "metadata", metadata),
                        "outputs",
                        Map.of("metadata", Map.of("uid", "u-" + name)))));
    }

    private void live(String version, String kind, String name, String uid, String owners, String mark) {
        listed.add(String.join("\t", version, kind, name, uid, owners, "", "", "", "", "", mark));
    }

    private void claim(String name, String uid, String capacity, String labels, String mark) {
        listed.add(String.join(
                "\t",
                "v1",
                "PersistentVolumeClaim",
                name,
                uid,
                "",
                capacity,
                String.join("\t", labels.split(",", -1)),
                mark));
    }

    /** A kubectl with what was listed in the namespace monitoring, and nothing in others. */
    private Kubectl kubectl() throws IOException {
        Files.write(folder.resolve("listed"), listed);
        return script(
                """
                case "$*" in
                    *--raw=/api/v1/namespaces/monitoring*) cat "$0.d/monitoring.json" ;;
                    *--raw=*) echo 'Error from server (NotFound): no such namespace' >&2; exit 1 ;;
                    api-resources*) printf 'configmaps\\nevents\\nwidgets.example.com\\n' ;;
                    'get configmaps,widgets.example.com --namespace=monitoring '*) cat "$0.d/listed" ;;
                    *) echo "unexpected: $*" >&2; exit 1 ;;
                esac
                """);
    }

    private Kubectl script(String script) throws IOException {
        Path program = folder.resolve("kubectl");
        Files.deleteIfExists(folder.resolve("kubectl.d"));
        Files.createSymbolicLink(folder.resolve("kubectl.d"), folder);
        Files.writeString(program, "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Kubectl.find(Map.of("PATH", folder + ":/usr/bin:/bin"), "");
    }

    private DestroyPlan plan(String... named) throws IOException {
        return DestroyPlan.of("staging", DeployedObject.of(state), Set.of(named), false, kubectl());
    }

    private static String urn(String type, String name) {
        return "urn:pulumi:staging::p::kubernetes:" + type + "::" + name;
    }

    @Test
    void aNamespaceWithTheStacksObjectsAloneGoesAndTheDataIsNamed() throws IOException {
        DestroyPlan plan = plan();

        assertThat(plan.kept()).isEmpty();
        assertThat(DestroyText.of(plan))
                .containsExactly("All data of the stack is deleted with its volumes monitoring/prometheus-data (16Gi);"
                        + " with --keep-data they would stay.");
    }

    @Test
    void whatIsNotTheStacksKeepsTheNamespace() throws IOException {
        live("v1", "ConfigMap", "notes", "u-notes", "", "");
        live("example.com/v1", "Widget", "one", "u-one", "", "");
        live("example.com/v1", "Widget", "two", "u-two", "u-one", "");
        claim("scratch", "u-scratch", "10Gi", ",,,", "");
        live("apps/v1", "Deployment", "neighbour", "u-neighbour", "", OTHER);

        DestroyPlan plan = plan();

        assertThat(plan.kept()).containsExactly(urn("core/v1:Namespace", "monitoring"));
        assertThat(DestroyText.of(plan))
                .containsExactly(
                        "The namespace monitoring stays, as there is something in it that is not the stack's:",
                        "  ConfigMap notes",
                        "  Deployment neighbour",
                        "  PersistentVolumeClaim scratch (10Gi)",
                        "  Widget one, two",
                        "With it stay the stack's volumes prometheus-data (16Gi). To delete them, and all data in them:"
                                + " kubectl delete pvc prometheus-data --namespace monitoring",
                        "With --delete-namespace monitoring it would be deleted with everything in it.");
    }

    @Test
    void theUserCanNameItAndIsShownWhatGoes() throws IOException {
        live("v1", "ConfigMap", "notes", "u-notes", "", "");

        DestroyPlan plan = plan("monitoring");

        assertThat(plan.kept()).isEmpty();
        assertThat(DestroyText.of(plan))
                .containsExactly(
                        "All data of the stack is deleted with its volumes monitoring/prometheus-data (16Gi); with"
                                + " --keep-data they would stay.",
                        "The namespace monitoring is deleted with everything in it, also with what is not the stack's:",
                        "  ConfigMap notes");
    }

    @Test
    void aNamespaceThatWasTakenOverStays() throws IOException {
        namespace(OURS, ", \"monitoring.renderowl.com/taken-over\": \"true\"");

        assertThat(plan().kept()).containsExactly(urn("core/v1:Namespace", "monitoring"));
        assertThat(DestroyText.of(plan()))
                .startsWith("The namespace monitoring stays, as it was there before the stack.");
        assertThat(plan("monitoring").kept()).isEmpty();
    }

    @Test
    void dataThatIsKeptKeepsItsNamespace() throws IOException {
        DestroyPlan plan = DestroyPlan.of("staging", DeployedObject.of(state), Set.of(), true, kubectl());

        assertThat(plan.kept()).containsExactly(urn("core/v1:Namespace", "monitoring"));
        assertThat(plan.leavesOwn()).isTrue();
        assertThat(DestroyText.of(plan)).startsWith("The namespace monitoring stays.");
    }

    /** A second destruction, after the first was killed: the claims are no longer in the state. */
    @Test
    void claimsThatTheStateHasLetGoOfAreTheStacks() throws IOException {
        state.remove(4);
        claim(
                "prometheus-staging-db-prometheus-staging-0",
                "u-0",
                "8Gi",
                "staging,prometheus-operator,prometheus,",
                "");
        claim("of-an-older-release", "u-1", "1Gi", "staging,,prometheus,renderowl-monitoring", "");

        assertThat(plan().kept()).isEmpty();
        assertThat(DestroyText.of(plan()).get(0))
                .contains(
                        "monitoring/prometheus-data (16Gi)",
                        "monitoring/prometheus-staging-db-prometheus-staging-0 (8Gi)",
                        "monitoring/of-an-older-release (1Gi)");
    }

    @Test
    void whatBelongsToAnotherStackNowIsLeftAlone() throws IOException {
        listed.remove(0);
        live("v1", "ConfigMap", "config", "u-config", "", OTHER);
        namespace(OTHER, "");

        DestroyPlan plan = plan();

        assertThat(plan.kept())
                .containsExactlyInAnyOrder(urn("core/v1:Namespace", "monitoring"), urn("core/v1:ConfigMap", "config"));
        assertThat(plan.leavesOwn()).isFalse();
        assertThat(DestroyText.of(plan))
                .containsExactly(
                        "These stay, as they are not the stack's any more:",
                        "  ConfigMap monitoring/config, which belongs to " + OTHER,
                        "  Namespace monitoring, which belongs to " + OTHER);
    }

    @Test
    void aNamespaceOfAnotherStackIsNotDeletedWhenItIsNamed() throws IOException {
        namespace(OTHER, "");
        Kubectl kubectl = kubectl();

        CommandFailure failure = catchThrowableOfType(
                CommandFailure.class,
                () -> DestroyPlan.of("staging", DeployedObject.of(state), Set.of("monitoring"), false, kubectl));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure).hasMessageContaining("it belongs to " + OTHER);
    }

    @Test
    void anObjectThatSomebodyElseMadeUnderTheSameNameStays() throws IOException {
        listed.remove(0);
        live("v1", "ConfigMap", "config", "u-another", "", "");

        assertThat(plan().kept())
                .containsExactly(urn("core/v1:ConfigMap", "config"), urn("core/v1:Namespace", "monitoring"));
    }

    @Test
    void aNamespaceThatIsGoneKeepsNothing() throws IOException {
        DestroyPlan plan = DestroyPlan.of(
                "staging",
                DeployedObject.of(state),
                Set.of(),
                false,
                script("echo 'Error from server (NotFound): no such namespace' >&2; exit 1\n"));

        assertThat(plan.kept()).isEmpty();
        assertThat(DestroyText.of(plan)).isEmpty();
    }

    @Test
    void aKindThatCannotBeListedIsAFailure() throws IOException {
        Kubectl kubectl = script(
                """
                case "$*" in
                    *--raw=*) cat "$0.d/monitoring.json" ;;
                    api-resources*) echo configmaps ;;
                    *) echo 'Error from server (Forbidden): configmaps is forbidden' >&2; exit 1 ;;
                esac
                """);

        CommandFailure failure = catchThrowableOfType(
                CommandFailure.class,
                () -> DestroyPlan.of("staging", DeployedObject.of(state), Set.of(), false, kubectl));

        assertThat(failure.exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(failure)
                .hasMessage("You may not read what is in the namespace monitoring: Error from server (Forbidden):"
                        + " configmaps is forbidden");
    }

    @Test
    void theEngineIsToldWhatToKeepAndNamespacesOfAnEarlierAttemptAreNotKeptForEver() {
        String kept = urn("core/v1:Namespace", "monitoring");

        assertThat(DestroyPlan.retain(state, Set.of(kept))).isTrue();
        assertThat(retained()).containsExactly("monitoring", "apps");
        assertThat(DestroyPlan.retain(state, Set.of(kept))).isFalse();

        assertThat(DestroyPlan.retain(state, Set.of())).isTrue();
        assertThat(retained()).containsExactly("apps");
    }

    @Test
    void theIdentityOfTheStackCanStay() {
        state.add(new Gson().toJsonTree(Map.of("urn", "urn:identity", "type", "pulumi:index:Stash")));

        assertThat(DestroyPlan.identity(state)).containsExactly("--exclude", "urn:identity");
    }

    private List<String> retained() {
        return JsonParser.parseString(state.toString()).getAsJsonArray().asList().stream()
                .map(element -> element.getAsJsonObject())
                .filter(resource -> resource.has("retainOnDelete")
                        && resource.get("retainOnDelete").getAsBoolean())
                .map(DestroyPlanTest::name)
                .toList();
    }

    private static String name(JsonObject resource) {
        String urn = resource.get("urn").getAsString();
        return urn.substring(urn.lastIndexOf(':') + 1);
    }
}
