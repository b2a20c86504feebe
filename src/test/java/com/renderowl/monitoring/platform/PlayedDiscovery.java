package com.renderowl.monitoring.platform;

import com.google.gson.Gson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.yaml.snakeyaml.Yaml;

/**
 * Plays the discovery of Kubernetes with files: in a rendered {@code prometheus.yml} each lookup of pods becomes one of a
 * file, which offers targets with the labels that pods would have. All that follows, relabeling included, stays as it is
 * rendered; so a target gets its port and its labels as in a cluster.
 */
public final class PlayedDiscovery {

    private static final String KUBERNETES = "kubernetes_sd_configs";
    private static final String ALERTMANAGER = "alertmanager";

    private final Path directory;
    private final Map<String, String> namespaces = new ConcurrentHashMap<>();
    private final Map<String, List<PlayedPod>> pods = new ConcurrentHashMap<>();

    /**
     * Discovery of nothing, so far.
     *
     * @param directory gets a file per job
     */
    public PlayedDiscovery(Path directory) {
        this.directory = directory;
    }

    /** The text of a mounted file: a {@code prometheus.yml} with lookups of files, anything else as it is. */
    public String replaceIn(String text) {
        if (!text.contains(KUBERNETES)) {
            return text;
        }
        Map<String, Object> config = new Yaml().load(text);
        objects(config.get("scrape_configs")).forEach(job -> replace(job, (String) job.get("job_name")));
        if (config.get("alerting") instanceof Map<?, ?> alerting) {
            objects(alerting.get("alertmanagers")).forEach(entry -> replace(entry, ALERTMANAGER));
        }
        return new Yaml().dump(config);
    }

    /** Shows these pods as those of a scrape job, or of Alertmanager, from now on. */
    public void show(String job, List<PlayedPod> found) {
        pods.put(job, List.copyOf(found));
        if (namespaces.containsKey(job)) {
            write(job);
        }
    }

    private void replace(Map<String, Object> entry, String job) {
        if (!entry.containsKey(KUBERNETES)) {
            return;
        }
        Map<?, ?> lookup = objects(entry.remove(KUBERNETES)).get(0);
        List<?> names = (List<?>) ((Map<?, ?>) lookup.get("namespaces")).get("names");
        namespaces.put(job, (String) names.get(0));
        write(job);
        entry.put("file_sd_configs", List.of(Map.of("files", List.of(file(job).toString()))));
    }

    private void write(String job) {
        List<Map<String, Object>> groups = pods.getOrDefault(job, List.of()).stream()
                .map(pod -> group(pod, namespaces.get(job)))
                .toList();
        try {
            Path next = Files.writeString(directory.resolve("next"), new Gson().toJson(groups));
            Files.move(next, file(job), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> group(PlayedPod pod, String namespace) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("__meta_kubernetes_namespace", namespace);
        labels.put("__meta_kubernetes_pod_name", pod.name());
        labels.put("__meta_kubernetes_pod_ip", pod.address());
        labels.put("__meta_kubernetes_pod_node_name", pod.node());
        labels.put("__meta_kubernetes_pod_phase", "Running");
        return Map.of("targets", List.of(pod.address()), "labels", labels);
    }

    private Path file(String job) {
        return directory.resolve(job + ".json");
    }

    @SuppressWarnings("unchecked") // the shape of prometheus.yml; anything else fails at its first use
    private static List<Map<String, Object>> objects(Object list) {
        return (List<Map<String, Object>>) list;
    }
}
