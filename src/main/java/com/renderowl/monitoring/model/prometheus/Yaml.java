package com.renderowl.monitoring.model.prometheus;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;

/** Writes YAML that is the same bytes for the same content: block style, keys in the order in which they were put. */
public final class Yaml {

    private Yaml() {}

    /** The document for {@code content}, which consists of maps, lists, texts, numbers and booleans. */
    public static String write(Object content) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setIndent(2);
        options.setSplitLines(false);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        // Two places that hold the same list shall both show it, not an anchor and an alias.
        options.setDereferenceAliases(true);
        return new org.yaml.snakeyaml.Yaml(options).dump(content);
    }

    /** A map of the given keys and values, in this order; a null value leaves its key out. */
    public static Map<String, Object> map(@Nullable Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            Object value = keysAndValues[index + 1];
            if (value != null) {
                map.put(String.valueOf(keysAndValues[index]), value);
            }
        }
        return map;
    }
}
