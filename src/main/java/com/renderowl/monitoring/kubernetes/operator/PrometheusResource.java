package com.renderowl.monitoring.kubernetes.operator;

import com.renderowl.monitoring.config.PrometheusConfig;
import com.renderowl.monitoring.config.ResourceConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.config.VolumeConfig;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusSpec;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.StorageSpec;
import io.fabric8.openshift.api.model.monitoring.v1.StorageSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.TopologySpreadConstraint;
import io.fabric8.openshift.api.model.monitoring.v1.TopologySpreadConstraintBuilder;
import java.util.Map;
import java.util.TreeMap;

/** Lowers Prometheus to the custom resource from which the operator makes its StatefulSet and its configuration. */
final class PrometheusResource {

    /** The Secret with the Alertmanagers, in the form of {@code prometheus.yml}. */
    static final String ALERTMANAGERS_SECRET = "prometheus-alertmanagers";

    static final String ALERTMANAGERS_KEY = "alertmanagers.yml";

    private static final String HOST = "kubernetes.io/hostname";
    private static final String ZONE = "topology.kubernetes.io/zone";

    private PrometheusResource() {}

    static PrometheusSpec of(StackModel stack) {
        StackConfig config = stack.config();
        PrometheusConfig prometheus = config.prometheus();
        Workload workload = stack.prometheus();
        LabelSelector monitors = selector(config.operator().monitorLabels());
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
                .withStorage(storage(prometheus.volume()))
                .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
                .withResources(resources(prometheus.resources()))
                .withSecurityContext(security(workload))
                .withRemoteWrite(prometheus.remoteWrites().stream()
                        .map(RemoteWriteResource::of)
                        .toList());
        if (isRelease(prometheus.image().version())) {
            // The operator needs to know which settings this Prometheus understands, and can not see it by a digest.
            spec.withVersion("v" + prometheus.image().version());
        }
        if (prometheus.objectStorage() != null) {
            spec.withThanos(Sidecar.of(prometheus.objectStorage(), prometheus.logLevel()))
                    .withVolumes(Sidecar.volume(prometheus.objectStorage()));
        }
        if (prometheus.replicas() > 1) {
            LabelSelector pods = selector(workload.labels().selector());
            spec.withAffinity(apart(pods))
                    .withTopologySpreadConstraints(
                            spread(pods, HOST, "DoNotSchedule"), spread(pods, ZONE, "ScheduleAnyway"));
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

    static boolean isRelease(String version) {
        return version.matches("\\d+\\.\\d+\\.\\d+(-[0-9A-Za-z.-]+)?");
    }

    private static LabelSelector selector(Map<String, String> labels) {
        return new LabelSelectorBuilder().withMatchLabels(new TreeMap<>(labels)).build();
    }

    private static StorageSpec storage(VolumeConfig volume) {
        return new StorageSpecBuilder()
                .withNewVolumeClaimTemplate()
                .withSpec(new PersistentVolumeClaimSpecBuilder()
                        .withAccessModes("ReadWriteOnce")
                        .withStorageClassName(volume.storageClass())
                        .withNewResources()
                        .withRequests(
                                Map.of("storage", new Quantity(volume.size().toString())))
                        .endResources()
                        .build())
                .endVolumeClaimTemplate()
                .build();
    }

    static ResourceRequirements resources(ResourceConfig resources) {
        return new ResourceRequirementsBuilder()
                .withRequests(new TreeMap<>(Map.of(
                        "cpu", quantity(resources.cpuRequest()),
                        "memory", quantity(resources.memoryRequest()),
                        "ephemeral-storage", quantity(resources.ephemeralStorageRequest()))))
                .withLimits(new TreeMap<>(Map.of(
                        "cpu", quantity(resources.cpuLimit()),
                        "memory", quantity(resources.memoryLimit()),
                        "ephemeral-storage", quantity(resources.ephemeralStorageLimit()))))
                .build();
    }

    private static Quantity quantity(Object value) {
        return new Quantity(value.toString());
    }

    private static PodSecurityContext security(Workload workload) {
        long user = workload.security().userId();
        return new PodSecurityContextBuilder()
                .withRunAsNonRoot(true)
                .withRunAsUser(user)
                .withRunAsGroup(user)
                .withFsGroup(user)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile(null, "RuntimeDefault")
                .build();
    }

    /** Two replicas on one node would go down together. */
    private static Affinity apart(LabelSelector pods) {
        return new AffinityBuilder()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(100)
                .withNewPodAffinityTerm()
                .withLabelSelector(pods)
                .withTopologyKey(HOST)
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build();
    }

    private static TopologySpreadConstraint spread(LabelSelector pods, String topologyKey, String otherwise) {
        return new TopologySpreadConstraintBuilder()
                .withMaxSkew(1)
                .withTopologyKey(topologyKey)
                .withWhenUnsatisfiable(otherwise)
                .withLabelSelector(pods)
                .build();
    }
}
