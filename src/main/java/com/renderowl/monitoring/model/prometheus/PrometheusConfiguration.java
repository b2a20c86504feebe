package com.renderowl.monitoring.model.prometheus;

import com.renderowl.monitoring.config.AlertmanagerConfig;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.PeerConfig;
import com.renderowl.monitoring.config.PrometheusConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.model.Paths;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.model.WorkloadDiscovery;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code prometheus.yml}.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/">Prometheus: configuration</a>
 */
public final class PrometheusConfiguration {

    private final PrometheusConfig prometheus;
    private final AlertmanagerConfig alertmanager;
    private final Discovery alertmanagers;
    private final List<String> ruleFiles;
    private final List<ScrapeJob> jobs;

    private PrometheusConfiguration(
            PrometheusConfig prometheus,
            AlertmanagerConfig alertmanager,
            Discovery alertmanagers,
            Collection<String> ruleFiles,
            List<ScrapeJob> jobs) {
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
        this.alertmanagers = alertmanagers;
        this.ruleFiles = List.copyOf(ruleFiles);
        this.jobs = List.copyOf(jobs);
    }

    /** Builds the configuration of the stack's Prometheus; its scrape jobs are those of the connection graph. */
    public static PrometheusConfiguration of(StackModel stack) {
        StackConfig config = stack.config();
        return new PrometheusConfiguration(
                config.prometheus(),
                config.alertmanager(),
                alertmanagers(stack),
                stack.ruleFiles().keySet(),
                stack.graph().scrapeTargets().stream()
                        .map(target -> ScrapeJob.of(target, config))
                        .toList());
    }

    /** The file's text, the same bytes for the same configuration. */
    public String toYaml() {
        return Yaml.write(content());
    }

    Map<String, Object> content() {
        return Yaml.map(
                "global", global(),
                "storage", storage(),
                // By name, and not all of a directory: promtool then misses a file that is not there.
                "rule_files",
                        ruleFiles.stream().map(file -> Paths.RULES + "/" + file).toList(),
                "alerting", alerting(),
                "scrape_configs", jobs.stream().map(ScrapeJob::toYaml).toList(),
                "remote_write", remoteWrites());
    }

    /** Where alerts go, as a document of its own: a list of entries for {@code alerting.alertmanagers}; empty for nowhere. */
    public String alertmanagersYaml() {
        return Yaml.write(alertmanagers());
    }

    private Map<String, Object> global() {
        return Yaml.map(
                "scrape_interval", prometheus.scrapeInterval().toString(),
                "scrape_timeout", prometheus.scrapeTimeout().toString(),
                "evaluation_interval", prometheus.evaluationInterval().toString(),
                "external_labels",
                        prometheus.externalLabels().isEmpty() ? null : new TreeMap<>(prometheus.externalLabels()));
    }

    private Map<String, Object> storage() {
        return Yaml.map(
                "tsdb",
                Yaml.map(
                        "retention",
                        Yaml.map(
                                "time", prometheus.retention().toString(),
                                "size", prometheus.retentionSize().toString())));
    }

    private static Discovery alertmanagers(StackModel stack) {
        Workload own = stack.alertmanager();
        PeerConfig.Pods elsewhere = stack.config().alertmanager().pods();
        return own == null
                ? new Discovery.Pods(elsewhere.namespace(), elsewhere.selector())
                : WorkloadDiscovery.of(stack.config().platform(), own);
    }

    private @Nullable Map<String, Object> alerting() {
        List<Map<String, Object>> entries = alertmanagers();
        return entries.isEmpty() ? null : Yaml.map("alertmanagers", entries);
    }

    private List<Map<String, Object>> alertmanagers() {
        if (!alertmanager.enabled()) {
            return List.of();
        }
        DiscoveryConfiguration discovery = new DiscoveryConfiguration(alertmanagers, alertmanager.port(), false);
        Map<String, Object> entry = discovery.toYaml();
        List<Map<String, Object>> relabelings =
                discovery.relabelings().stream().map(Relabeling::toYaml).toList();
        if (!relabelings.isEmpty()) {
            entry.put("relabel_configs", relabelings);
        }
        return List.of(entry);
    }

    private @Nullable List<Map<String, Object>> remoteWrites() {
        return prometheus.remoteWrites().isEmpty()
                ? null
                : prometheus.remoteWrites().stream().map(RemoteWriteEntry::of).toList();
    }
}
