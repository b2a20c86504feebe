package com.renderowl.monitoring.cli.status;

import com.renderowl.monitoring.ClaimedVolumes;
import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.cluster.LabelSelector;
import com.renderowl.monitoring.cli.doctor.Finding;
import com.renderowl.monitoring.cli.doctor.VolumeFindings;
import com.renderowl.monitoring.cluster.ClaimLookup;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.kubernetes.operator.ExistingSelection;
import com.renderowl.monitoring.model.Labels;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A stack in a Kubernetes cluster: what the operator says, whether everything runs, and warnings about it. */
public final class KubernetesStatus {

    private static final String OPERATOR_GROUP = "/apis/monitoring.coreos.com/v1/namespaces/";

    /** What the operator runs pods for, plural to kind. */
    private static final Map<String, String> OPERATED = new TreeMap<>(Map.of(
            "alertmanagers", "Alertmanager",
            "prometheuses", "Prometheus",
            "thanosrulers", "ThanosRuler"));

    private final StackModel model;
    private final Kubectl kubectl;
    private final ClaimLookup claims;
    private final String selector;
    private final List<Finding> findings = new ArrayList<>();
    private final WarningEvents warnings = new WarningEvents(Instant.now());
    private final Set<String> found = new LinkedHashSet<>();
    private final Set<String> operated = new LinkedHashSet<>();

    /**
     * @param model of the stack
     * @param kubectl for its cluster
     * @param claims asks the same cluster for the claims of volumes
     */
    public KubernetesStatus(StackModel model, Kubectl kubectl, ClaimLookup claims) {
        this.model = model;
        this.kubectl = kubectl;
        this.claims = claims;
        this.selector = LabelSelector.query(Labels.ofStack(model.config().stack()));
    }

    /** Looks at all of it; changes nothing. Empty where the stack is not in the cluster. */
    public List<Finding> findings() {
        StackConfig config = model.config();
        String monitoring = config.namespaces().monitoring();
        if (kubectl.get("/api/v1/namespaces/" + monitoring).isEmpty()) {
            return List.of();
        }
        switch (config.platform()) {
            case OPERATOR -> operator(monitoring);
            case KUBERNETES, DOCKER -> {}
        }
        Set<String> namespaces = model.workloads().stream()
                .map(Workload::namespace)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        namespaces.add(monitoring);
        namespaces.forEach(this::workloads);
        missing();
        findings.addAll(VolumeFindings.of(config, ClaimedVolumes.of(config, claims)));
        namespaces.forEach(this::pods);
        namespaces.forEach(namespace -> findings.addAll(warnings.among(
                kubectl.list("/api/v1/namespaces/" + namespace + "/events?fieldSelector=type%3DWarning"))));
        return List.copyOf(findings);
    }

    private void operator(String monitoring) {
        OPERATED.forEach((plural, kind) -> operated(plural, kind, monitoring));
        for (ExistingSelection.Kind kind : ExistingSelection.Kind.values()) {
            configuration(kind.kind(), "/apis/" + kind.group() + "/namespaces/" + monitoring + "/" + kind.plural());
        }
    }

    private void operated(String plural, String kind, String namespace) {
        for (ClusterObject resource : kubectl.list(OPERATOR_GROUP + namespace + "/" + plural + selector)) {
            findings.add(OperatedResource.running(kind, resource));
            warnings.about(kind, resource);
            found.add(resource.labels().getOrDefault("app", ""));
            operated.add(kind + "/" + resource.name());
        }
    }

    /** All of the namespace, as they have an effect on the stack whoever made them. */
    private void configuration(String kind, String path) {
        for (ClusterObject resource : kubectl.list(path)) {
            // Where the operator writes its verdict there, its events say the same.
            OperatedResource.configuring(kind, resource)
                    .ifPresentOrElse(findings::add, () -> warnings.aboutConfiguration(kind, resource));
        }
    }

    private void workloads(String namespace) {
        for (Rollout.Kind kind : Rollout.Kind.values()) {
            for (ClusterObject workload : kubectl.list("/apis/apps/v1/namespaces/" + namespace + "/" + kind.plural())) {
                if (!isOurs(workload)) {
                    continue;
                }
                found.add(workload.labels().getOrDefault("app", ""));
                findings.add(Rollout.of(kind, workload));
                warnings.about(kind.title(), workload);
            }
        }
    }

    /** Whether it has the stack's labels, or the operator made it of something that has. */
    private boolean isOurs(ClusterObject workload) {
        return workload.labels()
                        .entrySet()
                        .containsAll(Labels.ofStack(model.config().stack()).entrySet())
                || workload.list("metadata", "ownerReferences").stream()
                        .anyMatch(owner -> operated.contains(owner.text("kind") + "/" + owner.text("name")));
    }

    private void missing() {
        for (Workload workload : model.workloads()) {
            if (!found.contains(workload.name())) {
                findings.add(Finding.problem(
                        workload.namespace() + "/" + workload.name(),
                        "is not there: './monitoring up " + model.config().stack() + "' makes it"));
            }
        }
    }

    private void pods(String namespace) {
        for (ClusterObject pod : kubectl.list("/api/v1/namespaces/" + namespace + "/pods" + selector)) {
            PodState.of(pod).ifPresent(findings::add);
            warnings.about("Pod", pod);
        }
    }
}
