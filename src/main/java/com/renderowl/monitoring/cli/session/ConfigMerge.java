package com.renderowl.monitoring.cli.session;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.NodeTuple;

/**
 * Three-way merge of a stack's configuration file: what its project commits flows into a private copy, what was set in
 * the private copy stays. The unit is an entry as {@link ConfigEntries} has it.
 *
 * @param text the merged file
 * @param conflicts the keys that changed on both sides; the private value was kept
 */
record ConfigMerge(String text, List<String> conflicts) {

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
        Map<String, NodeTuple> before = ConfigEntries.parse(base);
        Map<String, NodeTuple> theirs = ConfigEntries.parse(committed);
        Map<String, NodeTuple> own = ConfigEntries.parse(mine);
        Map<String, NodeTuple> merged = new LinkedHashMap<>(theirs);
        List<String> conflicts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>(own.keySet());
        names.addAll(before.keySet());
        for (String name : names) {
            NodeTuple kept = own.get(name);
            if (sameValue(before.get(name), kept) || sameValue(theirs.get(name), kept)) {
                continue;
            }
            if (!sameValue(before.get(name), theirs.get(name))) {
                conflicts.add(ConfigEntries.displayName(name));
            }
            if (kept == null) {
                merged.remove(name);
            } else {
                merged.put(name, kept);
            }
        }
        return new ConfigMerge(ConfigEntries.write(merged), conflicts);
    }

    private static boolean sameValue(@Nullable NodeTuple left, @Nullable NodeTuple right) {
        if (left == null || right == null) {
            return left == right;
        }
        return ConfigEntries.value(left.getValueNode()).equals(ConfigEntries.value(right.getValueNode()));
    }
}
