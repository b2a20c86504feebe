package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
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

    /** Whether any remote write logs in somewhere. */
    static boolean remoteWriteNeedsCredentials(StackConfig config) {
        return config.prometheus().remoteWrites().stream()
                .anyMatch(
                        remoteWrite -> remoteWrite.passwordSecret() != null || remoteWrite.bearerTokenSecret() != null);
    }
}
