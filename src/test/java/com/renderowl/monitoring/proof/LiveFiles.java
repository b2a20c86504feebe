package com.renderowl.monitoring.proof;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The files of Prometheus as the API server holds them, in a directory where its own programs can look at them. */
final class LiveFiles implements AutoCloseable {

    /** Where the pod sees the files of each ConfigMap. */
    private static final Map<String, String> MOUNTED = Map.of(
            "ConfigMap monitoring/prometheus-config", "config",
            "ConfigMap monitoring/prometheus-rules", "rules");

    private final TemporaryDirectory directory = TemporaryDirectory.create("live");

    private LiveFiles() {}

    /** Takes the files out of a snapshot; the pod's paths in them become those of this machine. */
    static LiveFiles of(ClusterSnapshot snapshot) {
        LiveFiles files = new LiveFiles();
        MOUNTED.forEach((configMap, folder) -> snapshot.get(configMap)
                .getAsJsonObject("data")
                .asMap()
                .forEach((name, text) -> files.write(folder + "/" + name, text.getAsString())));
        return files;
    }

    /** The rule files' names. */
    List<String> rules() {
        try (Stream<Path> files = Files.list(directory.path().resolve("rules"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has promtool check the configuration, with all rule files that it names. */
    CommandOutcome check() {
        return Command.in(directory.path(), Tools.require("promtool"))
                .andArguments(List.of("check", "config", "--lint=all", "--lint-fatal", "config/prometheus.yml"))
                .run();
    }

    private void write(String name, String text) {
        try {
            Path file = directory.path().resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(
                    file, text.replace("/etc/prometheus", directory.path().toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        directory.close();
    }
}
