package com.renderowl.monitoring.harness;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The storage driver of a test node: a claim whose first pod has been given a node gets a directory as its volume; the volume
 * grows with the claim in name, and goes with it. Binding, protection, mounting and ownership are Kubernetes' own.
 */
final class VolumeDriver implements AutoCloseable {

    private static final String CLASS = "standard";
    private static final String CLAIMS = "/api/v1/persistentvolumeclaims";
    private static final String VOLUMES = "/api/v1/persistentvolumes";
    private static final long PAUSE_MILLISECONDS = 300;

    private final ApiClient api;
    private final Path directory;
    private final Thread thread;
    private volatile boolean ended;
    private volatile @Nullable IOException last;

    /** Starts it; volumes become directories below {@code directory}. */
    VolumeDriver(ApiClient api, Path directory) {
        this.api = api;
        this.directory = directory;
        this.thread = new Thread(this::work, "volume-driver");
        thread.setDaemon(true);
        thread.start();
    }

    /** What it last failed of, for messages; the API server may just not have been there. */
    @Nullable
    IOException lastFailure() {
        return last;
    }

    @Override
    public void close() {
        ended = true;
        thread.interrupt();
    }

    private void work() {
        while (!ended) {
            try {
                for (JsonElement claim : api.list(CLAIMS)) {
                    serve(claim.getAsJsonObject());
                }
                for (JsonElement volume : api.list(VOLUMES)) {
                    release(volume.getAsJsonObject());
                }
            } catch (IOException failure) {
                last = failure;
            }
            try {
                Thread.sleep(PAUSE_MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void serve(JsonObject claim) throws IOException {
        JsonObject metadata = claim.getAsJsonObject("metadata");
        JsonObject spec = claim.getAsJsonObject("spec");
        if (metadata.has("deletionTimestamp") || !CLASS.equals(text(spec, "storageClassName"))) {
            return;
        }
        String size = spec.getAsJsonObject("resources")
                .getAsJsonObject("requests")
                .get("storage")
                .getAsString();
        if (!spec.has("volumeName")) {
            String node = metadata.get("annotations") instanceof JsonObject annotations
                    ? text(annotations, "volume.kubernetes.io/selected-node")
                    : "";
            if (!node.isEmpty()) {
                provide(claim, size, node);
            }
        } else if (claim.getAsJsonObject("status").get("capacity") instanceof JsonObject capacity
                && !size.equals(text(capacity, "storage"))) {
            Map<String, ?> grown = Map.of("capacity", Map.of("storage", size));
            api.merge(VOLUMES + "/" + text(spec, "volumeName"), Map.of("spec", grown));
            api.merge(
                    "/api/v1/namespaces/" + text(metadata, "namespace") + "/persistentvolumeclaims/"
                            + text(metadata, "name") + "/status",
                    Map.of("status", grown));
        }
    }

    private void provide(JsonObject claim, String size, String node) throws IOException {
        JsonObject metadata = claim.getAsJsonObject("metadata");
        String name = "pvc-" + text(metadata, "uid");
        Path folder = directory.resolve(name);
        if (Files.exists(folder)) {
            return; // made in an earlier round; the claim is about to be bound
        }
        Files.createDirectories(folder);
        Map<String, ?> onNode = Map.of("key", "kubernetes.io/hostname", "operator", "In", "values", List.of(node));
        Map<String, ?> spec = Map.of(
                "accessModes",
                claim.getAsJsonObject("spec").getAsJsonArray("accessModes"),
                "capacity",
                Map.of("storage", size),
                "persistentVolumeReclaimPolicy",
                "Delete",
                "storageClassName",
                CLASS,
                "claimRef",
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "PersistentVolumeClaim",
                        "namespace",
                        text(metadata, "namespace"),
                        "name",
                        text(metadata, "name"),
                        "uid",
                        text(metadata, "uid")),
                "local",
                Map.of("path", folder.toString()),
                "nodeAffinity",
                Map.of("required", Map.of("nodeSelectorTerms", List.of(Map.of("matchExpressions", List.of(onNode))))));
        api.create(
                VOLUMES,
                Map.of(
                        "apiVersion",
                        "v1",
                        "kind",
                        "PersistentVolume",
                        "metadata",
                        Map.of(
                                "name",
                                name,
                                "annotations",
                                Map.of("pv.kubernetes.io/provisioned-by", "monitoring.test/volumes")),
                        "spec",
                        spec));
    }

    private void release(JsonObject volume) throws IOException {
        JsonObject metadata = volume.getAsJsonObject("metadata");
        JsonObject spec = volume.getAsJsonObject("spec");
        if (!metadata.has("deletionTimestamp")
                && CLASS.equals(text(spec, "storageClassName"))
                && text(spec, "persistentVolumeReclaimPolicy").equals("Delete")
                && text(volume.getAsJsonObject("status"), "phase").equals("Released")) {
            api.delete(VOLUMES + "/" + text(metadata, "name"));
        }
    }

    private static String text(JsonObject object, String key) {
        return object.has(key) ? object.get(key).getAsString() : "";
    }
}
