package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import com.renderowl.monitoring.model.Mount;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that the containers see, by what holds them in a cluster. */
final class ConfigurationFiles {

    private final Map<String, SortedMap<String, Content>> files = new TreeMap<>();

    ConfigurationFiles(StackModel model) {
        files.put(
                PrometheusWorkload.CONFIG_MAP,
                plain(Map.of("prometheus.yml", PrometheusConfiguration.of(model).toYaml())));
        files.put(PrometheusWorkload.RULES_CONFIG_MAP, plain(model.ruleFiles()));
        files.put(
                PrometheusWorkload.REMOTE_WRITE_SECRET,
                secret(model.config().prometheus().remoteWrites().stream().flatMap(ConfigurationFiles::secretsOf)));
        if (model.alertmanager() != null) {
            files.put(
                    AlertmanagerWorkload.CONFIG_MAP,
                    plain(Map.of(
                            "alertmanager.yml",
                            AlertmanagerConfiguration.of(model.config()).toYaml())));
            files.put(
                    AlertmanagerWorkload.RECEIVERS_SECRET,
                    secret(AlertmanagerWorkload.secrets(model.config()).stream()));
        }
    }

    /** The files of one source, name to text. */
    SortedMap<String, Content> in(Mount.Source source) {
        String name = source instanceof Mount.Source.ConfigFiles config
                ? config.configMapName()
                : ((Mount.Source.SecretFiles) source).secretName();
        SortedMap<String, Content> found = files.get(name);
        if (found == null) {
            throw new IllegalArgumentException("a stack on Docker has no files " + name);
        }
        return found;
    }

    /** What changes with the files of a workload that does not notice changed files; nothing for Prometheus, which does. */
    Optional<String> digest(Workload workload) {
        if (!workload.name().equals(ReservedJobs.ALERTMANAGER)) {
            return Optional.empty();
        }
        StringBuilder all = new StringBuilder();
        for (Mount mount : workload.mounts()) {
            if (mount.source() instanceof Mount.Source.ConfigFiles) {
                for (Content content : in(mount.source()).values()) {
                    if (content instanceof Content.Plain plain) {
                        all.append(plain.text());
                    }
                }
            }
        }
        return Optional.of(digest(all.toString()));
    }

    private static SortedMap<String, Content> plain(Map<String, String> texts) {
        SortedMap<String, Content> contents = new TreeMap<>();
        texts.forEach((name, text) -> contents.put(name, new Content.Plain(text)));
        return contents;
    }

    private static SortedMap<String, Content> secret(Stream<String> names) {
        SortedMap<String, Content> contents = new TreeMap<>();
        names.forEach(name -> contents.put(name, new Content.OfSecret(name)));
        return contents;
    }

    private static Stream<String> secretsOf(RemoteWriteConfig remoteWrite) {
        return Stream.of(
                        Optional.ofNullable(remoteWrite.passwordSecret()),
                        Optional.ofNullable(remoteWrite.bearerTokenSecret()))
                .flatMap(Optional::stream);
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
