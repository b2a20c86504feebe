package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.rules.RuleFiles;
import com.renderowl.monitoring.rules.RuleSubject;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a stack consists of.
 *
 * @param config what it was made from
 * @param prometheus Prometheus itself
 * @param alertmanager the stack's own Alertmanager, or null
 * @param exporters the exporters that the stack runs
 * @param graph who connects to whom; what Prometheus scrapes follows from it
 */
public record StackModel(
        StackConfig config,
        Workload prometheus,
        @Nullable Workload alertmanager,
        List<Workload> exporters,
        ConnectionGraph graph) {

    /** Builds the model of a stack. */
    public static StackModel of(StackConfig config) {
        Workload prometheus = PrometheusWorkload.build(config);
        Workload alertmanager = config.alertmanager().runs() ? AlertmanagerWorkload.build(config) : null;
        List<Exporter> exporters = Exporters.build(config);
        ConnectionGraph graph = new GraphBuilder(config, prometheus, alertmanager).build(exporters);
        return new StackModel(
                config,
                prometheus,
                alertmanager,
                exporters.stream().map(Exporter::workload).toList(),
                graph);
    }

    /** Everything that runs. */
    public List<Workload> workloads() {
        List<Workload> workloads = new ArrayList<>(List.of(prometheus));
        if (alertmanager != null) {
            workloads.add(alertmanager);
        }
        workloads.addAll(exporters);
        return List.copyOf(workloads);
    }

    /**
     * The rule files of this stack: those about what it scrapes, with its settings. Rules about anything else would report
     * its absence.
     *
     * @return file name to text, in a fixed order
     */
    public Map<String, String> ruleFiles() {
        Set<RuleSubject> subjects = EnumSet.of(RuleSubject.GENERAL, RuleSubject.PROMETHEUS);
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
        return RuleFiles.of(subjects, config.alerts());
    }

    /** Whether any remote write logs in somewhere. */
    static boolean remoteWriteNeedsCredentials(StackConfig config) {
        return config.prometheus().remoteWrites().stream()
                .anyMatch(
                        remoteWrite -> remoteWrite.passwordSecret() != null || remoteWrite.bearerTokenSecret() != null);
    }
}
