package com.renderowl.monitoring.cli.doctor;

import com.renderowl.monitoring.cli.cluster.ClusterObject;
import com.renderowl.monitoring.cli.cluster.Kubectl;
import com.renderowl.monitoring.cli.cluster.LabelSelector;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.config.ExistingPrometheus;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.kubernetes.operator.Definitions;
import com.renderowl.monitoring.kubernetes.operator.ExistingSelection;
import com.renderowl.monitoring.kubernetes.operator.ExistingSelection.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Prometheus Operator in the cluster: its definitions, and whether a Prometheus selects what the stack gives it. */
public final class OperatorChecks {

    private static final String DEFINITIONS = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions/";
    private static final String MONITORING = "/apis/monitoring.coreos.com/v1";

    private final StackConfig config;
    private final Kubectl kubectl;
    private final ExistingSelection wanted;
    private final Map<String, String> namespaceLabels;

    /**
     * @param config of a stack of the platform operator
     * @param kubectl for its cluster
     */
    public OperatorChecks(StackConfig config, Kubectl kubectl) {
        this.config = config;
        this.kubectl = kubectl;
        this.wanted = ExistingSelection.of(config);
        // What every namespace has, also one that the stack has not made yet.
        this.namespaceLabels = new HashMap<>(Map.of(ExistingSelection.NAMESPACE_NAME, wanted.namespace()));
    }

