package com.renderowl.monitoring.render;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.representer.Representer;

/**
 * One object as the provider renders it, without the traces of Pulumi: its own annotations only matter to it, and the
 * label that says that Pulumi manages the object is wrong for somebody who applies the file.
 *
 * @param kind for instance {@code Deployment}
 * @param namespace empty for an object of the whole cluster
 * @param name the object's name
 * @param text the object as YAML, ending with a line break
 * @param content the same as maps, lists and values
 */
public record Manifest(String kind, String namespace, String name, String text, Map<String, Object> content) {

    private static final String MANAGED_BY = "app.kubernetes.io/managed-by";
    private static final String PULUMI = "pulumi.com/";

    /**
     * Reads an object.
     *
     * @param rendered one YAML document with one object
     * @throws IllegalArgumentException when it is none
     */
    public static Manifest of(String rendered) {
        return of(yaml().compose(new StringReader(rendered)), rendered);
    }

    /**
     * Writes an object as the provider does.
     *
     * @param object as maps, lists, texts, numbers and flags
     * @throws IllegalArgumentException when it is no Kubernetes object
     */
    public static Manifest of(Map<String, Object> object) {
        return of(ProviderYaml.node(object), "a map of " + object.keySet());
    }

    private static Manifest of(@Nullable Node root, String shown) {
        if (!(root instanceof MappingNode object)) {
            throw new IllegalArgumentException("not a Kubernetes object: " + firstLine(shown));
        }
        for (NodeTuple tuple : object.getValue()) {
            if (key(tuple).equals("metadata") && tuple.getValueNode() instanceof MappingNode metadata) {
                clean(metadata);
            }
        }
        StringWriter text = new StringWriter();
        yaml().serialize(object, text);
        Map<String, Object> content = yaml().load(text.toString());
        String kind = text(content, "kind");
        Map<?, ?> metadata = content.get("metadata") instanceof Map<?, ?> map ? map : Map.of();
        if (kind.isEmpty() || text(metadata, "name").isEmpty()) {
            throw new IllegalArgumentException("not a Kubernetes object: " + firstLine(shown));
        }
        return new Manifest(kind, text(metadata, "namespace"), text(metadata, "name"), text.toString(), content);
    }

    /** Objects may be Secrets: their text is not for logs. */
    @Override
    public String toString() {
        return kind + " " + (namespace.isEmpty() ? "" : namespace + "/") + name;
    }

    /** Whether it is a Secret. */
    public boolean isSecret() {
        return kind.equals("Secret");
    }

    /** Whether it belongs to Prometheus Operator, which must be in the cluster before it. */
    boolean isOfOperator() {
        return text(content, "apiVersion").startsWith("monitoring.coreos.com/");
    }

    /** Whether it holds values that nobody may see: some objects take from a Secret what is none. */
    boolean holdsSecretValues() {
        return isSecret()
                && !(content.get("metadata") instanceof Map<?, ?> metadata
                        && metadata.get("annotations") instanceof Map<?, ?> annotations
                        && "none".equals(annotations.get("monitoring.renderowl.com/secret-values")));
    }

    private static void clean(MappingNode metadata) {
        List<NodeTuple> kept = new ArrayList<>();
        for (NodeTuple tuple : metadata.getValue()) {
            if (key(tuple).equals("creationTimestamp")) {
                continue;
            }
            if (key(tuple).equals("annotations") && tuple.getValueNode() instanceof MappingNode annotations) {
                remove(annotations, annotation -> key(annotation).startsWith(PULUMI));
            }
            if (key(tuple).equals("labels") && tuple.getValueNode() instanceof MappingNode labels) {
                remove(
                        labels,
                        label -> key(label).equals(MANAGED_BY)
                                && scalar(label.getValueNode()).equals("pulumi"));
            }
            if (!(tuple.getValueNode() instanceof MappingNode map
                    && map.getValue().isEmpty())) {
                kept.add(tuple);
            }
        }
        metadata.setValue(kept);
    }

    private static void remove(MappingNode map, Predicate<NodeTuple> isUnwanted) {
        map.setValue(map.getValue().stream().filter(isUnwanted.negate()).toList());
    }

    private static String key(NodeTuple tuple) {
        return scalar(tuple.getKeyNode());
    }

    private static String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static String text(Map<?, ?> map, String key) {
        return map.get(key) instanceof String text ? text : "";
    }

    private static String firstLine(String text) {
        return text.lines().findFirst().orElse("an empty file");
    }

    private static Yaml yaml() {
        DumperOptions dumper = new DumperOptions();
        dumper.setDefaultFlowStyle(FlowStyle.BLOCK);
        dumper.setSplitLines(false);
        LoaderOptions loader = new LoaderOptions();
        return new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader);
    }
}
