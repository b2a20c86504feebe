package com.renderowl.monitoring.config;

import com.renderowl.monitoring.rules.RuleSettings;
import com.renderowl.monitoring.units.PrometheusSize;
import java.util.List;

/**
 * A stack's configuration, read and checked.
 *
 * @param stack the stack's name, which is also its environment
 * @param platform where it runs
 * @param operator how Prometheus Operator is used, on that platform
 * @param docker the Docker engine's side of a stack on the platform docker
 * @param cluster the Kubernetes cluster
 * @param namespaces the Kubernetes namespaces
 * @param isProtected whether the namespaces and volumes may not be deleted
 * @param imagePullPolicy when images are pulled, as Kubernetes names it
 * @param prometheus Prometheus itself
 * @param capacity what Prometheus is expected to hold
 * @param applications what is scraped; at least one
 * @param exporters the exporters that the stack runs
 * @param alerts the values in the alert rules that a stack may change
 * @param alertmanager where alerts go
 * @param grafana how Grafana gets its dashboards, and whether it is part of the stack
 * @param network what the network policies admit
 * @param basicAuth who may log in
 * @param tls how the way to Prometheus is encrypted
 */
public record StackConfig(
        String stack,
        Platform platform,
        OperatorConfig operator,
        DockerConfig docker,
        ClusterConfig cluster,
        NamespaceConfig namespaces,
        boolean isProtected,
        String imagePullPolicy,
        PrometheusConfig prometheus,
        CapacityConfig capacity,
        List<ApplicationConfig> applications,
        ExportersConfig exporters,
        RuleSettings alerts,
        AlertmanagerConfig alertmanager,
        GrafanaConfig grafana,
        NetworkConfig network,
        BasicAuthConfig basicAuth,
        TlsConfig tls) {

    /** The same with another size of the samples that Prometheus keeps. */
    public StackConfig withRetentionSize(PrometheusSize size) {
        return new StackConfig(
                stack,
                platform,
                operator,
                docker,
                cluster,
                namespaces,
                isProtected,
                imagePullPolicy,
                prometheus.withRetentionSize(size),
                capacity,
                applications,
                exporters,
                alerts,
                alertmanager,
                grafana,
                network,
                basicAuth,
                tls);
    }
}
