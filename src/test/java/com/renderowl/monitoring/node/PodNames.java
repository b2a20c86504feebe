package com.renderowl.monitoring.node;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The pods of a node by their identity, also of those that are gone: the kubelet makes a folder for the logs of each. */
final class PodNames {

    private final Path logs;
    private final Map<String, String> names = new ConcurrentHashMap<>();

    /** @param logs the folder with a folder per pod, {@code NAMESPACE_POD_IDENTITY} */
    PodNames(Path logs) {
        this.logs = logs;
    }

    /** A pod as {@code namespace/name}; its identity, if it is not known. */
    String of(String identity) {
        if (!names.containsKey(identity)) {
            look();
        }
        return names.getOrDefault(identity, identity);
    }

    private void look() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(logs)) {
            for (Path folder : folders) {
                String[] parts = folder.getFileName().toString().split("_", 3);
                if (parts.length == 3) {
                    names.put(parts[2], parts[0] + "/" + parts[1]);
                }
            }
        } catch (IOException noPodYet) {
            // Then it has no name.
        }
    }
}
