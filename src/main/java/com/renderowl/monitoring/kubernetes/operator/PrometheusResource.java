package com.renderowl.monitoring.kubernetes.operator;

import com.renderowl.monitoring.config.PrometheusConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.openshift.api.model.monitoring.v1.Argument;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusSpec;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.TopologySpreadConstraint;
import io.fabric8.openshift.api.model.monitoring.v1.TopologySpreadConstraintBuilder;
import java.util.List;
import java.util.TreeMap;

/** Lowers Prometheus to the custom resource from which the operator makes its StatefulSet and its configuration. */
final class PrometheusResource {

    /** The Secret with the Alertmanagers, in the form of {@code prometheus.yml}. */
    static final String ALERTMANAGERS_SECRET = "prometheus-alertmanagers";

    static final String ALERTMANAGERS_KEY = "alertmanagers.yml";

    private PrometheusResource() {}

    static PrometheusSpec of(StackModel stack) {
        StackConfig config = stack.config();
        PrometheusConfig prometheus = config.prometheus();
        Workload workload = stack.prometheus();
        LabelSelector monitors = OperatedPods.selector(config.operator().monitorLabels());
        PrometheusSpecBuilder spec = new PrometheusSpecBuilder()
                .withImage(prometheus.image().toString())
                .withImagePullPolicy(config.imagePullPolicy())
                .withReplicas(prometheus.replicas())
                .withShards(config.operator().shards())
                .withServiceAccountName(workload.name())
                .withEnableServiceLinks(false)
                .withPortName(workload.port().name())
                .withNewPodMetadata()
                .withLabels(new TreeMap<>(workload.labels().selector()))
                .endPodMetadata()
                .withPodMonitorSelector(monitors)
                .withServiceMonitorSelector(monitors)
                .withScrapeConfigSelector(monitors)
                .withRuleSelector(monitors)
                .withServiceDiscoveryRole("EndpointSlice")
                .withScrapeInterval(prometheus.scrapeInterval().toString())
                .withScrapeTimeout(prometheus.scrapeTimeout().toString())
                .withEvaluationInterval(prometheus.evaluationInterval().toString())
                .withExternalLabels(new TreeMap<>(prometheus.externalLabels()))
                .withLogLevel(prometheus.logLevel())
                .withRetention(prometheus.retention().toString())
                .withRetentionSize(prometheus.retentionSize().toString())
                .withStorage(OperatedPods.storage(prometheus.volume()))
                .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
                .withResources(OperatedPods.resources(prometheus.resources()))
                .withSecurityContext(OperatedPods.security(workload))
                .withAdditionalArgs(new Argument(PrometheusWorkload.CORS_ORIGIN, PrometheusWorkload.origin(config)))
                .withRemoteWrite(prometheus.remoteWrites().stream()
                        .map(RemoteWriteResource::of)
                        .toList());
        if (OperatedPods.isRelease(prometheus.image().version())) {
            // The operator needs to know which settings this Prometheus understands, and can not see it by a digest.
            spec.withVersion("v" + prometheus.image().version());
        }
        if (prometheus.objectStorage() != null) {
            spec.withThanos(Sidecar.of(prometheus.objectStorage(), prometheus.logLevel()))
                    .withVolumes(Sidecar.volume(prometheus.objectStorage()));
        }
        if (prometheus.replicas() > 1) {
            LabelSelector pods = OperatedPods.selector(workload.labels().selector());
            spec.withAffinity(OperatedPods.apart(pods)).withTopologySpreadConstraints(spread(pods));
        }
        if (config.alertmanager().enabled()) {
            spec.withNewAdditionalAlertManagerConfigs(ALERTMANAGERS_KEY, ALERTMANAGERS_SECRET, null);
        }
        if (config.tls() instanceof TlsConfig.Ingress ingress) {
            spec.withExternalUrl("https://" + ingress.host() + "/");
        }
        if (config.tls() instanceof TlsConfig.Native tls) {
            spec.withNewWeb()
                    .withNewTlsConfig()
                    .withNewKeySecret("tls.key", tls.secretName(), null)
                    .withNewCert()
                    .withNewSecret("tls.crt", tls.secretName(), null)
                    .endCert()
                    .endTlsConfig()
                    .endWeb();
        }
        return spec.build();
    }

    /** The model has a type of its own for what Prometheus alone could say more about. */
    private static List<TopologySpreadConstraint> spread(LabelSelector pods) {
        return OperatedPods.spread(pods).stream()
                .map(constraint -> new TopologySpreadConstraintBuilder()
                        .withMaxSkew(constraint.getMaxSkew())
                        .withTopologyKey(constraint.getTopologyKey())
                        .withWhenUnsatisfiable(constraint.getWhenUnsatisfiable())
                        .withLabelSelector(constraint.getLabelSelector())
                        .build())
                .toList();
    }
}
