package com.renderowl.monitoring.cli.session;

import com.google.gson.GsonBuilder;
import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.config.KeyPath;
import com.renderowl.monitoring.config.SecretPlaceholders;
import com.renderowl.monitoring.config.StackSecrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.Tag;

/** A stack's configuration file, as far as the command line has to understand it. */
public final class StackFile {

    private static final String SECURE = "secure";

    private final Map<String, NodeTuple> entries;

    private StackFile(Map<String, NodeTuple> entries) {
        this.entries = entries;
    }

    /**
     * Reads the file.
     *
     * @throws CommandFailure when it is not YAML, has a key twice, or a value that would not arrive as it is written
     */
    public static StackFile read(Path file) {
        try {
            Map<String, NodeTuple> entries = ConfigEntries.parse(Files.readString(file));
            List<String> changed = EngineScalars.changed(config(entries));
            if (!changed.isEmpty()) {
                throw new CommandFailure(ExitCode.USAGE, file + ", " + String.join("; ", changed) + ".");
            }
            return new StackFile(entries);
        } catch (YAMLException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " is not valid YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static MappingNode config(Map<String, NodeTuple> entries) {
        List<NodeTuple> config = new ArrayList<>();
        entries.forEach((name, tuple) -> {
            if (ConfigEntries.isConfig(name)) {
                config.add(tuple);
            }
        });
        return new MappingNode(Tag.MAP, config, FlowStyle.BLOCK);
    }

    /** The kubeconfig context that the stack is bound to, if it is. */
    public Optional<String> clusterContext(String project) {
        NodeTuple cluster = entries.get(ConfigEntries.configName(project + ":cluster"));
        return cluster != null
                        && ConfigEntries.value(cluster.getValueNode()) instanceof Map<?, ?> values
                        && values.get("context") instanceof String context
                ? Optional.of(context)
                : Optional.empty();
    }

    /** Whether it names Docker as the stack's platform. */
    public boolean isOnDocker(String project) {
        NodeTuple platform = entries.get(ConfigEntries.configName(project + ":platform"));
        return platform != null && "docker".equals(ConfigEntries.value(platform.getValueNode()));
    }

    /** Whether any value, or a part of one, is encrypted. */
    public boolean hasSecrets() {
        return entries.values().stream().anyMatch(StackFile::isSecret);
    }

    /**
     * What is encrypted.
     *
     * @param project whose name is left out of the paths
     * @return ciphertext by path, such as {@code secrets.redisPassword}; in the order of the paths
     */
    SortedMap<String, String> encrypted(String project) {
        SortedMap<String, String> found = new TreeMap<>();
        configValues(entries)
                .forEach((key, value) -> replaceEncrypted(path(key, project), value, (path, text) -> {
                    found.put(path, text);
                    return "";
                }));
        return found;
    }

    /** Whether any of the stack's secrets is encrypted. */
    boolean hasEncryptedSecrets(String project) {
        NodeTuple section = entries.get(ConfigEntries.configName(project + ":" + StackSecrets.SECTION));
        return section != null && isSecret(section);
    }

    /** The paths of the stack's secrets that are in clear, in the order of the file. */
    List<String> clearSecrets(String project) {
        List<String> paths = new ArrayList<>();
        if (configValues(entries).get(project + ":" + StackSecrets.SECTION) instanceof Map<?, ?> section
                && !isSealed(section)) {
            section.forEach((name, value) -> {
                if (value != null && !(value instanceof Map<?, ?> map && isSealed(map))) {
                    paths.add(KeyPath.child(StackSecrets.SECTION, String.valueOf(name)));
                }
            });
        }
        return paths;
    }

    /**
     * The values that are encrypted, or a part of which is, as the engine hands them to a program, but with placeholders
     * for what is encrypted: enough for everything that does not use secrets.
     *
     * @param project whose configuration it is
     * @return values by full key; empty if there is something that nothing can stand for
     */
    public Optional<Map<String, String>> withPlaceholders(String project) {
        if (encrypted(project).keySet().stream()
                .anyMatch(path -> SecretPlaceholders.of(path).isEmpty())) {
            return Optional.empty();
        }
        Map<String, NodeTuple> secret = new LinkedHashMap<>(entries);
        secret.values().removeIf(tuple -> !isSecret(tuple));
        Map<String, String> values = new HashMap<>();
        configValues(secret)
                .forEach((key, value) -> values.put(
                        key,
                        handedOver(
                                replaceEncrypted(path(key, project), value, (path, text) -> SecretPlaceholders.of(path)
                                        .orElseThrow()))));
        return Optional.of(values);
    }

    /**
     * The values that are not encrypted, as the engine hands them to a program: structured ones as JSON with sorted keys.
     */
    public Map<String, String> plainValues() {
        Map<String, NodeTuple> plain = new LinkedHashMap<>(entries);
        plain.values().removeIf(StackFile::isSecret);
        Map<String, String> values = new HashMap<>();
        configValues(plain).forEach((key, value) -> values.put(key, handedOver(value)));
        return values;
    }

    private static Map<String, Object> configValues(Map<String, NodeTuple> entries) {
        Map<String, Object> values = new LinkedHashMap<>();
        Object file = EngineScalars.load(ConfigEntries.write(entries));
        if (file instanceof Map<?, ?> map && map.get("config") instanceof Map<?, ?> config) {
            config.forEach((key, value) -> values.put(String.valueOf(key), value));
        }
        return values;
    }

    private static String handedOver(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        boolean isStructured = value instanceof Map || value instanceof List;
        return isStructured ? new GsonBuilder().serializeNulls().create().toJson(sorted(value)) : value.toString();
    }

    private static @Nullable Object sorted(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> sorted = new TreeMap<>();
            map.forEach((key, entry) -> sorted.put(String.valueOf(key), sorted(entry)));
            return sorted;
        }
        return value instanceof List<?> list
                ? list.stream().map(StackFile::sorted).toList()
                : value;
    }

    private static String path(String key, String project) {
        return key.startsWith(project + ":") ? key.substring(project.length() + 1) : key;
    }

    /** A copy of the value with something else for every encrypted text in it. */
    private static @Nullable Object replaceEncrypted(
            String path, @Nullable Object value, BinaryOperator<String> replacement) {
        if (value instanceof Map<?, ?> map) {
            if (isSealed(map)) {
                return replacement.apply(path, String.valueOf(map.get(SECURE)));
            }
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, entry) -> {
                String key = String.valueOf(name);
                copy.put(key, replaceEncrypted(KeyPath.child(path, key), entry, replacement));
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            for (int index = 0; index < list.size(); index++) {
                copy.add(replaceEncrypted(KeyPath.entry(path, index), list.get(index), replacement));
            }
            return copy;
        }
        return value;
    }

    /** Whether this is how an encrypted value stands in the file. */
    private static boolean isSealed(Map<?, ?> value) {
        return value.size() == 1 && value.get(SECURE) instanceof String;
    }

    private static boolean isSecret(NodeTuple tuple) {
        return isSecret(ConfigEntries.value(tuple.getValueNode()));
    }

    private static boolean isSecret(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.containsKey(SECURE) || map.values().stream().anyMatch(StackFile::isSecret);
        }
        return value instanceof List<?> list && list.stream().anyMatch(StackFile::isSecret);
    }
}
