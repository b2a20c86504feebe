package com.renderowl.monitoring.model.prometheus;

import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.units.HostPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The content of a {@code prometheus.yml} for a Prometheus that is started by hand on a machine of its own, from a folder
 * with the rules: the one of a stack on Docker, with other files found beside it, and what containers are by their names
 * found on the machine, each at its usual port.
 */
public final class StandaloneConfiguration {

    private static final String MACHINE = "localhost";
    private static final String DIRECTORY = "/etc/prometheus/";

    private final Set<String> containers;

    private StandaloneConfiguration(StackModel stack) {
        containers = stack.workloads().stream().map(Workload::name).collect(Collectors.toSet());
    }

    /** The file's text, the same bytes for the same stack. */
    public static String of(StackModel stack) {
        Object content = PrometheusConfiguration.of(stack).content();
        return Yaml.write(new StandaloneConfiguration(stack).moved("", content));
    }

    private Object moved(String key, Object content) {
        if (content instanceof Map<?, ?> map) {
            Map<Object, Object> moved = new LinkedHashMap<>();
            map.forEach((name, value) -> moved.put(name, moved(String.valueOf(name), value)));
            return moved;
        }
        if (content instanceof List<?> list) {
            return list.stream().map(entry -> moved(key, entry)).toList();
        }
        if (!(content instanceof String text)) {
            return content;
        }
        if (key.equals("targets")) {
            return target(HostPort.parse(text)).toString();
        }
        // Paths that are not absolute are read as beside the file.
        return key.equals("rule_files") || key.endsWith("_file") ? text.replaceFirst("^" + DIRECTORY, "") : text;
    }

    private HostPort target(HostPort target) {
        return containers.contains(target.host()) || target.host().equals(DockerConfig.HOST)
                ? new HostPort(MACHINE, target.port())
                : target;
    }
}
