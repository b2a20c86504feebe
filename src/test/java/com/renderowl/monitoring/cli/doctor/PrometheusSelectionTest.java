package com.renderowl.monitoring.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.kubernetes.operator.ExistingSelection.Kind;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PrometheusSelectionTest {

    private static final Map<String, String> LABELS = Map.of("prometheus", "renderowl");

    private static boolean takes(String spec, String namespace) {
        String json = "{'metadata': {'name': 'shared', 'namespace': 'platform'}, 'spec': " + spec + "}";
        return new PrometheusSelection(new ClusterObject(
                        JsonParser.parseString(json.replace('\'', '"')).getAsJsonObject()))
                .takes(Kind.POD_MONITOR, LABELS, namespace, Map.of("kubernetes.io/metadata.name", namespace));
    }

    @Test
    void aSelectorThatIsMissingTakesNothingAndAnEmptyOneEverything() {
        assertThat(takes("{}", "platform")).isFalse();
        assertThat(takes("{'podMonitorSelector': {}}", "platform")).isTrue();
        assertThat(takes("{'serviceMonitorSelector': {}}", "platform")).isFalse();
    }

    @Test
    void withoutASelectorOfNamespacesItStaysInItsOwn() {
        assertThat(takes("{'podMonitorSelector': {}}", "monitoring")).isFalse();
        assertThat(takes("{'podMonitorSelector': {}, 'podMonitorNamespaceSelector': {}}", "monitoring"))
                .isTrue();
    }

    @Test
    void labelsAndNamespaceMustBothFit() {
        String fitting = "{'podMonitorSelector': {'matchLabels': {'prometheus': 'renderowl'}},"
                + " 'podMonitorNamespaceSelector': {'matchLabels': {'kubernetes.io/metadata.name': 'monitoring'}}}";

        assertThat(takes(fitting, "monitoring")).isTrue();
        assertThat(takes(fitting, "platform")).isFalse();
        assertThat(takes(fitting.replace("renderowl", "other"), "monitoring")).isFalse();
    }
}
