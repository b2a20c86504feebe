package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.TestStack;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DiscoveryAccessTest {

    private static final Object PODS_ONLY = yaml("[{apiGroups: [''], resources: [pods], verbs: [get, list, watch]}]");

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);

    @Test
    void prometheusReadsThePodsOfTheNamespacesInWhichItLooksForTargets() {
        assertThat(namespaces(DEFAULTS))
                .containsExactlyInAnyOrder("monitoring", "monitoring-node", "renderowl-staging");
        assertThat(DEFAULTS.ofKind("Role"))
                .allSatisfy(role -> assertThat(role.at("rules")).isEqualTo(PODS_ONLY));
    }

    @Test
    void rolesAreBoundToThePrometheusAccountAndNobodyElse() {
        assertThat(DEFAULTS.ofKind("RoleBinding")).hasSize(3).allSatisfy(binding -> {
            assertThat(binding.at("subjects"))
                    .isEqualTo(yaml("[{kind: ServiceAccount, name: prometheus, namespace: monitoring}]"));
            assertThat(binding.at("roleRef"))
                    .isEqualTo(yaml("{apiGroup: rbac.authorization.k8s.io, kind: Role, name: prometheus-discovery}"));
        });
        assertThat(DEFAULTS.ofKind("Role"))
                .allMatch(role -> role.at("metadata.name").equals("prometheus-discovery"));
        assertThat(DEFAULTS.named("prometheus-account").at("metadata.name")).isEqualTo("prometheus");
    }

    @Test
    void nothingIsGrantedForTheWholeCluster() {
        assertThat(DEFAULTS.ofKind("ClusterRole")).isEmpty();
        assertThat(DEFAULTS.ofKind("ClusterRoleBinding")).isEmpty();
    }

    @Test
    void applicationFoundByItsServiceNeedsServicesAndEndpoints() {
        ProgramRun run = ProgramRun.of("applications: {backend: {service: api, namespace: shop}}");

        assertThat(run.named("prometheus-role-shop").at("rules"))
                .isEqualTo(
                        yaml(
                                """
                                - {apiGroups: [''], resources: [pods, services], verbs: [get, list, watch]}
                                - {apiGroups: [discovery.k8s.io], resources: [endpointslices], verbs: [get, list, watch]}
                                """));
        assertThat(run.named("prometheus-role-renderowl-staging").at("rules"))
                .as("the front end is still found by its pods")
                .isEqualTo(PODS_ONLY);
    }

    @Test
    void furtherApplicationBringsItsNamespace() {
        assertThat(namespaces(ProgramRun.of(
                        "applications: {encoder: {namespace: encoding, selector: {app: encoder}, port: 9464}}")))
                .contains("encoding");
    }

    @Test
    void namespaceIsGoneWithWhatWasLookedForInIt() {
        assertThat(namespaces(ProgramRun.of("exporters: {node: {enabled: false}}")))
                .containsExactlyInAnyOrder("monitoring", "renderowl-staging");
        assertThat(namespaces(ProgramRun.of("alertmanager: {deploy: false, namespace: alerting}")))
                .contains("alerting");
        assertThat(namespaces(ProgramRun.of("alertmanager: {deploy: false, namespace: alerting, enabled: false}")))
                .doesNotContain("alerting");
    }

    @Test
    void fixedTargetsNeedNoAccess() {
        assertThat(
                        namespaces(
                                ProgramRun.of(
                                        """
                                applications:
                                  backend: {targets: ['192.0.2.1:8080'], addresses: [192.0.2.1/32]}
                                  frontend: {enabled: false}
                                """)))
                .containsExactlyInAnyOrder("monitoring", "monitoring-node");
    }

    private static List<Object> namespaces(ProgramRun run) {
        return run.ofKind("Role").stream()
                .map((Registration role) -> role.at("metadata.namespace"))
                .toList();
    }
}
