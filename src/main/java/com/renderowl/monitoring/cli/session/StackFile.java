package com.renderowl.monitoring.cli.session;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.NodeTuple;

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
     * @throws CommandFailure when it is not YAML
     */
    public static StackFile read(Path file) {
        try {
            return new StackFile(ConfigEntries.parse(Files.readString(file)));
        } catch (YAMLException e) {
            throw new CommandFailure(ExitCode.USAGE, file + " is not valid YAML: " + e.getMessage());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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

    /** Whether any value, or a part of one, is encrypted. */
    public boolean hasSecrets() {
        return entries.values().stream().anyMatch(StackFile::isSecret);
    }

    /** The configuration without what is encrypted, and without what says how: for another backend. */
    public String withoutSecrets() {
        Map<String, NodeTuple> plain = new LinkedHashMap<>();
        entries.forEach((name, tuple) -> {
            if (ConfigEntries.isConfig(name) && !isSecret(tuple)) {
                plain.put(name, tuple);
            }
        });
        return ConfigEntries.write(plain);
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
