package com.renderowl.monitoring.config;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.renderowl.monitoring.units.Names;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;

/** Reads a stack's whole configuration, or refuses it with every problem that it has. */
public final class StackConfigReader {

    /** Who else keeps settings in a stack's configuration: the engine itself. */
    private static final Set<String> FOREIGN_NAMESPACES = Set.of("pulumi");

    /** What may be encrypted; anything else goes to the cluster in clear, which encryption would only veil. */
    static final Set<String> ENCRYPTABLE = Set.of(StackSecrets.SECTION, "basicAuth");

    private static final List<String> PLATFORMS = List.of("kubernetes", "operator", "docker");

    private static final Syntax<String> PLATFORM =
            Syntax.matching(PLATFORMS::contains, "is not a platform", String.join(", ", PLATFORMS));

    /** A stack's name that is in no other word of the reference, and valid in every default that is made of it. */
    private static final String ANY_STACK = "any-stack";

    /** One entry of each section whose entries users name, so that the keys of an entry are in the reference. */
    private static final String ONE_OF_EACH =
            """
            {"applications": {"NAME": {}}, "basicAuth": {"users": {"NAME": {}}}, "prometheus": {"remoteWrite": [{}]},
             "alertmanager": {"receivers": {"NAME": {}}}}
            """;

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
        return read(source, project, stack, Remedies.commands(stack));
    }

    /**
     * Reads what came another way than from the stack's file.
     *
     * @param remedies how whoever is told of a problem changes the configuration
     * @throws InvalidConfigurationException with every problem, when there is one
     */
    public static Result read(ConfigSource source, String project, String stack, Remedies remedies) {
        Problems problems = new Problems();
        Result result = read(source, project, stack, remedies, problems);
        if (CapacityChecks.areOfOtherSections(problems.found())) {
            problems.addAll(CapacityChecks.shortages(result.config(), remedies));
        }
        problems.throwIfAny();
        return result;
    }

    /**
     * Reads what may expect more of Prometheus than it can hold, to say how much more.
     *
     * @throws InvalidConfigurationException with every other problem, when there is one
     */
    public static Result readForPlan(ConfigSource source, String project, String stack) {
        Problems problems = new Problems();
        Result result = read(source, project, stack, Remedies.commands(stack), problems);
        problems.throwIfAny();
        return result;
    }

    private static Result read(
            ConfigSource source, String project, String stack, Remedies remedies, Problems problems) {
        Reading reading = new Reading(stack, remedies, true, problems, ignored -> {});
        JsonObject root = new JsonObject();
        Set<String> encrypted = new HashSet<>();
        new TreeMap<>(source.values()).forEach((qualified, value) -> {
            int colon = qualified.indexOf(':');
            String namespace = qualified.substring(0, Math.max(0, colon));
            String key = qualified.substring(colon + 1);
            if (namespace.equals(project)) {
                boolean secret = source.secretKeys().contains(qualified);
                if (secret) {
                    encrypted.add(key);
                }
                add(root, key, value, secret, reading);
            } else if (!FOREIGN_NAMESPACES.contains(namespace)) {
                refuseForeign(qualified, namespace, project, reading);
            }
        });
        return read(root, encrypted, reading);
    }

    /**
     * Every key that there is, in the order of the sections, for the configuration reference. What the user names freely
     * stands as {@code NAME}, the stack's name as {@code STACK}.
     */
    public static List<KeyReference> reference() {
        List<KeyReference> reference = new ArrayList<>();
        try {
            JsonObject example = StrictJson.parse(ONE_OF_EACH).getAsJsonObject();
            read(
                    example,
                    Set.of(),
                    new Reading(
                            ANY_STACK,
                            Remedies.commands(ANY_STACK),
                            true,
                            new Problems(),
                            key -> reference.add(withoutStack(key))));
        } catch (InvalidJsonException impossible) {
            throw new AssertionError(impossible);
        }
        return List.copyOf(reference);
    }

    private static KeyReference withoutStack(KeyReference key) {
        return new KeyReference(
                key.path(),
                key.description(),
                key.allowed().replace(ANY_STACK, "STACK"),
                key.defaultValue().replace(ANY_STACK, "STACK"),
                key.required(),
                key.form());
    }

    private static Result read(JsonObject object, Set<String> encrypted, Reading reading) {
        List<String> paths = new ArrayList<>();
        ObjectReader root = ObjectReader.root(
                new Reading(reading.stack(), reading.remedies(), hasPolicies(object), reading.problems(), key -> {
                    paths.add(key.path());
                    reading.reference().accept(key);
                }),
                object,
                encrypted);
        if (!Names.isLabelValue(reading.stack())) {
            reading.problems()
                    .add(
                            "stack",
                            Shown.quoted(reading.stack()) + " can not be the label that all objects carry",
                            Names.LABEL_VALUE_ALLOWED,
                            reading.remedies().toRenameStack());
        }
        StackSecrets secrets = StackSecrets.read(root, encrypted.contains(StackSecrets.SECTION));
        Platform platform = platformOf(root);
        OperatorConfig operator = OperatorConfig.read(root, platform);
        DockerConfig docker = DockerConfig.read(root, platform);
        String pullPolicy = root.key("imagePullPolicy", "When images are pulled")
                .value(Syntax.oneOf("Always", "IfNotPresent", "Never"), "Always");
        boolean isProtected = root.key(
                        "protect", "Whether the monitoring's namespaces and volumes are protected from deletion")
                .value(Syntax.FLAG, false);
        ClusterConfig cluster = ClusterConfig.read(root.object("cluster"));
        NamespaceConfig namespaces = NamespaceConfig.read(root.object("namespaces"));
        PrometheusConfig prometheus = PrometheusConfig.read(root.object("prometheus"), secrets, platform);
        CapacityConfig capacity = CapacityConfig.read(root.object("capacity"), prometheus, operator.shards(), platform);
        ObjectReader applications = root.object("applications");
        List<ApplicationConfig> found =
                ApplicationConfig.readAll(applications, platform, namespaces.application(), prometheus.scrapeTimeout());
        StackConfig config = new StackConfig(
                reading.stack(),
                platform,
                operator,
                docker,
                cluster,
                namespaces,
                isProtected,
                pullPolicy,
                prometheus,
                capacity,
                found,
                ExportersConfig.read(root.object("exporters"), platform, namespaces.application(), secrets),
                AlertsConfig.read(root.object("alerts"), prometheus, capacity.seriesOf(operator.shards()), found),
                AlertmanagerConfig.read(root.object("alertmanager"), namespaces.monitoring(), secrets),
                GrafanaConfig.read(root.object("grafana"), root.object("dashboards"), platform, secrets),
                NetworkConfig.read(root.object("network"), namespaces.monitoring()),
                BasicAuthConfig.read(root.object("basicAuth"), secrets),
                TlsConfig.read(root.object("tls"), namespaces.monitoring()));
        PlatformChecks.check(config, root);
        ApplicationConfig.checkJobs(config.applications(), applications);
        OtherPlatform.refuse(config, root, () -> read(new JsonObject(), Set.of(), reading.silent())
                .config());
        root.refuseUnknownKeys(paths);
        secrets.refuseUnused();
        return new Result(config, secrets);
    }

    /** Asked before anything is read, as sections that come before the one of the network depend on it. */
    private static boolean hasPolicies(JsonObject object) {
        Reading silent = new Reading(ANY_STACK, Remedies.commands(ANY_STACK), true, new Problems(), ignored -> {});
        ObjectReader root = ObjectReader.root(silent, object, Set.of());
        return switch (platformOf(root)) {
            case KUBERNETES, OPERATOR -> NetworkConfig.hasPolicies(root.object("network"));
            case DOCKER -> false;
        };
    }

    private static Platform platformOf(ObjectReader root) {
        return Platform.valueOf(root.key("platform", "Where the stack runs")
                .value(PLATFORM, "kubernetes")
                .toUpperCase(Locale.ROOT));
    }

    /** Adds a key of ours to {@code root}; leaves it out, so that its defaults hold, when it can not be read. */
    private static void add(JsonObject root, String key, String value, boolean secret, Reading reading) {
        String path = KeyPath.child("", key);
        try {
            JsonElement element = json(value);
            if (secret && !ENCRYPTABLE.contains(key)) {
                reading.problems()
                        .add(
                                path,
                                "is stored encrypted, but would reach the cluster in clear text",
                                "encrypted values below " + StackSecrets.SECTION + " and basicAuth only",
                                "put the secret below " + StackSecrets.SECTION + ", and set the rest anew without"
                                        + " --secret: " + reading.toRemove(path));
                return;
            }
            root.add(key, element);
        } catch (InvalidJsonException reason) {
            reading.problems()
                    .add(
                            path,
                            secret ? "is not valid JSON" : String.valueOf(reason.getMessage()),
                            "a single value, or a JSON object or list",
                            "remove it and set its keys one by one: " + reading.toRemove(path));
        }
    }

    private static void refuseForeign(String qualified, String namespace, String project, Reading reading) {
        reading.problems()
                .add(
                        qualified,
                        namespace.isEmpty()
                                ? "has no project in front of it"
                                : "belongs to " + Shown.quoted(namespace) + ", which this program does not read",
                        "keys of " + project,
                        namespace.equals("kubernetes")
                                ? "choose the cluster by KUBECONFIG and cluster.context, and remove it: "
                                        + reading.toRemove(qualified)
                                : "remove it: " + reading.toRemove(qualified));
    }

    /** A structured value arrives as JSON, a single one as plain text; a key without a value as an empty text. */
    private static JsonElement json(String value) throws InvalidJsonException {
        if (value.isBlank()) {
            return JsonNull.INSTANCE;
        }
        String start = value.stripLeading();
        return start.startsWith("{") || start.startsWith("[") ? StrictJson.parse(value) : new JsonPrimitive(value);
    }
}
