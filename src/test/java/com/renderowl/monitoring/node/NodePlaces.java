package com.renderowl.monitoring.node;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Everything of a test node in which a secret could be: its files, as it sees them itself, and its API server's objects. */
final class NodePlaces {

    private static final Pattern POD_FILE = Pattern.compile("kubelet/pods/([0-9a-f-]{36})/(.*)");
    private static final Pattern POD_LOG = Pattern.compile("logs/([^_]+)_([^_]+)_[^/]+/(.*)");
    private static final Pattern CONTAINER_POD = Pattern.compile(
            "\"io\\.kubernetes\\.cri\\.sandbox-name\": *\"([^\"]+)\",? *\"io\\.kubernetes\\.cri\\.sandbox-namespace\": *\"([^\"]+)\"");
    private static final Pattern SECRET_VOLUME = Pattern.compile("volumes/kubernetes\\.io~(secret|projected)/.*");

    private final TestNode node;
    private final PodNames pods;
    private final Instant begin;

    /** @param begin what was written before holds no secret, and is left out where there is much of it: images */
    NodePlaces(TestNode node, PodNames pods, Instant begin) {
        this.node = node;
        this.pods = pods;
        this.begin = begin;
    }

    /** Searches all of them. */
    void search(LeakSearch search) {
        searchObjects(search);
        Path directory = node.inside(node.directory());
        walk(directory, (file, attributes) -> searchFile(search, directory, file, attributes));
        Path run = node.inside(Path.of("/run"));
        walk(run, (file, attributes) -> searchRuntime(search, run, file));
    }

    private void searchObjects(LeakSearch search) {
        String kinds = node.kubectl("api-resources", "--verbs=list", "--output=name")
                .lines()
                .filter(kind -> !kind.equals("componentstatuses"))
                .collect(Collectors.joining(","));
        for (JsonElement item : node.json("get", kinds, "--all-namespaces", "--show-managed-fields")
                .getAsJsonObject()
                .getAsJsonArray("items")) {
            JsonObject object = item.getAsJsonObject();
            JsonObject metadata = object.getAsJsonObject("metadata");
            String kind = object.get("kind").getAsString();
            String name = (metadata.has("namespace") ? metadata.get("namespace").getAsString() + "/" : "")
                    + metadata.get("name").getAsString();
            switch (kind) {
                case "Secret" -> search.text(Kind.SECRET, name, object.toString());
                case "Event" -> search.text(Kind.EVENT, name, object.toString());
                default -> search.text(Kind.OBJECT, kind + " " + name, object.toString());
            }
        }
    }

    private void searchFile(LeakSearch search, Path directory, Path file, BasicFileAttributes attributes) {
        String inside = directory.relativize(file).toString();
        Matcher podFile = POD_FILE.matcher(inside);
        Matcher podLog = POD_LOG.matcher(inside);
        if (podFile.matches()) {
            String place = pods.of(podFile.group(1)) + ": " + podFile.group(2);
            boolean isSecret = SECRET_VOLUME.matcher(podFile.group(2)).matches();
            search.file(isSecret ? Kind.SECRET_VOLUME : Kind.POD_FILE, place, file);
        } else if (podLog.matches()) {
            search.file(Kind.POD_LOG, podLog.group(1) + "/" + podLog.group(2) + ": " + podLog.group(3), file);
        } else if (inside.startsWith("etcd/")) {
            // Beside it is only etcd's journal of the same, which may hold as much.
            if (inside.endsWith("/db")) {
                search.file(Kind.DATABASE, inside, file);
            }
        } else if (inside.startsWith("containerd/")) {
            if (!attributes.lastModifiedTime().toInstant().isBefore(begin)) {
                search.file(Kind.RUNTIME, inside, file);
            }
        } else if (inside.endsWith(".log") && !inside.contains("/")) {
            search.file(Kind.COMPONENT_LOG, inside, file);
        } else {
            search.file(Kind.NODE_FILE, inside, file);
        }
    }

    private void searchRuntime(LeakSearch search, Path run, Path file) {
        String inside = run.relativize(file).toString();
        if (!inside.endsWith("config.json")) {
            search.file(Kind.RUNTIME, inside, file);
            return;
        }
        try {
            String text = Files.readString(file);
            Matcher pod = CONTAINER_POD.matcher(text);
            search.text(Kind.RUNTIME, pod.find() ? "container of " + pod.group(2) + "/" + pod.group(1) : inside, text);
        } catch (IOException goneMeanwhile) {
            // Its container has ended.
        }
    }

    /** The mounts of Secrets that are not in memory only, but on a disk. */
    Set<String> secretVolumesOnDisk() {
        Set<String> onDisk = new TreeSet<>();
        Set<String> inMemory = node.mounts("tmpfs");
        Path directory = node.inside(node.directory());
        walk(directory.resolve("kubelet/pods"), (file, attributes) -> {
            Matcher podFile = POD_FILE.matcher(directory.relativize(file).toString());
            if (podFile.matches() && SECRET_VOLUME.matcher(podFile.group(2)).matches()) {
                String path =
                        node.directory().resolve(directory.relativize(file)).toString();
                if (inMemory.stream().noneMatch(mount -> path.startsWith(mount + "/"))) {
                    onDisk.add(path);
                }
            }
        });
        return onDisk;
    }

    /** What is done with a file. */
    private interface Visit {
        void to(Path file, BasicFileAttributes attributes);
    }

    /** Regular files only, and not those of containers' root file systems: these are images, and the layers on top of them. */
    private static void walk(Path directory, Visit visit) {
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return folder.endsWith("rootfs") ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile()) {
                        visit.to(file, attributes);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException goneMeanwhile) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, IOException goneMeanwhile) {
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The logs that must have been among what was searched. */
    static List<String> componentLogs() {
        return List.of("kubelet.log", "kube-apiserver.log", "etcd.log", "containerd.log", "kube-router.log");
    }
}
