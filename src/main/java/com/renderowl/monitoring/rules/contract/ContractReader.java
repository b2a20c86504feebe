package com.renderowl.monitoring.rules.contract;

import com.renderowl.monitoring.rules.PackagedText;
import com.renderowl.monitoring.rules.RuleSetting;
import com.renderowl.monitoring.rules.RuleSettings;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * Reads {@code metrics.yaml}: a source's name, and below it its metrics by name with {@code type}, {@code labels},
 * {@code optional} (labels), {@code bounds} (of buckets) and {@code description}. A label or bound may be {@code setting:}
 * and the key of a setting of the rules, whose value then stands for it.
 */
final class ContractReader {

    private static final String RESOURCE = "/metrics.yaml";

    private static final String SETTING = "setting:";

    private static final Set<String> KEYS = Set.of("type", "labels", "optional", "bounds", "description");

    private final RuleSettings settings;

    private ContractReader(RuleSettings settings) {
        this.settings = settings;
    }

    static List<Metric> read(RuleSettings settings) {
        ContractReader reader = new ContractReader(settings);
        return object(RESOURCE, load()).entrySet().stream()
                .flatMap(source -> reader.metrics(source.getKey(), source.getValue()))
                .toList();
    }

    private static Object load() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options)).load(PackagedText.of(RESOURCE));
    }

    private Stream<Metric> metrics(String sourceId, @Nullable Object content) {
        MetricSource source = MetricSource.of(sourceId)
                .orElseThrow(() -> new IllegalStateException(RESOURCE + ": " + sourceId + " is no source"));
        return object(sourceId, content).entrySet().stream()
                .map(entry -> metric(entry.getKey(), source, object(entry.getKey(), entry.getValue())));
    }

    private Metric metric(String name, MetricSource source, Map<String, @Nullable Object> content) {
        for (String key : content.keySet()) {
            if (!KEYS.contains(key)) {
                throw new IllegalStateException(RESOURCE + ": " + name + " has the unknown key " + key);
            }
        }
        String type = String.valueOf(content.get("type"));
        return new Metric(
                name,
                MetricType.of(type)
                        .orElseThrow(() -> new IllegalStateException(RESOURCE + ": " + name + ": no type " + type)),
                source,
                Set.copyOf(texts(name, content.get("labels"))),
                Set.copyOf(texts(name, content.get("optional"))),
                texts(name, content.get("bounds")).stream().map(BigDecimal::new).toList(),
                String.valueOf(content.get("description")));
    }

    private List<String> texts(String name, @Nullable Object list) {
        if (list == null) {
            return List.of();
        }
        if (!(list instanceof List<?> elements)) {
            throw new IllegalStateException(RESOURCE + ": " + name + " has a single value where a list must be");
        }
        return elements.stream().map(String::valueOf).map(this::resolved).toList();
    }

    private String resolved(String text) {
        if (!text.startsWith(SETTING)) {
            return text;
        }
        String key = text.substring(SETTING.length());
        return Arrays.stream(RuleSetting.values())
                .filter(setting -> setting.key().equals(key))
                .map(settings::text)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(RESOURCE + ": no setting has the key " + key));
    }

    @SuppressWarnings("unchecked") // YAML's keys are texts here; anything else fails at its first use
    private static Map<String, @Nullable Object> object(String place, @Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw new IllegalStateException(RESOURCE + ": " + place + " has no keys of its own");
        }
        return (Map<String, @Nullable Object>) map;
    }
}
