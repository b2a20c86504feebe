package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.Labels;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.Yaml;
import com.renderowl.monitoring.render.Rendering;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The stack for people without Pulumi: a {@code docker-compose.yml} with the containers that the stack has, and the files
 * that they see, in folders beside it. A folder, not a file, is mounted each time: editors replace files, and a container
 * would go on seeing the old one.
 *
 * @see <a href="https://github.com/compose-spec/compose-spec/blob/main/spec.md">The Compose Specification</a>
 */
public final class ComposeFile {

    private static final String NETWORK = "monitoring";

    private final DockerConfig config;
    private final String stack;
    private final List<ContainerSpec> containers;

    private ComposeFile(StackModel model, StackSecrets secrets) {
        config = model.config().docker();
        stack = model.config().stack();
        containers = ContainerSpec.of(model, secrets);
    }

    /**
     * The file and those that its containers see.
     *
     * @param model what is to run
     * @param secrets the names of the stack's secrets; their values are not used
     * @return relative path to text, the same bytes for the same stack
     */
    public static SortedMap<String, String> render(StackModel model, StackSecrets secrets) {
        ComposeFile file = new ComposeFile(model, secrets);
        SortedMap<String, String> files = new TreeMap<>(Map.of(Rendering.COMPOSE_FILE, file.text()));
        for (ContainerSpec container : file.containers) {
            for (ContainerMount mount : container.mounts()) {
                if (mount instanceof ContainerMount.Configuration configuration) {
                    configuration.files().forEach((name, content) -> {
                        if (content instanceof Content.Plain plain) {
                            files.put(ComposeFolders.of(container, configuration) + "/" + name, plain.text());
                        }
                    });
                }
            }
        }
        return Collections.unmodifiableSortedMap(files);
    }

    private String text() {
        Map<String, Object> services = new LinkedHashMap<>();
        Map<String, Object> volumes = new LinkedHashMap<>();
        for (ContainerSpec container : containers) {
            services.put(container.workload(), service(container));
            if (!container.data().isEmpty()) {
                services.put(owner(container), ownerService(container));
            }
            for (ContainerMount.Data data : container.data()) {
                volumes.put(
                        volume(container, data),
                        Yaml.map("name", data.volume(), "labels", escaped(container.volumeLabels())));
            }
        }
        return ComposeNotes.of(stack, containers)
                + Yaml.write(Yaml.map(
                        "name",
                        config.network(),
                        "services",
                        services,
                        "networks",
                        Yaml.map(
                                NETWORK,
                                Yaml.map(
                                        "name",
                                        config.network(),
                                        "driver",
                                        "bridge",
                                        "labels",
                                        escaped(new TreeMap<>(Labels.ofStack(stack))))),
                        "volumes",
                        volumes.isEmpty() ? null : volumes));
    }

    private static Map<String, Object> service(ContainerSpec container) {
        // Compose wants as text what looks like a number.
        String memory = container.memoryMebibytes() + "m";
        return Yaml.map(
                "container_name", container.name(),
                "image", container.image(),
                "command",
                        container.command().stream().map(ComposeFile::escaped).toList(),
                "environment", container.environment().isEmpty() ? null : environment(container),
                "volumes", mounts(container),
                "tmpfs", scratch(container),
                "depends_on",
                        container.data().isEmpty()
                                ? null
                                : Yaml.map(owner(container), Yaml.map("condition", "service_completed_successfully")),
                "networks", List.of(NETWORK),
                "ports", ports(container.port()),
                "extra_hosts", List.of(DockerConfig.HOST + ":" + ContainerSpec.HOST_GATEWAY),
                "healthcheck", healthcheck(container.health()),
                "cpu_period", ContainerSpec.CPU_PERIOD_MICROSECONDS,
                "cpu_quota", container.cpuQuotaMicroseconds(),
                "mem_limit", memory,
                "memswap_limit", memory,
                "user", container.user(),
                "read_only", true,
                "cap_drop", List.of(ContainerSpec.DROPPED_CAPABILITIES),
                "security_opt", container.securityOptions(),
                "init", true,
                "restart", ContainerSpec.RESTART,
                "stop_grace_period", container.stopSeconds() + "s",
                "logging",
                        Yaml.map(
                                "driver",
                                ContainerSpec.LOG_DRIVER,
                                "options",
                                new TreeMap<>(ContainerSpec.LOG_OPTIONS)),
                "labels", escaped(container.allLabels()));
    }

