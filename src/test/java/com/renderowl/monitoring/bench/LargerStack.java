package com.renderowl.monitoring.bench;

import com.google.gson.Gson;
import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A stack's configuration with more applications of the same kinds. */
final class LargerStack {

    private final String project;
    private final String stack;

    /**
     * For a stack's file.
     *
     * @param project the project's name
     * @param stack the stack's name
     */
    LargerStack(String project, String stack) {
        this.project = project;
        this.stack = stack;
    }

    /**
     * The stack's file with every application so many times, each with a job of its own.
     *
     * @param file the text of the stack's file
     * @param times at least 1
     * @return JSON, which is YAML
     */
    String multiply(String file, int times) {
        Map<String, @Nullable Object> root = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(file));
        Map<String, @Nullable Object> config = map(root.get("config"));
        Map<String, @Nullable Object> applications = map(config.get(project + ":applications"));
        for (ApplicationConfig application :
                StackConfigReader.read(source(config), project, stack).config().applications()) {
            for (int number = 2; number <= times; number++) {
                applications.put(application.name() + "-" + number, section(application, number));
            }
        }
        config.put(project + ":applications", applications);
        root.put("config", config);
        return new Gson().toJson(root);
    }

    private static Map<String, Object> section(ApplicationConfig application, int number) {
        Map<String, Object> section = new LinkedHashMap<>();
        section.put("path", application.path());
        section.put("scheme", application.scheme());
        if (application.discovery() instanceof Discovery.Pods pods) {
            Map<String, String> selector = new LinkedHashMap<>(pods.selector());
            selector.replaceAll((label, value) -> value + "-" + number);
            section.put("namespace", pods.namespace());
            section.put("selector", selector);
            section.put("port", application.port());
        } else if (application.discovery() instanceof Discovery.Service service) {
            section.put("namespace", service.namespace());
            section.put("service", service.service() + "-" + number);
            section.put("port", application.port());
        } else if (application.discovery() instanceof Discovery.Fixed fixed) {
            section.put(
                    "targets", fixed.targets().stream().map(HostPort::toString).toList());
            section.put(
                    "addresses", fixed.addresses().stream().map(Cidr::toString).toList());
        }
        return section;
    }

    /** As the engine hands it to a program. */
    private static ConfigSource source(Map<String, @Nullable Object> config) {
        Map<String, String> values = new LinkedHashMap<>();
        config.forEach((key, value) -> values.put(
                key, value instanceof Map || value instanceof Iterable ? new Gson().toJson(value) : value + ""));
        return new ConfigSource(values, Set.of());
    }

    private static Map<String, @Nullable Object> map(@Nullable Object value) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> map.put(String.valueOf(key), item));
        }
        return map;
    }
}
