package com.renderowl.monitoring.component;

import com.renderowl.monitoring.config.KeyReference;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of the configuration by their sections; the reference has them as a list of paths. */
final class KeyTree {

    /** Stands in the reference for what the user names. */
    private static final String NAME = "NAME";

    /** Stands in the reference for the entries of a list. */
    private static final String ENTRY = "[0]";

    private final Map<String, KeyTree> children = new LinkedHashMap<>();
    private @Nullable KeyReference key;

    /** Puts a key into its section. */
    void add(KeyReference reference) {
        KeyTree tree = this;
        for (String part : reference.path().replace("[", ".[").split("\\.")) {
            tree = tree.children.computeIfAbsent(part, ignored -> new KeyTree());
        }
        tree.key = reference;
    }

    /** The sections and keys below, by name. */
    Map<String, KeyTree> children() {
        return children;
    }

    /** Whether users name the entries. */
    boolean isNamed() {
        return children.containsKey(NAME);
    }

    /** Whether it is a list of objects. */
    boolean isList() {
        return children.containsKey(ENTRY);
    }

    /** The entry of a list, or of a section whose entries users name, for which all entries have one type. */
    KeyTree entry() {
        KeyTree entry = children.get(isList() ? ENTRY : NAME);
        if (entry == null) {
            throw new IllegalStateException("has no entries: " + children.keySet());
        }
        return entry;
    }

    /** The key, or null for a section. */
    @Nullable
    KeyReference key() {
        return key;
    }
}