    /** Looks at all of it; changes nothing. */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        try {
            findings.addAll(definitions());
            if (findings.stream().noneMatch(finding -> finding.state() == Finding.State.MISSING)) {
                findings.addAll(selection());
            }
        } catch (CommandFailure failure) {
            findings.add(Finding.note("Operator", String.valueOf(failure.getMessage())));
        }
        return findings;
    }

    /**
     * What the cluster lacks for a stack, as a sentence with what to do. Empty where it has all, and where that can not be
     * found out: then the engine will say what is missing, in its own words.
     *
     * @param environment of the user
     */
    public static Optional<String> lack(StackConfig config, Map<String, String> environment) {
        return switch (config.platform()) {
            case OPERATOR -> lackOfDefinitions(config, environment);
            case KUBERNETES, DOCKER -> Optional.empty();
        };
    }

    private static Optional<String> lackOfDefinitions(StackConfig config, Map<String, String> environment) {
        try {
            String context = config.cluster().context();
            Kubectl kubectl = Kubectl.find(environment, context == null ? "" : context);
            return new OperatorChecks(config, kubectl)
                    .definitions().stream()
                            .filter(finding -> finding.state() == Finding.State.MISSING)
                            .map(Finding::detail)
                            .findFirst();
        } catch (CommandFailure unknown) {
            return Optional.empty();
        }
    }

    private List<Finding> definitions() {
        String minimum = config.operator().minimumVersion();
        List<Finding> wrong = new ArrayList<>();
        String newest = "";
        for (String name : Definitions.of(config)) {
            Optional<ClusterObject> definition = kubectl.get(DEFINITIONS + name);
            if (definition.isEmpty()) {
                return List.of(Finding.missing("Operator", Definitions.missing(name)));
            }
            String version = definition.get().texts("metadata", "annotations").getOrDefault(Definitions.VERSION, "");
            if (Definitions.isOlder(version, minimum)) {
                wrong.add(Finding.missing("Operator", Definitions.tooOld(name, version, minimum)));
            }
            newest = version;
        }
        return wrong.isEmpty()
                ? List.of(Finding.ok(
                        "Operator",
                        "its definitions are " + (newest.isEmpty() ? "there" : "those of release " + newest) + "; "
                                + minimum + " or newer is needed"))
                : wrong;
    }

    private List<Finding> selection() {
        List<PrometheusSelection> all = kubectl.list(MONITORING + "/prometheuses").stream()
                .map(PrometheusSelection::new)
                .toList();
        kubectl.get("/api/v1/namespaces/" + wanted.namespace())
                .ifPresent(namespace -> namespaceLabels.putAll(namespace.labels()));
        List<Finding> findings = new ArrayList<>();
        if (config.operator().deployPrometheus()) {
            String own = wanted.namespace() + "/" + config.stack();
            boolean isThere =
                    all.stream().anyMatch(candidate -> candidate.name().equals(own));
            findings.add(
                    isThere
                            ? Finding.ok("Prometheus", own + " selects monitors and rules by " + shown(wanted.labels()))
                            : Finding.note("Prometheus", own + " is not there yet: 'up' makes it"));
        } else {
            findings.addAll(existing(all));
        }
        findings.addAll(strays(all));
        return findings;
    }

    /** Whether some Prometheus of the cluster would take whatever the stack declares. */
    private List<Finding> existing(List<PrometheusSelection> all) {
        ExistingPrometheus existing = config.operator().existing();
        List<PrometheusSelection> there = all.stream()
                .filter(candidate -> candidate.resource().namespace().equals(existing.namespace()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        List<PrometheusSelection> taking =
                there.stream().filter(candidate -> refused(candidate).isEmpty()).toList();
        taking.forEach(candidate -> findings.add(Finding.ok(
                "Prometheus", candidate.name() + " of the cluster selects this stack's monitors and rules")));
        taking.stream()
                .filter(PrometheusSelection::staysInItsNamespace)
                .forEach(candidate -> findings.add(Finding.problem(
                        "Prometheus",
                        candidate.name()
                                + " has ignoreNamespaceSelectors: true, so that it looks for targets in its own"
                                + " namespace only: remove that from its spec")));
        if (there.isEmpty()) {
            findings.add(Finding.problem(
                    "Prometheus",
                    "there is no Prometheus resource in the namespace " + existing.namespace()
                            + " (operator.existingPrometheus.namespace); in the cluster there "
                            + (all.isEmpty()
                                    ? "is none"
                                    : "are "
                                            + all.stream()
                                                    .map(PrometheusSelection::name)
                                                    .collect(Collectors.joining(", ")))
                            + ". Nobody scrapes this stack."));
        } else if (taking.isEmpty()) {
            there.forEach(candidate -> findings.add(Finding.problem("Prometheus", advice(candidate))));
        }
        if (!there.isEmpty() && pods(existing).isEmpty()) {
            findings.add(Finding.problem(
                    "Prometheus",
                    "no pod in the namespace " + existing.namespace() + " has the labels " + shown(existing.selector())
                            + " (operator.existingPrometheus.selector), so network policies admit nobody to the"
                            + " exporters: set the labels of its pods"));
        }
        return findings;
    }

    private String advice(PrometheusSelection candidate) {
        List<Kind> refused = refused(candidate);
        String kinds = refused.stream().map(kind -> kind.kind() + "s").collect(Collectors.joining(", "));
        return candidate.name() + " of the cluster does not select this stack's " + kinds + "; add to its spec:\n"
                + wanted.yaml(refused).indent(2).stripTrailing();
    }

    private List<Kind> refused(PrometheusSelection candidate) {
        List<Kind> refused = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (!candidate.takes(kind, wanted.labels(), wanted.namespace(), namespaceLabels)) {
                refused.add(kind);
            }
        }
        return refused;
    }

    private List<ClusterObject> pods(ExistingPrometheus existing) {
        return kubectl.list(
                "/api/v1/namespaces/" + existing.namespace() + "/pods" + LabelSelector.query(existing.selector()));
    }

    /** Objects beside the monitoring that no Prometheus takes, of which nobody else tells. */
    private List<Finding> strays(List<PrometheusSelection> all) {
        List<Finding> strays = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            String path = "/apis/" + kind.group() + "/namespaces/" + wanted.namespace() + "/" + kind.plural();
            for (ClusterObject object : kubectl.list(path)) {
                boolean isTaken = all.stream()
                        .anyMatch(candidate ->
                                candidate.takes(kind, object.labels(), object.namespace(), namespaceLabels));
                // Where none takes even what the stack declares, that has been said already.
                if (!isTaken
                        && !object.labels()
                                .entrySet()
                                .containsAll(wanted.labels().entrySet())) {
                    strays.add(Finding.problem("Labels", stray(kind, object)));
                }
            }
        }
        return strays;
    }

    private String stray(Kind kind, ClusterObject object) {
        return "no Prometheus selects the " + kind.kind() + " " + object.namespace() + "/" + object.name()
                + ", so that it has no effect; it needs the label " + shown(wanted.labels()) + ": kubectl label "
                + kind.plural() + " " + object.name() + " --overwrite --namespace " + object.namespace() + " "
                + wanted.labels().entrySet().stream()
                        .map(label -> label.getKey() + "=" + label.getValue())
                        .sorted()
                        .collect(Collectors.joining(" "));
    }

    private static String shown(Map<String, String> labels) {
        return new TreeMap<>(labels)
                .entrySet().stream()
                        .map(label -> label.getKey() + ": " + label.getValue())
                        .collect(Collectors.joining(", "));
    }
}
