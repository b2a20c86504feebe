package com.renderowl.monitoring.model.prometheus;

import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.RemoteWriteFilter;
import com.renderowl.monitoring.config.RemoteWriteQueue;
import com.renderowl.monitoring.config.RemoteWriteTls;
import com.renderowl.monitoring.model.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An entry of {@code remote_write}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/#remote_write">remote_write</a>
 */
public final class RemoteWriteEntry {

    private RemoteWriteEntry() {}

    static Map<String, Object> of(RemoteWriteConfig config) {
        List<Relabeling> steps = relabelings(config.filter());
        return Yaml.map(
                "name",
                config.name(),
                "url",
                config.url().toString(),
                "headers",
                config.headers().isEmpty() ? null : new TreeMap<>(config.headers()),
                "basic_auth",
                config.username() == null
                        ? null
                        : Yaml.map(
                                "username", config.username(),
                                "password_file", credentials(config.passwordSecret())),
                "authorization",
                config.bearerTokenSecret() == null
                        ? null
                        : Yaml.map("credentials_file", credentials(config.bearerTokenSecret())),
                "tls_config",
                config.tls().isUsed() ? tls(config.name(), config.tls()) : null,
                "write_relabel_configs",
                steps.isEmpty() ? null : steps.stream().map(Relabeling::toYaml).toList(),
                "queue_config",
                queue(config.queue()));
    }

    /** The steps that leave out what is not to be sent, in the order in which they apply. */
    public static List<Relabeling> relabelings(RemoteWriteFilter filter) {
        List<Relabeling> steps = new ArrayList<>();
        if (filter.keepMetrics() != null) {
            steps.add(Relabeling.keep("__name__", filter.keepMetrics()));
        }
        if (filter.dropMetrics() != null) {
            steps.add(Relabeling.drop("__name__", filter.dropMetrics()));
        }
        if (!filter.dropLabels().isEmpty()) {
            steps.add(Relabeling.dropLabels(String.join("|", filter.dropLabels())));
        }
        return steps;
    }

    private static Map<String, Object> tls(String name, RemoteWriteTls tls) {
        boolean hasCertificate = tls.certificateSecretName() != null;
        return Yaml.map(
                "ca_file", tls.hasAuthority() ? certificate(name, Paths.AUTHORITY_FILE) : null,
                "cert_file", hasCertificate ? certificate(name, RemoteWriteTls.CERTIFICATE_KEY) : null,
                "key_file", hasCertificate ? certificate(name, RemoteWriteTls.PRIVATE_KEY) : null,
                "server_name", tls.serverName());
    }

    private static Map<String, Object> queue(RemoteWriteQueue queue) {
        return Yaml.map(
                "capacity", queue.capacity(),
                "min_shards", queue.minShards(),
                "max_shards", queue.maxShards(),
                "max_samples_per_send", queue.maxSamplesPerSend(),
                "batch_send_deadline", queue.batchSendDeadline().toString());
    }

    private static String certificate(String name, String file) {
        return Paths.REMOTE_WRITE_TLS + "/" + name + "/" + file;
    }

    private static String credentials(@Nullable String secretName) {
        return Paths.REMOTE_WRITE + "/" + secretName;
    }
}
