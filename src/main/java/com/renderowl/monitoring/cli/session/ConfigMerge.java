package com.renderowl.monitoring.cli.session;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Three-way merge of a stack's configuration file: what its project commits flows into a private copy, what was set in
 * the private copy stays.
 *
 * <p>The unit is a key below {@code config}, and any other key of the file (such as {@code encryptionsalt}) as a whole.
 * The merge works on YAML nodes, so that no value changes its type or notation on the way, and comments survive.
 *
 * @param text the merged file
 * @param conflicts the keys that changed on both sides; the private value was kept
 */
record ConfigMerge(String text, List<String> conflicts) {

    private static final String CONFIG = "config";

    ConfigMerge {
        conflicts = List.copyOf(conflicts);
    }

    /**
     * Merges.
     *
     * @param base the committed file when the private copy was last brought up to date
     * @param committed the committed file now
     * @param mine the private copy now
     * @throws org.yaml.snakeyaml.error.YAMLException when one of them is not YAML
     */
    static ConfigMerge of(String base, String committed, String mine) {
        if (base.equals(committed)) {
            return new ConfigMerge(mine, List.of());
        }
        Map<String, NodeTuple> baseEntries = entries(base);
        Map<String, NodeTuple> committedEntries = entries(committed);
        Map<String, NodeTuple> mineEntries = entries(mine);
        Map<String, NodeTuple> merged = new LinkedHashMap<>(committedEntries);
        List<String> conflicts = new ArrayList<>();
        Set<String> keys = new LinkedHashSet<>(mineEntries.keySet());
        keys.addAll(baseEntries.keySet());
        for (String key : keys) {
            NodeTuple before = baseEntries.get(key);
            NodeTuple theirs = committedEntries.get(key);
            NodeTuple own = mineEntries.get(key);
            if (sameValue(before, own) || sameValue(theirs, own)) {
                continue;
            }
            if (!sameValue(before, theirs)) {
                conflicts.add(key);
            }
            if (own == null) {
                merged.remove(key);
            } else {
                merged.put(key, own);
            }
        }
        return new ConfigMerge(write(merged), conflicts);
    }

    /** The text with one more key at the top, unless it has that key. */
    static String withTopLevelKey(String text, String key, String value) {
        Map<String, NodeTuple> entries = entries(text);
        if (!entries.containsKey(key)) {
            entries.putAll(entries(key + ": " + value + "\n"));
        }
        return write(entries);
    }

    private static Map<String, NodeTuple> entries(String text) {
        Map<String, NodeTuple> entries = new LinkedHashMap<>();
        if (yaml().compose(new StringReader(text)) instanceof MappingNode root) {
            for (NodeTuple tuple : root.getValue()) {
                String key = key(tuple);
                if (key.equals(CONFIG) && tuple.getValueNode() instanceof MappingNode config) {
                    // Keys below config have a namespace, so none of them can be mistaken for one at the top.
                    config.getValue().forEach(entry -> entries.put(CONFIG + " " + key(entry), entry));
                } else if (!key.equals(CONFIG)) {
                    entries.put(key, tuple);
                }
            }
        }
        return entries;
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /** Compares what Pulumi reads: it turns {@code 1} into {@code "1"} and sorts keys when it writes the file. */
    private static boolean sameValue(@Nullable NodeTuple left, @Nullable NodeTuple right) {
        if (left == null || right == null) {
            return left == right;
        }
        return plain(left.getValueNode()).equals(plain(right.getValueNode()));
    }

    private static Object plain(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, Object> values = new HashMap<>();
            mapping.getValue().forEach(tuple -> values.put(key(tuple), plain(tuple.getValueNode())));
            return values;
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(ConfigMerge::plain).toList();
        }
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static String write(Map<String, NodeTuple> entries) {
        List<NodeTuple> config = new ArrayList<>();
        List<NodeTuple> top = new ArrayList<>();
        entries.forEach((key, tuple) -> (key.startsWith(CONFIG + " ") ? config : top).add(tuple));
        if (!config.isEmpty()) {
            ScalarNode key = new ScalarNode(Tag.STR, CONFIG, null, null, DumperOptions.ScalarStyle.PLAIN);
            top.add(0, new NodeTuple(key, new MappingNode(Tag.MAP, config, FlowStyle.BLOCK)));
        }
        if (top.isEmpty()) {
            return "";
        }
        StringWriter text = new StringWriter();
        yaml().serialize(new MappingNode(Tag.MAP, top, FlowStyle.BLOCK), text);
        return text.toString();
    }

    private static Yaml yaml() {
        LoaderOptions loader = new LoaderOptions();
        loader.setProcessComments(true);
        DumperOptions dumper = new DumperOptions();
        dumper.setProcessComments(true);
        dumper.setDefaultFlowStyle(FlowStyle.BLOCK);
        dumper.setSplitLines(false);
        return new Yaml(new SafeConstructor(loader), new Representer(dumper), dumper, loader);
    }
}
