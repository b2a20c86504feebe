package com.renderowl.monitoring.cli.drift;

import static com.renderowl.monitoring.cli.engine.Events.change;
import static com.renderowl.monitoring.cli.engine.Events.object;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.Events;
import com.renderowl.monitoring.cli.engine.Events.Change;
import com.renderowl.monitoring.units.Owner;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DriftReportTest {

    private static final String CONFIG_MAP = "kubernetes:core/v1:ConfigMap";
    private static final String SECRET = "kubernetes:core/v1:Secret";
    private static final String NAMESPACE = "kubernetes:core/v1:Namespace";

    private final Events refresh = new Events();

    private void read(Change found) {
        refresh.planned(change("refresh", found.type(), found.name()).inputs(found.before(), found.before()));
        refresh.done(found);
    }

    private static DriftReport report(EventLog cluster, EventLog program) {
        return new DriftReport(
                "staging", Difference.ofCluster(cluster.refreshed()), Difference.ofProgram(program.plan()));
    }

    private DriftReport report() {
        return report(refresh.log(), new Events().log());
    }

    private static Change found(String operation, String type, String name, String namespace) {
        Map<String, Object> object = object(namespace, name);
        return change(operation, type, name).inputs(object, operation.equals("delete") ? null : object);
    }

    @Test
    void nothingDiffers() {
        read(found("same", CONFIG_MAP, "config", "monitoring"));

        assertThat(report().hasDrift()).isFalse();
        assertThat(report().lines()).containsExactly("No drift: everything of staging is as it was deployed.");
    }

    @Test
    void oneLineForEachObjectSortedByPlaceWithItsFields() {
        read(found("update", SECRET, "exporter", "monitoring").field("data.PASSWORD", "update"));
        read(found("delete", "kubernetes:networking.k8s.io/v1:NetworkPolicy", "prometheus", "monitoring"));
        read(found("update", CONFIG_MAP, "config", "monitoring")
                .field("metadata.labels.app", "delete")
                .field("data[\"a.yml\"]", "update"));

        assertThat(report().hasDrift()).isTrue();
        assertThat(report().lines())
                .containsExactly(
                        "Not as deployed, as somebody has changed it by hand:",
                        "  ConfigMap monitoring/config          changed: data[\"a.yml\"], metadata.labels.app",
                        "  NetworkPolicy monitoring/prometheus  deleted",
                        "  Secret monitoring/exporter           changed: data.PASSWORD",
                        "'./monitoring up staging' puts it right.");
    }

    @Test
    void whatWentWithItsNamespaceIsCounted() {
        read(found("delete", NAMESPACE, "monitoring", ""));
        read(found("delete", CONFIG_MAP, "one", "monitoring"));
        read(found("delete", CONFIG_MAP, "two", "monitoring"));
        read(found("delete", CONFIG_MAP, "three", "elsewhere"));

        assertThat(report().lines())
                .contains(
                        "  Namespace monitoring       deleted, with 2 objects of the stack in it",
                        "  ConfigMap elsewhere/three  deleted")
                .hasSize(4);
        assertThat(JsonParser.parseString(report().json()).getAsJsonObject().getAsJsonArray("drift"))
                .hasSize(4);
    }

    @Test
    void whatIsOnItsWayOutCannotBeKept() {
        Map<String, Object> going = Map.of(
                "metadata", Map.of("namespace", "m", "name", "data", "deletionTimestamp", "2026-01-01T00:00:00Z"));
        read(change("same", "kubernetes:core/v1:PersistentVolumeClaim", "data").inputs(object("m", "data"), going));

        assertThat(report().lines())
                .contains("  PersistentVolumeClaim m/data  being deleted")
                .last()
                .asString()
                .contains("what is being deleted cannot be kept");
        assertThat(report().drift()).noneMatch(Difference::isRepairable);
    }

    private static Map<String, Object> marked(String name, String uid, String owner) {
        return Map.of(
                "metadata",
                Map.of("namespace", "m", "name", name, "uid", uid, "annotations", Map.of(Owner.ANNOTATION, owner)));
    }

    @Test
    void whatIsNoLongerTheStacksIsShownWithItsOwner() {
        String ours = "renderowl-monitoring/staging/0123";
        String other = "renderowl-monitoring/staging/4567";
        read(change("update", CONFIG_MAP, "passed").inputs(marked("passed", "1", ours), marked("passed", "1", other)));
        read(change("same", CONFIG_MAP, "taken").inputs(marked("taken", "1", ours), marked("taken", "2", other)));
        Map<String, Object> bare = Map.of("metadata", Map.of("namespace", "m", "name", "bare", "uid", "2"));
        read(change("update", CONFIG_MAP, "bare").inputs(marked("bare", "1", ours), bare));
        read(change("same", CONFIG_MAP, "restored")
                .inputs(marked("restored", "1", ours), marked("restored", "2", ours)));
        // The stack has another name now.
        read(change("same", CONFIG_MAP, "renamed")
                .inputs(marked("renamed", "1", ours), marked("renamed", "1", "renderowl-monitoring/test/0123")));

        assertThat(report().lines())
                .containsExactly(
                        "Not as deployed, as somebody has changed it by hand:",
                        "  ConfigMap m/bare      made anew, without an owner",
                        "  ConfigMap m/passed    passed on, belongs to " + other,
                        "  ConfigMap m/restored  made anew",
                        "  ConfigMap m/taken     made anew, belongs to " + other,
                        "'./monitoring up staging' puts it right; what is no longer the stack's has to be taken over, or to"
                                + " go.");
        assertThat(report().drift())
                .filteredOn(Difference::isRepairable)
                .extracting(Difference::resource)
                .containsExactly("restored");
        assertThat(report().json()).contains("\"owner\": \"" + other + "\"");
    }

    /** In a preview the engine says only that it has read the resource. */
    @Test
    void aRefreshBeforeAPreviewSaysTheSame() {
        read(found("refresh", CONFIG_MAP, "same", "m"));
        read(found("refresh", CONFIG_MAP, "changed", "m").field("data.x", "update"));
        Change deleted = change("refresh", CONFIG_MAP, "deleted").inputs(object("m", "deleted"), null);
        read(deleted);
        // The plan for what was found.
        refresh.planned(change("create", CONFIG_MAP, "deleted").inputs(null, object("m", "deleted")));
        refresh.done(change("create", CONFIG_MAP, "deleted").inputs(null, object("m", "deleted")));

        assertThat(report().drift())
                .extracting(Difference::resource, Difference::change)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("changed", "changed"),
                        org.assertj.core.groups.Tuple.tuple("deleted", "deleted"));
    }

    @Test
    void whatIsNotDeployedYetIsShownApartAndIsNoDrift() {
        Events plan = new Events()
                .planned(change("create", "pulumi:pulumi:Stack", "p-staging").inputs(null, Map.of()))
                .planned(change("update", "renderowl:monitoring:PrometheusServer", "prometheus")
                        .inputs(Map.of(), Map.of()))
                .planned(found("same", CONFIG_MAP, "one", "m"))
                .planned(found("update", CONFIG_MAP, "two", "m").field("data.x", "update"))
                .planned(found("create-replacement", NAMESPACE, "n", ""))
                .planned(found("replace", NAMESPACE, "n", "").because("metadata.name"));

        DriftReport report = report(new Events().log(), plan.log());

        assertThat(report.hasDrift()).isFalse();
        assertThat(report.lines())
                .containsExactly(
                        "No drift: everything of staging is as it was deployed.",
                        "",
                        "Configured and not deployed yet, which is no drift:",
                        "  Namespace n      replace: metadata.name",
                        "  ConfigMap m/two  update: data.x",
                        "'./monitoring preview staging' shows it, './monitoring up staging' deploys it.");
        JsonObject pending = JsonParser.parseString(report.json())
                .getAsJsonObject()
                .getAsJsonArray("pending")
                .get(1)
                .getAsJsonObject();
        assertThat(pending.asMap().keySet())
                .isEqualTo(Map.of(
                                "resource",
                                0,
                                "kind",
                                0,
                                "namespace",
                                0,
                                "name",
                                0,
                                "change",
                                0,
                                "owner",
                                0,
                                "fields",
                                0)
                        .keySet());
        assertThat(pending.getAsJsonArray("fields")).hasToString("[\"data.x\"]");
    }

    @Test
    void onDockerAnObjectHasNoNamespace() {
        read(change("delete", "docker:index/container:Container", "prometheus-container")
                .inputs(Map.of("name", "renderowl-prometheus"), null));

        Map<String, Object> redis = Map.of("name", "renderowl-redis");
        read(change("update", "docker:index/container:Container", "redis-container")
                .inputs(redis, redis)
                .field("mustRun", "update"));

        assertThat(report().lines())
                .contains(
                        "  Docker container renderowl-prometheus  deleted",
                        "  Docker container renderowl-redis       not running");
        assertThat(List.copyOf(report().drift()).get(0).object().namespace()).isEmpty();
    }
}
