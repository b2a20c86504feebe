package com.renderowl.monitoring.kubernetes;

import com.pulumi.kubernetes.core.v1.Namespace;
import com.pulumi.kubernetes.core.v1.NamespaceArgs;
import com.pulumi.kubernetes.meta.v1.inputs.ObjectMetaArgs;
import com.pulumi.resources.ComponentResource;
import com.pulumi.resources.ComponentResourceOptions;
import com.pulumi.resources.CustomResourceOptions;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.ExportersConfig;
import com.renderowl.monitoring.config.NamespaceConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.model.Labels;
import com.renderowl.monitoring.units.Owner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The namespaces of a stack, with the Pod Security Standard that each enforces.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/security/pod-security-admission/">Pod Security Admission</a>
 */
final class Namespaces extends ComponentResource {

    /** What the run that took over a namespace has recorded stays. */
    private static final String RECORD = "metadata.annotations[\"" + Owner.TAKEN_OVER + "\"]";

    private final Foundation foundation;
    private final Predicate<String> isTakenOver;
    private final List<Resource> all = new ArrayList<>();

    Namespaces(
            String name,
            StackConfig config,
            Foundation foundation,
            Predicate<String> isTakenOver,
            ComponentResourceOptions options) {
        super("renderowl:monitoring:Namespaces", name, options);
        this.foundation = foundation;
        this.isTakenOver = isTakenOver;
        NamespaceConfig namespaces = config.namespaces();
        ExportersConfig.Node node = config.exporters().node();
        CustomResourceOptions own = CustomResourceOptions.builder()
                .parent(this)
                .protect(config.isProtected())
                .ignoreChanges(RECORD)
                .build();
        Map<String, String> labels = Labels.ofStack(config.stack());
        add(name + "-monitoring", namespaces.monitoring(), secured(labels, "restricted"), own);
        if (node.enabled()) {
            // Host paths and the host network are admitted under the privileged standard only.
            add(name + "-node-exporter", namespaces.nodeExporter(), secured(labels, "privileged"), own);
        }
        if (namespaces.ensureApplication()) {
            // Somebody else's namespace: it gets nothing of ours, and stays when this stack goes.
            CustomResourceOptions kept = CustomResourceOptions.builder()
                    .parent(this)
                    .retainOnDelete(true)
                    .build();
            add(name + "-application", namespaces.application(), Map.of(), kept);
        }
        registerOutputs(Map.of());
    }

    /** What objects in these namespaces must wait for. */
    List<Resource> all() {
        return List.copyOf(all);
    }

    private void add(String name, String namespace, Map<String, String> labels, CustomResourceOptions options) {
        ObjectMetaArgs.Builder metadata = ObjectMetaArgs.builder().name(namespace);
        if (!labels.isEmpty()) {
            metadata.labels(labels).annotations(foundation.annotations(record(namespace)));
        }
        all.add(new Namespace(
                name, NamespaceArgs.builder().metadata(metadata.build()).build(), options));
    }

    private Map<String, String> record(String namespace) {
        return isTakenOver.test(namespace) ? Map.of(Owner.TAKEN_OVER, "true") : Map.of();
    }

    private static Map<String, String> secured(Map<String, String> labels, String standard) {
        Map<String, String> secured = new LinkedHashMap<>(labels);
        for (String mode : List.of("audit", "enforce", "warn")) {
            secured.put("pod-security.kubernetes.io/" + mode, standard);
        }
        return secured;
    }
}
