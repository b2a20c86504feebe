package com.renderowl.monitoring;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Nested maps and lists, from YAML or from a request to the engine, to be compared with others of their kind.
 *
 * @param root a map, a list or a single value
 */
public record Document(Object root) {

    private static final Pattern STEP = Pattern.compile("\\[(\\d+)]|([^.\\[]+)");

    /** Parses YAML (and with that JSON). */
    public static Document parse(String yaml) {
        return new Document(new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml));
    }

    /** What expected values are written as: the parsed YAML itself. */
    public static Object yaml(String yaml) {
        return parse(yaml).root();
    }

    /**
     * The value at a path such as {@code spec.containers[0].name}.
     *
     * @return null when there is no such value
     */
    public Object at(String path) {
        Object value = root;
        for (MatchResult step : STEP.matcher(path).results().toList()) {
            if (step.group(1) != null && value instanceof List<?> list) {
                int index = Integer.parseInt(step.group(1));
                value = index < list.size() ? list.get(index) : null;
            } else if (step.group(2) != null && value instanceof Map<?, ?> map) {
                value = map.get(step.group(2));
            } else {
                return null;
            }
        }
        return value;
    }

    /** The documents of the list at {@code path}; none when there is no such list. */
    public List<Document> list(String path) {
        return at(path) instanceof List<?> list
                ? list.stream().map(Document::new).toList()
                : List.of();
    }

    /** The text at {@code path}. */
    public String text(String path) {
        return String.valueOf(at(path));
    }
}
