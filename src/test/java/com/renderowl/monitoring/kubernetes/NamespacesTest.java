package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.units.Owner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class NamespacesTest {

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);

    @Test
    void restrictedStandardIsEnforcedButForTheNodeExporter() {
        assertThat(DEFAULTS.named("namespaces-monitoring").at("metadata"))
                .isEqualTo(
                        yaml(
                                """
                                name: monitoring
                                annotations:
                                  monitoring.renderowl.com/owner: renderowl-monitoring/staging/kept-identity
                                  pulumi.com/patchFieldManager: renderowl-monitoring
                                  pulumi.com/patchForce: 'true'
                                labels:
                                  app.kubernetes.io/instance: staging
                                  app.kubernetes.io/part-of: renderowl-monitoring
                                  pod-security.kubernetes.io/audit: restricted
                                  pod-security.kubernetes.io/enforce: restricted
                                  pod-security.kubernetes.io/warn: restricted
                                """));
        assertThat(DEFAULTS.named("namespaces-node-exporter").at("metadata"))
                .isEqualTo(
                        yaml(
                                """
                                name: monitoring-node
                                annotations:
                                  monitoring.renderowl.com/owner: renderowl-monitoring/staging/kept-identity
                                  pulumi.com/patchFieldManager: renderowl-monitoring
                                  pulumi.com/patchForce: 'true'
                                labels:
                                  app.kubernetes.io/instance: staging
                                  app.kubernetes.io/part-of: renderowl-monitoring
                                  pod-security.kubernetes.io/audit: privileged
                                  pod-security.kubernetes.io/enforce: privileged
                                  pod-security.kubernetes.io/warn: privileged
                                """));
    }

    /** Later runs keep the record, as they ignore it. */
    @Test
    void takenOverNamespaceIsRecordedInItself() {
        ProgramRun run = ProgramRun.run(
                TestStack.source(TestStack.DEFAULTS),
                new RunMode.Deploy(ObjectLookup.unknown(), ClaimLookup.none(), "monitoring"::equals));
        Registration taken = run.named("namespaces-monitoring");

        assertThat(String.valueOf(taken.at("metadata.annotations"))).contains(Owner.TAKEN_OVER + "=true");
        assertThat(String.valueOf(run.named("namespaces-node-exporter").at("metadata.annotations")))
                .doesNotContain(Owner.TAKEN_OVER);
        assertThat(taken.request().getIgnoreChangesList())
                .containsExactly("metadata.annotations[\"" + Owner.TAKEN_OVER + "\"]");
    }

    @Test
    void withoutTheNodeExporterNothingPrivilegedIsAdmitted() {
        assertThat(ProgramRun.of("exporters: {node: {enabled: false}}").ofKind("Namespace"))
                .extracting(namespace -> namespace.at("metadata.name"))
                .containsExactlyInAnyOrder("monitoring", "renderowl-staging");
    }

    @Test
    void applicationsNamespaceIsSomebodyElses() {
        assertThat(DEFAULTS.named("namespaces-application").at("metadata")).isEqualTo(yaml("name: renderowl-staging"));
        assertThat(DEFAULTS.named("namespaces-application").request().getRetainOnDelete())
                .as("kept when the stack is destroyed")
                .isTrue();
        assertThat(DEFAULTS.named("namespaces-monitoring").request().getRetainOnDelete())
                .isFalse();
        assertThat(ProgramRun.of("namespaces: {ensureApplication: false}").ofKind("Namespace"))
                .extracting(namespace -> namespace.at("metadata.name"))
                .containsExactlyInAnyOrder("monitoring", "monitoring-node");
    }
}
