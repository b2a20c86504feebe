package com.renderowl.monitoring.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Finds the cluster as kubectl and the provider do: KUBECONFIG, {@code ~/.kube/config}, the service account of a pod.
 * Of several files the first that names something wins.
 *
 * <p>Source: https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/
 */
public final class Kubeconfig {

    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount/token");

    private Kubeconfig() {}

    /**
     * The cluster to use, or empty when there is none.
     *
     * @param environment of the user
     * @param context the context to use, or empty for the current one
     * @throws NoClusterException when there is a kubeconfig that does not lead to a cluster
     */
    public static Optional<ClusterAccess> find(Map<String, String> environment, String context) {
        List<Path> files = files(environment);
        if (!files.isEmpty()) {
            return read(files, context, usesProxy(environment));
        }
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (!host.isEmpty() && Files.exists(SERVICE_ACCOUNT)) {
            String address = host.contains(":") ? "[" + host + "]" : host;
            String port = environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443");
            return Optional.of(new ClusterAccess(
                    "in-cluster", "the pod's service account", "https://" + address + ":" + port, true));
        }
        return Optional.empty();
    }

    private static List<Path> files(Map<String, String> environment) {
        String named = environment.getOrDefault("KUBECONFIG", "");
        if (named.isEmpty()) {
            Path usual = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")), ".kube", "config");
            return Files.isRegularFile(usual) ? List.of(usual) : List.of();
        }
        List<Path> files = new ArrayList<>();
        for (String name : named.split(":", -1)) {
            if (!name.isEmpty() && Files.exists(Path.of(name))) {
                files.add(Path.of(name));
            }
        }
        if (files.isEmpty()) {
            throw failure("KUBECONFIG is " + named + ", and there is no such file: correct or unset it.");
        }
        return files;
    }

    private static boolean usesProxy(Map<String, String> environment) {
        return List.of("HTTPS_PROXY", "https_proxy", "ALL_PROXY", "all_proxy").stream()
                .anyMatch(name -> !environment.getOrDefault(name, "").isEmpty());
    }

    private static Optional<ClusterAccess> read(List<Path> files, String wanted, boolean usesProxy) {
        String current = wanted;
        Map<String, Map<?, ?>> contexts = new LinkedHashMap<>();
        Map<String, Map<?, ?>> clusters = new LinkedHashMap<>();
        for (Path file : files) {
            Map<?, ?> content = parse(file);
            if (current.isEmpty()) {
                current = text(content.get("current-context"));
            }
            collect(content.get("contexts"), "context", contexts);
            collect(content.get("clusters"), "cluster", clusters);
        }
        if (contexts.isEmpty() && current.equals(wanted)) {
            return Optional.empty();
        }
        String source = String.join(":", files.stream().map(Path::toString).toList());
        Map<?, ?> context = contexts.get(current);
        if (context == null) {
            throw failure(noSuchContext(source, wanted, current) + " There is "
                    + (contexts.isEmpty() ? "none" : String.join(", ", contexts.keySet())) + ".");
        }
        String name = text(context.get("cluster"));
        Map<?, ?> cluster = clusters.get(name);
        String server = cluster == null ? "" : text(cluster.get("server"));
        if (cluster == null || server.isEmpty()) {
            throw failure("The context '" + current + "' in " + source + " names the cluster '" + name
                    + "', which has no server there: correct the kubeconfig.");
        }
        boolean isDirect = !usesProxy && text(cluster.get("proxy-url")).isEmpty();
        return Optional.of(new ClusterAccess(current, source, server, isDirect));
    }

    private static String noSuchContext(String source, String wanted, String current) {
        if (!wanted.isEmpty()) {
            return "The stack's configuration names the context '" + wanted + "' (cluster.context), which is not in "
                    + source + ": correct one of them.";
        }
        String choose = ": choose one with 'kubectl config use-context NAME'.";
        return current.isEmpty()
                ? source + " has no current context" + choose
                : "The current context of " + source + " is '" + current + "', which does not exist" + choose;
    }

    private static Map<?, ?> parse(Path file) {
        try {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
            if (content == null) {
                return Map.of();
            }
            if (content instanceof Map<?, ?> map) {
                return map;
            }
            throw failure(file + " is no kubeconfig: it is not a map.");
        } catch (YAMLException e) {
            // The text around the error may hold a token, so the parser's message is not shown.
            throw failure(file + " is no kubeconfig: it is not valid YAML.");
        } catch (IOException e) {
            throw failure(file + " cannot be read: " + e.getMessage());
        }
    }

    private static void collect(@Nullable Object list, String kind, Map<String, Map<?, ?>> found) {
        if (list instanceof List<?> entries) {
            for (Object entry : entries) {
                if (entry instanceof Map<?, ?> named && named.get(kind) instanceof Map<?, ?> value) {
                    found.putIfAbsent(text(named.get("name")), value);
                }
            }
        }
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    private static NoClusterException failure(String message) {
        return new NoClusterException(message);
    }
}
