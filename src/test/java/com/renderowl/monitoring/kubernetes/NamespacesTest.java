package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
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
