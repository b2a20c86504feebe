package com.renderowl.monitoring.harness;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/**
 * The programs in {@code tools/bin}, built by {@code tools/build GROUP}.
 *
 * <p>A missing program skips the test that needs it, so that a laptop without the big builds can run the rest. With
 * {@code MONITORING_REQUIRE_ALL=true} or {@code CI=true} in the environment it fails the test instead.
 */
public final class Tools {

    private static final Map<String, String> GROUPS = groups();

    private Tools() {}

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        List.of("pulumi", "pulumi-language-java").forEach(program -> groups.put(program, "engine"));
        groups.put("pulumi-language-yaml", "yaml");
        groups.put("pulumi-resource-kubernetes", "kubernetes");
        ControlPlane.PROGRAMS.forEach(program -> groups.put(program, "controlplane"));
        List.of("kubelet", "kube-proxy").forEach(program -> groups.put(program, "node"));
        List.of("coredns", "kube-router", "probe").forEach(program -> groups.put(program, program));
        List.of("prometheus", "promtool").forEach(program -> groups.put(program, "prometheus"));
        List.of("alertmanager", "amtool").forEach(program -> groups.put(program, "alertmanager"));
        List.of(PrometheusOperator.PROGRAM, "admission-webhook", "prometheus-config-reloader")
                .forEach(program -> groups.put(program, "operator"));
        groups.put(ThanosServers.PROGRAM, "thanos");
        groups.put(PrometheusOperator.PROGRAM_BEFORE, "operator-before");
        List.of("kube-score", "kubeconform", "actionlint").forEach(program -> groups.put(program, "linters"));
        groups.put("netpolicy", "netpolicy");
        groups.put("node_exporter", "exporters");
        List.of("renderowl-backend", SeriesGenerator.PROGRAM).forEach(program -> groups.put(program, "backend"));
        List.of(
                        "postgres",
                        "initdb",
                        "redis-server",
                        "redis-cli",
                        "prometheus-postgres-exporter",
                        "prometheus-redis-exporter")
                .forEach(program -> groups.put(program, "debian"));
        groups.put("pulumi-resource-docker", "docker");
        DockerEngine.PROGRAMS.forEach(program -> groups.put(program, "dockerd"));
        List.of("containerd", "ctr").forEach(program -> groups.put(program, "dockerd"));
        groups.put("docker-compose", "compose");
        return groups;
    }

    /** The directory that holds {@code Pulumi.yaml}: the working directory or the nearest one above it. */
    public static Path projectRoot() {
        Path start = Path.of("").toAbsolutePath();
        for (Path candidate = start; candidate != null; candidate = candidate.getParent()) {
            if (Files.exists(candidate.resolve("Pulumi.yaml"))) {
                return candidate;
            }
        }
        throw new IllegalStateException(
                "No Pulumi.yaml in " + start + " or above it: run the tests inside the project");
    }

    /**
     * The program's absolute path; a missing one skips or fails the calling test, as the class comment says.
     *
     * @param program a file name in {@code tools/bin}
     * @throws IllegalArgumentException if no group builds such a program
     */
    public static Path require(String program) {
        reasonToSkip(List.of(program)).ifPresent(Assumptions::abort);
        return find(program, directory()).orElseThrow();
    }

    /**
     * Says which of the programs are missing and what builds them.
     *
     * @return one sentence, or empty if all are there
     * @throws IllegalStateException with the sentence, if a missing program is a failure
     */
    public static Optional<String> reasonToSkip(List<String> programs) {
        return reasonToSkip(programs, directory(), System.getenv());
    }

    static Optional<String> reasonToSkip(List<String> programs, Path directory, Map<String, String> environment) {
        Optional<String> problem = missing(programs, directory);
        return required(problem, environment);
    }

    /**
     * The reason why a test can not run here, such as missing rights.
     *
     * @throws IllegalStateException with the reason, if being skipped is a failure
     */
    public static Optional<String> unlessRequired(Optional<String> reason) {
        return required(reason, System.getenv());
    }

    private static Optional<String> required(Optional<String> reason, Map<String, String> environment) {
        if (reason.isPresent()
                && ("true".equals(environment.get("MONITORING_REQUIRE_ALL")) || "true".equals(environment.get("CI")))) {
            throw new IllegalStateException(reason.get());
        }
        return reason;
    }

    private static Optional<String> missing(List<String> programs, Path directory) {
        List<String> absent = programs.stream()
                .filter(program -> find(program, directory).isEmpty())
                .toList();
        if (absent.isEmpty()) {
            return Optional.empty();
        }
        List<String> wanted = absent.stream().map(Tools::groupOf).distinct().toList();
        return Optional.of("Not in tools/bin: %s. Build with: tools/build %s"
                .formatted(String.join(", ", absent), String.join(" ", wanted)));
    }

    private static Path directory() {
        return projectRoot().resolve("tools/bin");
    }

    static String groupOf(String program) {
        String group = GROUPS.get(program);
        if (group == null) {
            throw new IllegalArgumentException(
                    "No group of tools/build makes %s; it makes %s".formatted(program, GROUPS.keySet()));
        }
        return group;
    }

    private static Optional<Path> find(String program, Path directory) {
        String group = groupOf(program);
        Path built = directory.resolve(program);
        if (Files.isExecutable(built)) {
            return Optional.of(built);
        }
        // An installed engine is as good, and the only one for which the project itself builds nothing.
        return group.equals("engine") ? onPath(program) : Optional.empty();
    }

    private static Optional<Path> onPath(String program) {
        return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, program).toAbsolutePath())
                .filter(Files::isExecutable)
                .findFirst();
    }
}
