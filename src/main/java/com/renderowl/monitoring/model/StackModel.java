package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.StackConfig;
import java.util.List;

/**
 * Everything that a stack consists of.
 *
 * @param config what it was made from
 * @param prometheus Prometheus itself
 * @param exporters the exporters that the stack runs
 * @param graph who connects to whom; what Prometheus scrapes follows from it
 */
public record StackModel(StackConfig config, Workload prometheus, List<Workload> exporters, ConnectionGraph graph) {

    /** Builds the model of a stack. */
    public static StackModel of(StackConfig config) {
        Workload prometheus = PrometheusWorkload.build(config);
        List<Exporter> exporters = Exporters.build(config);
        ConnectionGraph graph = new GraphBuilder(config, prometheus).build(exporters);
        return new StackModel(
                config, prometheus, exporters.stream().map(Exporter::workload).toList(), graph);
    }

    /** Whether any remote write logs in somewhere. */
    static boolean remoteWriteNeedsCredentials(StackConfig config) {
        return config.prometheus().remoteWrites().stream()
                .anyMatch(
                        remoteWrite -> remoteWrite.passwordSecret() != null || remoteWrite.bearerTokenSecret() != null);
    }
}
