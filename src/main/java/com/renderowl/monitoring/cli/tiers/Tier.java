package com.renderowl.monitoring.cli.tiers;

import java.util.List;
import java.util.Locale;

/** A tier of the tests: what it proves with, and what that needs; shortest first. */
public enum Tier {
    /** The Java code alone. */
    UNIT("the Java code alone", "unit | none()"),
    /** Rendered configuration in real Prometheus programs. */
    RULES("real promtool, Prometheus and Alertmanager", "rules", "prometheus", "alertmanager", "backend"),
    /** The real engine with rendered and deployed stacks. */
    ENGINE(
            "real Pulumi engine and linters",
            "engine",
            "engine",
            "yaml",
            "kubernetes",
            "controlplane",
            "linters",
            "netpolicy"),
    /** A real API server with controllers and scheduler. */
    CLUSTER(
            "real Kubernetes API server",
            "cluster",
            "engine",
            "kubernetes",
            "controlplane",
            "prometheus",
            "alertmanager"),
    /** Real faults of a platform on loopback: databases, exporters, a backend, Prometheus and Alertmanager. */
    FAULTS(
            "real databases, exporters and faults (Linux)",
            "faults",
            "prometheus",
            "alertmanager",
            "exporters",
            "backend",
            "debian"),
    /** A real Docker engine with containers. */
    DOCKER(
            "real Docker engine, needs root",
            "docker",
            "engine",
            "kubernetes",
            "docker",
            "dockerd",
            "compose",
            "prometheus",
            "alertmanager",
            "exporters",
            "debian",
            "backend"),
    /** A real Prometheus Operator on a real API server. */
    OPERATOR(
            "real Prometheus Operator",
            "operator",
            "engine",
            "yaml",
            "kubernetes",
            "controlplane",
            "operator",
            "operator-before",
            "prometheus",
            "alertmanager",
            "thanos",
            "linters"),
    /** A real node with containers, and network policies that are enforced. */
    NODE(
            "real node with enforced network policies, needs root",
            "node",
            "engine",
            "kubernetes",
            "controlplane",
            "node",
            "coredns",
            "kube-router",
            "dockerd",
            "probe",
            "operator",
            "prometheus",
            "alertmanager",
            "exporters",
            "debian",
            "backend");

    private final String title;
    private final String tags;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> toolGroups;

    Tier(String title, String tags, String... toolGroups) {
        this.title = title;
        this.tags = tags;
        this.toolGroups = List.of(toolGroups);
    }

    /** The name by which users call it. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What it proves with, in a few words. */
    public String title() {
        return title;
    }

    /** The JUnit tag expression of its tests. */
    public String tags() {
        return tags;
    }

    /** The groups of {@code tools/build} that it needs. */
    public List<String> toolGroups() {
        return toolGroups;
    }
}