    private static String owner(ContainerSpec container) {
        return container.workload() + "-owner";
    }

    /** What hands the data over before the program starts. */
    private static Map<String, Object> ownerService(ContainerSpec container) {
        String memory = container.memoryMebibytes() + "m";
        return Yaml.map(
                "container_name", container.ownerName(),
                "image", container.image(),
                "entrypoint",
                        ContainerSpec.OWNER_PROGRAM.stream()
                                .map(ComposeFile::escaped)
                                .toList(),
                "command", container.ownerArguments(),
                "volumes",
                        container.data().stream()
                                .map(data -> mounted(container, data))
                                .toList(),
                "network_mode", ContainerSpec.OWNER_NETWORK,
                "restart", "no",
                "mem_limit", memory,
                "memswap_limit", memory,
                "user", ContainerSpec.OWNER_USER,
                "read_only", true,
                "cap_drop", List.of(ContainerSpec.DROPPED_CAPABILITIES),
                "cap_add", ContainerSpec.OWNER_CAPABILITIES,
                "security_opt", List.of(ContainerSpec.NO_NEW_PRIVILEGES),
                "labels", escaped(container.labels()));
    }

    private static Map<String, Object> mounted(ContainerSpec container, ContainerMount.Data data) {
        return Yaml.map("type", "volume", "source", volume(container, data), "target", data.path());
    }

    private static Map<String, Object> environment(ContainerSpec container) {
        Map<String, Object> environment = new LinkedHashMap<>();
        for (ContainerSpec.Variable variable : container.environment()) {
            if (variable.value() instanceof Content.OfSecret) {
                environment.put(variable.name(), ComposeNotes.required(variable));
            } else if (variable.value() instanceof Content.Plain plain) {
                environment.put(variable.name(), escaped(plain.text()));
            }
        }
        return environment;
    }

    private static @Nullable List<String> scratch(ContainerSpec container) {
        List<String> scratch = new ArrayList<>();
        container.scratch().forEach((path, options) -> scratch.add(path + ":" + options));
        return scratch.isEmpty() ? null : scratch;
    }

    private static @Nullable List<Map<String, Object>> mounts(ContainerSpec container) {
        List<Map<String, Object>> mounts = new ArrayList<>();
        for (ContainerMount mount : container.mounts()) {
            if (mount instanceof ContainerMount.Machine machine) {
                mounts.add(bound(machine.machinePath(), machine.path()));
            } else if (mount instanceof ContainerMount.Data data) {
                mounts.add(mounted(container, data));
            } else if (mount instanceof ContainerMount.Configuration configuration) {
                mounts.add(bound("./" + ComposeFolders.of(container, configuration), configuration.path()));
            }
        }
        return mounts.isEmpty() ? null : mounts;
    }

    /** A folder that is missing is an error, and not made by the engine, as it would be empty and root's. */
    private static Map<String, Object> bound(String source, String target) {
        return Yaml.map(
                "type",
                "bind",
                "source",
                source,
                "target",
                target,
                "read_only",
                true,
                "bind",
                Yaml.map("create_host_path", false));
    }

    private static String volume(ContainerSpec container, ContainerMount.Data data) {
        return container.workload() + "-" + data.name();
    }

    private static @Nullable List<String> ports(ContainerSpec.@Nullable PublishedPort port) {
        return port == null ? null : List.of(port.address() + ":" + port.number() + ":" + port.inContainer());
    }

    private static @Nullable Map<String, Object> healthcheck(@Nullable HealthCheck check) {
        return check == null
                ? null
                : Yaml.map(
                        "test", check.test().stream().map(ComposeFile::escaped).toList(),
                        "interval", HealthCheck.written(check.interval()),
                        "timeout", HealthCheck.written(check.timeout()),
                        "start_period", HealthCheck.written(check.startPeriod()),
                        "retries", check.retries());
    }

    /** Compose would take a dollar for the start of a variable. */
    private static String escaped(String text) {
        return text.replace("$", "$$");
    }

    private static Map<String, String> escaped(SortedMap<String, String> texts) {
        Map<String, String> all = new LinkedHashMap<>();
        texts.forEach((name, text) -> all.put(name, escaped(text)));
        return all;
    }
}
