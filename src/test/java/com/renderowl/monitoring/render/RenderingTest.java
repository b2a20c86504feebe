package com.renderowl.monitoring.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RenderingTest {

    private static Manifest object(String kind, String namespace, String name) {
        return Manifest.of("kind: %s\nmetadata:\n  name: %s\n".formatted(kind, name)
                + (namespace.isEmpty() ? "" : "  namespace: " + namespace + "\n"));
    }

    private static final List<Manifest> STACK = List.of(
            object("Deployment", "monitoring", "prometheus"),
            object("ServiceMonitor", "monitoring", "backend"),
            object("Ingress", "monitoring", "prometheus"),
            object("Service", "monitoring", "prometheus"),
            object("RoleBinding", "monitoring", "discovery"),
            object("Role", "monitoring", "discovery"),
            object("Role", "apps", "discovery"),
            object("ConfigMap", "monitoring", "config"),
            object("NetworkPolicy", "monitoring", "prometheus"),
            object("PersistentVolumeClaim", "monitoring", "data"),
            object("ServiceAccount", "monitoring", "prometheus"),
            object("ClusterRole", "", "system:nodes"),
            object("Namespace", "", "monitoring"));

    @Test
    void objectsAreInTheOrderToApply() {
        Rendering rendering = Rendering.of(STACK, Map.of("prometheus.yml", "global: {}\n"));

        assertThat(rendering.files().keySet())
                .containsExactly(
                        "k8s-deployment.yaml",
                        "manifests/01-namespace-monitoring.yaml",
                        "manifests/04-serviceaccount-monitoring-prometheus.yaml",
                        "manifests/05-clusterrole-system-nodes.yaml",
                        "manifests/07-role-apps-discovery.yaml",
                        "manifests/07-role-monitoring-discovery.yaml",
                        "manifests/08-rolebinding-monitoring-discovery.yaml",
                        "manifests/09-configmap-monitoring-config.yaml",
                        "manifests/11-persistentvolumeclaim-monitoring-data.yaml",
                        "manifests/12-service-monitoring-prometheus.yaml",
                        "manifests/13-networkpolicy-monitoring-prometheus.yaml",
                        "manifests/17-deployment-monitoring-prometheus.yaml",
                        "manifests/20-ingress-monitoring-prometheus.yaml",
                        "manifests/21-servicemonitor-monitoring-backend.yaml",
                        "prometheus.yml");
        assertThat(rendering.objectCount()).isEqualTo(13);
        assertThat(rendering.files().get("manifests/07-role-apps-discovery.yaml"))
                .contains("namespace: apps");
        assertThat(rendering.files()).containsEntry("prometheus.yml", "global: {}\n");
    }

    @Test
    void oneFileHoldsAllOfThemInThatOrder() {
        Rendering rendering = Rendering.of(STACK, Map.of());

        List<String> kinds = Arrays.stream(
                        rendering.files().get(Rendering.ALL_OBJECTS).split("---\n"))
                .map(document -> Manifest.of(document).kind())
                .toList();
        assertThat(kinds).hasSize(13).startsWith("Namespace", "ServiceAccount").endsWith("Ingress", "ServiceMonitor");
    }

    @Test
    void theOrderInWhichObjectsComeMakesNoDifference() {
        List<Manifest> shuffled = new ArrayList<>(STACK);
        Collections.shuffle(shuffled, new Random(7));

        assertThat(Rendering.of(shuffled, Map.of()).files())
                .isEqualTo(Rendering.of(STACK, Map.of()).files());
    }

    @Test
    void anObjectThatIsThereTwiceIsRefused() {
        assertThatThrownBy(() -> Rendering.of(List.of(STACK.get(0), STACK.get(1), STACK.get(0)), Map.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("There are two objects Deployment monitoring/prometheus.");
    }

    @Test
    void saysWhetherSecretValuesAreInTheFiles() {
        assertThat(Rendering.of(STACK, Map.of()).holdsSecrets()).isFalse();
        assertThat(Rendering.of(List.of(object("Secret", "monitoring", "s")), Map.of())
                        .holdsSecrets())
                .isTrue();
    }

    @Test
    void doesNotPrintContents() {
        assertThat(Rendering.of(List.of(), Map.of("a", "planted")).toString()).doesNotContain("planted");
    }

    @Test
    void objectsOfTheOperatorAreAlsoInAFileOfTheirOwn() {
        Manifest monitor = Manifest.of(
                """
                apiVersion: monitoring.coreos.com/v1
                kind: PodMonitor
                metadata: {name: backend, namespace: monitoring}
                """);
        Manifest open = Manifest.of(
                """
                apiVersion: v1
                kind: Secret
                metadata: {name: addresses, annotations: {monitoring.renderowl.com/secret-values: none}}
                """);

        Rendering rendering = Rendering.of(List.of(monitor, open), Map.of());

        assertThat(rendering.files().get(Rendering.OPERATOR_OBJECTS)).isEqualTo(monitor.text());
        assertThat(rendering.holdsSecrets()).isFalse();
        assertThat(Rendering.of(List.of(open), Map.of()).files()).doesNotContainKey(Rendering.OPERATOR_OBJECTS);
    }
}
