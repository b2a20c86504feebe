package com.renderowl.monitoring.cli.session;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * The text of a stack's configuration file as entries: one for each key below {@code config}, and one for any other key.
 * Entries stay YAML nodes, so that no value changes its type or notation on the way, and comments survive.
 */
final class ConfigEntries {

    private static final String CONFIG = "config";

    /** Keys below config have a colon in them, and none has a space, so these cannot be mistaken for others. */
    private static final String BELOW_CONFIG = CONFIG + " ";

    private ConfigEntries() {}

    /**
     * The entries by name, in the order of the file.
     *
     * @throws YAMLException when the text is not YAML, or has a key twice, of which the engine would refuse the file
     */
    static Map<String, NodeTuple> parse(String text) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (yaml().compose(new StringReader(text)) instanceof MappingNode root) {
            refuseTwice(root);
            for (NodeTuple tuple : root.getValue()) {
                String key = key(tuple);
                if (key.equals(CONFIG) && tuple.getValueNode() instanceof MappingNode config) {
                    config.getValue().forEach(entry -> entries.put(BELOW_CONFIG + key(entry), entry));
                } else if (!key.equals(CONFIG)) {
                    entries.put(key, tuple);
                }
            }
        }
        return entries;
    }

    private static void refuseTwice(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Integer> lines = new HashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                int line = tuple.getKeyNode().getStartMark().getLine() + 1;
                Integer first = lines.putIfAbsent(key(tuple), line);
                if (first != null) {
                    throw new YAMLException(
                            "line " + line + " has the key " + key(tuple) + " of line " + first + " again: remove one");
                }
                refuseTwice(tuple.getValueNode());
            }
        } else if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(ConfigEntries::refuseTwice);
        }
    }

    /** Whether the entry is one below {@code config}. */
    static boolean isConfig(String name) {
        return name.startsWith(BELOW_CONFIG);
    }

    /** The name of an entry as it stands in the file. */
    static String displayName(String name) {
        return isConfig(name) ? name.substring(BELOW_CONFIG.length()) : name;
    }

    /** The name of the entry with that key below {@code config}. */
    static String configName(String key) {
        return BELOW_CONFIG + key;
    }

    /** A file with these entries. */
    static String write(Map<String, NodeTuple> entries) {
        List<NodeTuple> config = new ArrayList<>();
        List<NodeTuple> top = new ArrayList<>();
        entries.forEach((name, tuple) -> (isConfig(name) ? config : top).add(tuple));
        if (!config.isEmpty()) {
            ScalarNode key = new ScalarNode(Tag.STR, CONFIG, null, null, DumperOptions.ScalarStyle.PLAIN);
            top.add(0, new NodeTuple(key, new MappingNode(Tag.MAP, config, FlowStyle.BLOCK)));
        }
        if (top.isEmpty()) {
            return "{}\n";
        }
        StringWriter text = new StringWriter();
        yaml().serialize(new MappingNode(Tag.MAP, top, FlowStyle.BLOCK), text);
        return text.toString();
    }

    /** The value as maps, lists and texts: what Pulumi reads, which turns {@code 1} into {@code "1"} and sorts keys. */
    static Object value(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> values = new HashMap<>();
            mapping.getValue().forEach(tuple -> values.put(key(tuple), value(tuple.getValueNode())));
            return values;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(ConfigEntries::value).toList();
        }
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static Yaml yaml() {
        LoaderOptions loader = new LoaderOptions();
        loader.setProcessComments(true);
        DumperOptions dumper = new DumperOptions();
        dumper.setProcessComments(true);
        dumper.setDefaultFlowStyle(FlowStyle.BLOCK);
        dumper.setSplitLines(false);
        return new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader, new AsWritten());
    }

    /** Gives no plain value a type: what is not interpreted cannot come out differently. */
    private static final class AsWritten extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // none
        }
    }
}
