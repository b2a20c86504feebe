package com.renderowl.monitoring.component;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.renderowl.monitoring.config.KeyReference;
import com.renderowl.monitoring.config.StackConfigReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the package holds, for the generators of other languages: the inputs are the keys of a stack's configuration, with
 * the reader's own descriptions, so that they can not differ from what is read.
 *
 * <p>Nothing is marked as required: the reader reports everything that is missing or wrong at once, the engine would
 * stop at the first.
 *
 * @see <a href="https://www.pulumi.com/docs/iac/extending-pulumi/schema/">Pulumi package schema</a>
 */
final class ComponentSchema {

    /** The name of the package. */
    static final String PACKAGE = "renderowl";

    /** The version of the package, which is the project's. */
    static final String VERSION = "1.0.0";

    private static final String MODULE = PACKAGE + ":monitoring:";

    /** What a program in YAML calls the component, and part of its name in the state. */
    static final String TOKEN = MODULE + "MonitoringStack";

    /** Sections that are no inputs of their own: one has a type of its own, one belongs to a platform without components. */
    private static final Set<String> OTHERS = Set.of("secrets", "docker");

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private final Map<String, Object> types = new LinkedHashMap<>();

    private ComponentSchema() {}

    /** The schema as Pulumi reads it, the same text every time. */
    static String json() {
        KeyTree root = new KeyTree();
        StackConfigReader.reference().stream()
                .filter(key -> !OTHERS.contains(key.path().split("\\.")[0]))
                .forEach(root::add);
        ComponentSchema schema = new ComponentSchema();
        Map<String, Object> inputs = new LinkedHashMap<>();
        inputs.put(
                ComponentInputs.STACK,
                property(
                        "string",
                        "Name of which defaults are made, such as the namespace"
                                + " renderowl-STACK of the applications; by default that of the program's own stack"));
        root.children().forEach((name, child) -> inputs.put(name, schema.property(typeName("", name), child)));
        inputs.put("secrets", secrets());
        return GSON.toJson(schema.of(inputs));
    }

    private Map<String, Object> of(Map<String, Object> inputs) {
        Map<String, Object> component = new LinkedHashMap<>();
        component.put("isComponent", true);
        component.put(
                "description",
                "A whole Prometheus stack: Prometheus with its rules, exporters, Alertmanager, network policies and"
                        + " dashboards. Its inputs are those of docs/configuration.md.");
        component.put("inputProperties", inputs);
        component.put("properties", outputs());
        component.put(
                "required",
                List.of(
                        "localUrl",
                        "namespace",
                        "port",
                        "portForward",
                        "portMatrix",
                        "prometheusUrl",
                        "prometheusYml",
                        "service",
                        "workloads"));
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("name", PACKAGE);
        schema.put("displayName", "Renderowl");
        schema.put("version", VERSION);
        schema.put("namespace", "renderowl");
        schema.put("description", "Monitoring of the Renderowl video-rendering platform");
        schema.put("resources", Map.of(TOKEN, component));
        schema.put("types", types);
        Map<String, Object> language = new LinkedHashMap<>();
        for (String name : List.of("csharp", "go", "java", "nodejs", "python")) {
            language.put(name, Map.of("respectSchemaVersion", true));
        }
        schema.put("language", language);
        return schema;
    }

    private static Map<String, Object> outputs() {
        Map<String, Object> texts = Map.of("type", "string");
        Map<String, Object> outputs = new LinkedHashMap<>();
        outputs.put("namespace", property("string", "Namespace of Prometheus"));
        outputs.put("service", property("string", "Name of Prometheus' Service"));
        outputs.put("port", property("integer", "Port of that Service"));
        outputs.put(
                "prometheusUrl",
                property("string", "Address of Prometheus for programs in the cluster, or that of its ingress"));
        outputs.put("localUrl", property("string", "Address of Prometheus behind portForward"));
        outputs.put("portForward", property("string", "Command that makes Prometheus reachable from a workstation"));
        outputs.put(
                "alertmanagerPortForward", property("string", "The same for Alertmanager, where the stack has one"));
        outputs.put("grafanaPortForward", property("string", "The same for Grafana, where the stack has one"));
        outputs.put("prometheusYml", property("string", "Prometheus' configuration"));
        outputs.put("workloads", list("Namespace and name of each workload", texts));
        outputs.put("portMatrix", list("Who may connect to whom, on which port and what for", texts));
        return outputs;
    }

    private static Map<String, Object> secrets() {
        Map<String, Object> secrets = property(
                "object",
                "Secrets by name, all of them encrypted in the state: " + describedSecrets()
                        + "; any other name that another input refers to");
        secrets.put("additionalProperties", Map.of("type", "string"));
        secrets.put("secret", true);
        return secrets;
    }

    private static String describedSecrets() {
        return String.join(
                ", ",
                StackConfigReader.reference().stream()
                        .map(KeyReference::path)
                        .filter(path -> path.startsWith("secrets."))
                        .map(path -> path.substring("secrets.".length()))
                        .toList());
    }

    private Map<String, Object> property(String typeName, KeyTree tree) {
        if (tree.isNamed()) {
            return dictionary("Entries by name", type(typeName + "Entry", tree.entry()));
        }
        if (tree.isList()) {
            return list("Any number of entries", type(typeName + "Entry", tree.entry()));
        }
        KeyReference key = tree.key();
        return key == null ? new LinkedHashMap<>(type(typeName, tree)) : leaf(key);
    }

    /** Makes the type of an object, and refers to it. */
    private Map<String, Object> type(String name, KeyTree tree) {
        Map<String, Object> properties = new LinkedHashMap<>();
        tree.children().forEach((key, child) -> properties.put(key, property(typeName(name, key), child)));
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("type", "object");
        type.put("properties", properties);
        types.put(MODULE + name, type);
        return Map.of("$ref", "#/types/" + MODULE + name);
    }

    private static Map<String, Object> leaf(KeyReference key) {
        String description = key.description() + ". Allowed: " + key.allowed() + "."
                + (key.required()
                        ? " Must be given."
                        : key.defaultValue().isEmpty() ? "" : " Default: " + key.defaultValue() + ".");
        return switch (key.form()) {
            case TEXT -> property("string", description);
            case NUMBER -> property("number", description);
            case WHOLE_NUMBER -> property("integer", description);
            case FLAG -> property("boolean", description);
            case LIST_OF_TEXTS -> list(description, Map.of("type", "string"));
            case NAMED_TEXTS -> dictionary(description, Map.of("type", "string"));
        };
    }

    private static Map<String, Object> property(String type, String description) {
        Map<String, Object> property = new LinkedHashMap<>();
        property.put("type", type);
        property.put("description", description);
        return property;
    }

    private static Map<String, Object> list(String description, Map<String, Object> items) {
        Map<String, Object> list = property("array", description);
        list.put("items", items);
        return list;
    }

    private static Map<String, Object> dictionary(String description, Map<String, Object> values) {
        Map<String, Object> dictionary = property("object", description);
        dictionary.put("additionalProperties", values);
        return dictionary;
    }

    private static String typeName(String parent, String key) {
        return parent + Character.toUpperCase(key.charAt(0)) + key.substring(1);
    }
}
