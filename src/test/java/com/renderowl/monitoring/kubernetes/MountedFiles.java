package com.renderowl.monitoring.kubernetes;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.ProgramRun.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The volumes of Prometheus' pod as directories of this machine: every file where the pod's mounts put it, with the
 * content of the ConfigMap or Secret that the stack declares.
 *
 * <p>Written as the kubelet does it: the files are links into a directory that is itself behind a link, and an update
 * swaps that one link.
 *
 * @see <a href="https://pkg.go.dev/k8s.io/kubernetes/pkg/volume/util#AtomicWriter">AtomicWriter</a>
 */
public final class MountedFiles {

    private static final String CURRENT = "..data";

    private final Path root;
    private final Map<String, Map<String, String>> secretsOfOthers;
    private final UnaryOperator<String> localized;

    /**
     * Mounts below {@code root}.
     *
     * @param secretsOfOthers the files of the Secrets and ConfigMaps that the stack refers to but does not declare, by name
     * @param localized makes the paths and ports in a text those of this machine
     */
    MountedFiles(Path root, Map<String, Map<String, String>> secretsOfOthers, UnaryOperator<String> localized) {
        this.root = root;
        this.secretsOfOthers = Map.copyOf(secretsOfOthers);
        this.localized = localized;
    }

    /** Writes, or updates, every volume of {@code run}'s Prometheus. */
    public void write(ProgramRun run) {
        Document pod = new Document(run.named("prometheus-deployment").at("spec.template.spec"));
        for (Document volume : pod.list("volumes")) {
            String mountPath = pod.list("containers[0].volumeMounts").stream()
                    .filter(mount -> mount.at("name").equals(volume.at("name")))
                    .findAny()
                    .orElseThrow()
                    .text("mountPath");
            Path directory = root.resolve(mountPath.substring(1));
            if (volume.at("configMap.name") != null) {
                write(directory, data(run, "ConfigMap", volume.text("configMap.name"), "data"));
            } else if (volume.at("secret.secretName") != null) {
                String name = volume.text("secret.secretName");
                write(
                        directory,
                        secretsOfOthers.containsKey(name)
                                ? secretsOfOthers.get(name)
                                : data(run, "Secret", name, "stringData"));
            } else if (volume.at("projected") != null) {
                selected(directory, volume.list("projected.sources")).forEach(this::write);
            } else {
                create(directory);
            }
        }
    }

    /** The files of a projected volume, by the directory that they are in; their objects are always those of others. */
    private Map<Path, Map<String, String>> selected(Path directory, List<Document> sources) {
        Map<Path, Map<String, String>> files = new LinkedHashMap<>();
        for (Document source : sources) {
            String kind = source.at("secret") != null ? "secret" : "configMap";
            Map<String, String> data = secretsOfOthers.get(source.text(kind + ".name"));
            for (Document item : source.list(kind + ".items")) {
                Path path = directory.resolve(item.text("path"));
                files.computeIfAbsent(path.getParent(), ignored -> new LinkedHashMap<>())
                        .put(path.getFileName().toString(), data.get(item.text("key")));
            }
        }
        return files;
    }

    /** Replaces the files of one mounted directory. */
    public void write(Path directory, Map<String, String> files) {
        try {
            create(directory);
            Path version = Files.createTempDirectory(directory, "..");
            for (Map.Entry<String, String> file : files.entrySet()) {
                Files.writeString(version.resolve(file.getKey()), localized.apply(file.getValue()));
                Path link = directory.resolve(file.getKey());
                if (!Files.isSymbolicLink(link)) {
                    Files.createSymbolicLink(link, Path.of(CURRENT, file.getKey()));
                }
            }
            Path next = Files.createSymbolicLink(directory.resolve("..next"), version.getFileName());
            Files.move(next, directory.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }

    /** Deletes a mounted file. */
    void delete(String path) {
        try {
            Files.delete(root.resolve(path.substring(1)));
        } catch (NoSuchFileException missing) {
            throw new AssertionError("the pod has no file " + path, missing);
        } catch (IOException undeletable) {
            throw new UncheckedIOException(undeletable);
        }
    }

    private static Map<String, String> data(ProgramRun run, String kind, String name, String key) {
        List<Registration> found = run.ofKind(kind).stream()
                .filter(object -> object.at("metadata.name").equals(name))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(
                    "the pod mounts the " + kind + " " + name + ", of which the stack declares " + found.size());
        }
        Object data = found.get(0).at(key);
        Map<String, String> files = new LinkedHashMap<>();
        ((Map<?, ?>) (data instanceof Secret secret ? secret.value() : data))
                .forEach((file, text) -> files.put((String) file, (String) text));
        return files;
    }

    private static void create(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }
}
