package com.renderowl.monitoring.docker;

import com.pulumi.core.Output;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.StackSecrets;
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

/** The files that the containers see, by what holds them in a cluster; those with secrets stay secret. */
final class ConfigurationFiles {

    private final Map<String, SortedMap<String, Output<String>>> files = new TreeMap<>();

    ConfigurationFiles(StackModel model, StackSecrets secrets) {
        files.put(
                PrometheusWorkload.CONFIG_MAP,
                plain(Map.of("prometheus.yml", PrometheusConfiguration.of(model).toYaml())));
        files.put(PrometheusWorkload.RULES_CONFIG_MAP, plain(model.ruleFiles()));
        files.put(
                PrometheusWorkload.REMOTE_WRITE_SECRET,
                secret(
                        model.config().prometheus().remoteWrites().stream().flatMap(ConfigurationFiles::secretsOf),
                        secrets));
        if (model.alertmanager() != null) {
            files.put(
                    AlertmanagerWorkload.CONFIG_MAP,
                    plain(Map.of(
                            "alertmanager.yml",
                            AlertmanagerConfiguration.of(model.config()).toYaml())));
            files.put(
                    AlertmanagerWorkload.RECEIVERS_SECRET,
                    secret(AlertmanagerWorkload.secrets(model.config()).stream(), secrets));
        }
    }

    /** The files of one source, name to text. */
    SortedMap<String, Output<String>> in(Mount.Source source) {
        String name = source instanceof Mount.Source.ConfigFiles config
                ? config.configMapName()
                : ((Mount.Source.SecretFiles) source).secretName();
        SortedMap<String, Output<String>> found = files.get(name);
        if (found == null) {
            throw new IllegalArgumentException("a stack on Docker has no files " + name);
        }
        return found;
    }

    /** What changes with the files of a workload that does not notice changed files; nothing for Prometheus, which does. */
    Optional<Output<String>> checksum(Workload workload) {
        if (!workload.name().equals(ReservedJobs.ALERTMANAGER)) {
            return Optional.empty();
        }
        Output<String> all = Output.of("");
        for (Mount mount : workload.mounts()) {
            if (mount.source() instanceof Mount.Source.ConfigFiles) {
                for (Output<String> text : in(mount.source()).values()) {
                    all = Output.tuple(all, text).applyValue(both -> both.t1 + both.t2);
                }
            }
        }
        return Optional.of(all.applyValue(ConfigurationFiles::digest));
    }

    private static SortedMap<String, Output<String>> plain(Map<String, String> texts) {
        SortedMap<String, Output<String>> outputs = new TreeMap<>();
        texts.forEach((name, text) -> outputs.put(name, Output.of(text)));
        return outputs;
    }

    private static SortedMap<String, Output<String>> secret(Stream<String> names, StackSecrets secrets) {
        SortedMap<String, Output<String>> outputs = new TreeMap<>();
        names.forEach(name -> outputs.put(name, secrets.output(name)));
        return outputs;
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
