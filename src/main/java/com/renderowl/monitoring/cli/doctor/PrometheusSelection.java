package com.renderowl.monitoring.cli.doctor;

import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.cluster.LabelSelector;
import com.renderowl.monitoring.kubernetes.operator.ExistingSelection.Kind;
import java.util.Map;

/**
 * What a Prometheus resource selects, decided as the operator does: a selector that is missing selects nothing, an empty
 * one everything; a selector of namespaces that is missing means the resource's own.
 *
 * @param resource the Prometheus
 * @see <a href="https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.PrometheusSpec">
 *     PrometheusSpec</a>
 */
record PrometheusSelection(ClusterObject resource) {

    /** {@code NAMESPACE/NAME}. */
    String name() {
        return resource.namespace() + "/" + resource.name();
    }

    /**
     * Whether it takes an object.
     *
     * @param kind of the object
     * @param labels its labels
     * @param namespace its namespace
     * @param namespaceLabels the labels of that
     */
    boolean takes(Kind kind, Map<String, String> labels, String namespace, Map<String, String> namespaceLabels) {
        return resource.has("spec", kind.selector())
                && LabelSelector.matches(resource.part("spec", kind.selector()), labels)
                && (resource.has("spec", kind.namespaceSelector())
                        ? LabelSelector.matches(resource.part("spec", kind.namespaceSelector()), namespaceLabels)
                        : namespace.equals(resource.namespace()));
    }

    /** Whether it looks for targets in its own namespace alone, whatever the monitors say. */
    boolean staysInItsNamespace() {
        return "true".equals(resource.text("spec", "ignoreNamespaceSelectors"));
    }
}
