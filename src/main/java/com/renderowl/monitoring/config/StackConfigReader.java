package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a stack's whole configuration, or refuses it with every problem that it has. */
public final class StackConfigReader {

    private static final String SECRETS = "secrets";

    /** Who else keeps settings in a stack's configuration: the engine itself. */
    private static final Set<String> FOREIGN_NAMESPACES = Set.of("pulumi");

    private StackConfigReader() {}

    /**
     * What the configuration holds.
     *
     * @param config everything but the secrets
     * @param secrets the secrets
     */
    public record Result(StackConfig config, StackSecrets secrets) {}

    /**
     * Reads {@code source}.
     *
     * @param project the project's name, which is the namespace of its keys
     * @param stack the stack's name
     * @throws InvalidConfigurationException with every problem, when there is one
     */
    public static Result read(ConfigSource source, String project, String stack) {
        Problems problems = new Problems();
        JsonObject root = new JsonObject();
        Set<String> secretKeys = new HashSet<>();
        source.values().entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> {
            String namespace =
                    entry.getKey().substring(0, Math.max(0, entry.getKey().indexOf(':')));
            String key = entry.getKey().substring(namespace.length() + 1);
            if (namespace.equals(project)) {
                root.add(key, json(entry.getValue()));
                if (source.secretKeys().contains(entry.getKey())) {
                    secretKeys.add(key);
                }
            } else if (!FOREIGN_NAMESPACES.contains(namespace)) {
                problems.add(
                        entry.getKey(),
                        "belongs to " + KeyReader.quoted(namespace) + ", which this program does not read",
                        "keys of " + project,
                        namespace.equals("kubernetes")
                                ? "choose the cluster by KUBECONFIG and cluster.context"
                                : "pulumi config rm " + entry.getKey());
            }
        });
        Result result = read(root, stack, secretKeys, problems, new ArrayList<>());
        problems.throwIfAny();
        return result;
    }

    /**
     * Every key that there is, in the order of the sections, for the configuration reference. What the user names freely
     * stands as {@code NAME}.
     */
    public static List<KeyReference> reference() {
        List<KeyReference> reference = new ArrayList<>();
        JsonObject example = JsonParser.parseString("{applications: {NAME: {}}, basicAuth: {users: {NAME: {}}},"
                        + " prometheus: {remoteWrite: [{}]}}")
                .getAsJsonObject();
        read(example, "STACK", Set.of(), new Problems(), reference);
        return List.copyOf(reference);
    }

    private static Result read(
            JsonObject root, String stack, Set<String> secretKeys, Problems problems, List<KeyReference> reference) {
        ObjectReader reader = new ObjectReader(root, "", secretKeys, problems, reference::add);
        StackSecrets secrets = StackSecrets.read(reader.element(SECRETS), secretKeys.contains(SECRETS), problems);
        Platform platform = reader.key("platform", "Where the stack runs")
                .choice("kubernetes", Map.of("kubernetes", Platform.KUBERNETES));
        ClusterConfig cluster = ClusterConfig.read(reader.object("cluster"));
        NamespaceConfig namespaces = NamespaceConfig.read(reader.object("namespaces"), stack);
        PrometheusConfig prometheus = PrometheusConfig.read(reader.object("prometheus"), stack, secrets);
        StackConfig config = new StackConfig(
                stack,
                platform,
                cluster,
                namespaces,
                reader.key("imagePullPolicy", "When images are pulled").choice("Always", pullPolicies()),
                prometheus,
                ApplicationConfig.readAll(
                        reader.object("applications"), namespaces.application(), prometheus.scrapeTimeout()),
                ExportersConfig.read(reader.object("exporters"), namespaces.application()),
                AlertmanagerConfig.read(reader.object("alertmanager"), namespaces.monitoring()),
                NetworkConfig.read(reader.object("network"), namespaces.monitoring()),
                BasicAuthConfig.read(reader.object("basicAuth"), secrets),
                TlsConfig.read(reader.object("tls"), namespaces.monitoring()));
        reader.refuseUnknownKeys();
        checkJobs(config, problems);
        secrets.refuseUnused(problems);
        return new Result(config, secrets);
    }

    private static Map<String, String> pullPolicies() {
        Map<String, String> policies = new LinkedHashMap<>();
        for (String policy : new String[] {"Always", "IfNotPresent", "Never"}) {
            policies.put(policy, policy);
        }
        return policies;
    }

    private static void checkJobs(StackConfig config, Problems problems) {
        Map<String, String> owners = new LinkedHashMap<>();
        for (String reserved : ReservedJobs.ALL) {
            owners.put(reserved, "the stack itself");
        }
        for (ApplicationConfig application : config.applications()) {
            String owner = owners.putIfAbsent(application.job(), "applications." + application.name());
            if (owner != null) {
                problems.add(
                        "applications." + application.name() + ".job",
                        KeyReader.quoted(application.job()) + " is already the job of " + owner,
                        "a job name that is unique in the stack",
                        "rename one of them");
            }
        }
    }

    /** A structured value arrives as JSON, a simple one as plain text. */
    private static JsonElement json(String value) {
        String trimmed = value.trim();
        if (trimmed.startsWith("{") || trimmed.startsWith("[")) {
            try {
                return JsonParser.parseString(trimmed);
            } catch (JsonParseException plainText) {
                return new JsonPrimitive(value);
            }
        }
        return new JsonPrimitive(value);
    }
}
