package com.renderowl.monitoring.docker;

import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.ReservedJobs;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.dashboards.DashboardFiles;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import com.renderowl.monitoring.model.GrafanaWorkload;
import com.renderowl.monitoring.model.Mount;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.TextDigest;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import com.renderowl.monitoring.model.grafana.GrafanaProvisioning;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files that the containers see, by what holds them in a cluster. */
final class ConfigurationFiles {

    /** As Grafana's own image has it; its page then asks for another one. */
    private static final String GRAFANA_DEFAULT_PASSWORD = "admin";

    private static final Set<String> READ_AT_START = Set.of(ReservedJobs.ALERTMANAGER, GrafanaWorkload.NAME);

    private final Map<String, SortedMap<String, Content>> files = new TreeMap<>();

    /**
     * The files of a stack.
     *
     * @param secrets say only which of them there are
     */
    ConfigurationFiles(StackModel model, StackSecrets secrets) {
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
        if (model.grafana() != null) {
            addGrafana(model, secrets);
        }
    }

    private void addGrafana(StackModel model, StackSecrets secrets) {
        StackConfig config = model.config();
        files.put(
                GrafanaWorkload.CONFIG_MAP,
                plain(Map.of(
                        GrafanaProvisioning.DASHBOARDS_FILE,
                        GrafanaProvisioning.dashboards(config.grafana().folder()))));
        files.put(
                GrafanaWorkload.DATA_SOURCE,
                plain(Map.of(GrafanaProvisioning.DATA_SOURCE_FILE, GrafanaProvisioning.dataSource(model, null))));
        model.dashboards()
                .forEach(subject -> files.put(
                        GrafanaWorkload.dashboardConfigMap(subject),
                        plain(Map.of(subject.uid() + ".json", DashboardFiles.text(subject, config.alerts())))));
        Content password = secrets.has(StackSecrets.GRAFANA_ADMIN_PASSWORD)
                ? new Content.OfSecret(StackSecrets.GRAFANA_ADMIN_PASSWORD)
                : new Content.Plain(GRAFANA_DEFAULT_PASSWORD);
        files.put(
                GrafanaWorkload.adminSecret(config),
                new TreeMap<>(Map.of(GrafanaWorkload.ADMIN_PASSWORD_KEY, password)));
    }

    /** The files of one source, name to text. */
    SortedMap<String, Content> in(Mount.Source source) {
        SortedMap<String, Content> found = new TreeMap<>();
        if (source instanceof Mount.Source.ConfigFiles config) {
            found.putAll(named(config.configMapName()));
        } else if (source instanceof Mount.Source.MergedConfigFiles merged) {
            merged.configMapNames().forEach(name -> found.putAll(named(name)));
        } else if (source instanceof Mount.Source.SecretFile file) {
            found.put(file.key(), named(file.secretName()).get(file.key()));
        } else if (source instanceof Mount.Source.SecretFiles secret) {
            found.putAll(named(secret.secretName()));
        }
        return found;
    }

    private SortedMap<String, Content> named(String name) {
        SortedMap<String, Content> found = files.get(name);
        if (found == null) {
            throw new IllegalArgumentException("a stack on Docker has no files " + name);
        }
        return found;
    }

    /**
     * What changes with the files that a workload reads only when it starts; nothing for Prometheus, which notices changed
     * files. So does Grafana with its dashboards, which come from several sources.
     */
    Optional<String> digest(Workload workload) {
        if (!READ_AT_START.contains(workload.name())) {
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
        return Optional.of(TextDigest.of(all.toString()));
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
}
