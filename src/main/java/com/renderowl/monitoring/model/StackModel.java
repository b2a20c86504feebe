package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.ExistingPrometheus;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.dashboards.DashboardCheck;
import com.renderowl.monitoring.dashboards.DashboardSubject;
import com.renderowl.monitoring.dashboards.InvalidDashboardException;
import com.renderowl.monitoring.rules.InvalidRuleFileException;
import com.renderowl.monitoring.rules.RuleFiles;
import com.renderowl.monitoring.rules.RuleSubject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a stack consists of.
 *
 * @param config what it was made from
 * @param prometheus Prometheus itself; where the stack has none of its own, what its monitors are named and labelled after
 * @param alertmanager the stack's own Alertmanager, or null
 * @param exporters the exporters that the stack runs
 * @param grafana Grafana, or null where it is not part of the stack
 * @param graph who connects to whom; what Prometheus scrapes follows from it
 * @param ruleFiles the rule files, name to text, in a fixed order: those about what is scraped, with the stack's settings
 */
public record StackModel(
        StackConfig config,
        Workload prometheus,
        @Nullable Workload alertmanager,
        List<Workload> exporters,
        @Nullable Workload grafana,
        ConnectionGraph graph,
        Map<String, String> ruleFiles) {

    /**
     * Builds the model of a stack.
     *
     * @throws InvalidRuleFileException when Prometheus would refuse a rule file
     * @throws InvalidDashboardException when a dashboard asks for a metric that is not in the contract
     */
    public static StackModel of(StackConfig config) {
        Workload prometheus = PrometheusWorkload.build(config);
        Workload alertmanager = config.alertmanager().runs() ? AlertmanagerWorkload.build(config) : null;
        List<Exporter> exporters = Exporters.build(config);
        Workload grafana = config.grafana().deploy() ? GrafanaWorkload.build(config, dashboards(config)) : null;
        ConnectionGraph graph = new GraphBuilder(config, prometheus, alertmanager, grafana).build(exporters);
        DashboardCheck.check(dashboards(config));
        return new StackModel(
                config,
                prometheus,
                alertmanager,
                exporters.stream().map(Exporter::workload).toList(),
                grafana,
                graph,
                RuleFiles.of(subjects(config), config.alerts()));
    }

    /** Whether the stack has a Prometheus of its own; otherwise one of the cluster scrapes it. */
    public boolean runsPrometheus() {
        return config.operator().deployPrometheus();
    }

    /** Where Prometheus is queried, be it the stack's own or another one. */
    public ServiceAddress prometheusAddress() {
        ExistingPrometheus existing = config.operator().existing();
        return runsPrometheus()
                ? ServiceAddress.of(prometheus)
                : new ServiceAddress(existing.service(), existing.namespace(), existing.port());
    }

    /** Everything that runs. */
    public List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>();
        if (runsPrometheus()) {
            workloads.add(prometheus);
        }
        if (alertmanager != null) {
            workloads.add(alertmanager);
        }
        workloads.addAll(exporters);
        if (grafana != null) {
            workloads.add(grafana);
        }
        return List.copyOf(workloads);
    }

    /** What is scraped: rules about anything else would report its absence. */
    private static Set<RuleSubject> subjects(StackConfig config) {
        Set<RuleSubject> subjects = EnumSet.of(RuleSubject.GENERAL, RuleSubject.PROMETHEUS);
        if (config.operator().deployPrometheus()) {
            subjects.add(RuleSubject.CAPACITY);
        }
        if (config.applications().stream().anyMatch(ApplicationConfig::isBackend)) {
            subjects.add(RuleSubject.BACKEND);
        }
        if (config.exporters().node().enabled()) {
            subjects.add(RuleSubject.NODES);
        }
        if (config.exporters().postgres().enabled()) {
            subjects.add(RuleSubject.POSTGRESQL);
        }
        if (config.exporters().redis().enabled()) {
            subjects.add(RuleSubject.REDIS);
        }
        return subjects;
    }

    /** The dashboards of this stack: those about what it scrapes; none where Grafana gets none. */
    public List<DashboardSubject> dashboards() {
        return dashboards(config);
    }

    private static List<DashboardSubject> dashboards(StackConfig config) {
        if (!config.grafana().dashboards()) {
            return List.of();
        }
        Set<RuleSubject> scraped = subjects(config);
        return Stream.of(DashboardSubject.values())
                .filter(subject -> switch (subject) {
                    case OVERVIEW, PROMETHEUS -> true;
                    case BACKEND, RENDERING -> scraped.contains(RuleSubject.BACKEND);
                    case NODES -> scraped.contains(RuleSubject.NODES);
                    case POSTGRESQL -> scraped.contains(RuleSubject.POSTGRESQL);
                    case REDIS -> scraped.contains(RuleSubject.REDIS);
                })
                .toList();
    }

    /** Whether any remote write logs in somewhere. */
    static boolean remoteWriteNeedsCredentials(StackConfig config) {
        return config.prometheus().remoteWrites().stream()
                .anyMatch(
                        remoteWrite -> remoteWrite.passwordSecret() != null || remoteWrite.bearerTokenSecret() != null);
    }
}
