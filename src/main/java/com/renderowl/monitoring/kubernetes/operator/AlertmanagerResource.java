package com.renderowl.monitoring.kubernetes.operator;

import com.renderowl.monitoring.config.AlertmanagerConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import com.renderowl.monitoring.model.Workload;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.openshift.api.model.monitoring.v1.AlertmanagerSpec;
import io.fabric8.openshift.api.model.monitoring.v1.AlertmanagerSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.Argument;
import java.util.TreeMap;

/** Lowers Alertmanager to the custom resource from which the operator makes its StatefulSet. */
final class AlertmanagerResource {

    private AlertmanagerResource() {}

    /** @param configuration the name of the AlertmanagerConfig that it runs with, and with no other */
    static AlertmanagerSpec of(StackConfig config, Workload workload, String configuration) {
        AlertmanagerConfig alertmanager = config.alertmanager();
        AlertmanagerSpecBuilder spec = new AlertmanagerSpecBuilder()
                .withImage(workload.image().toString())
                .withImagePullPolicy(config.imagePullPolicy())
                .withReplicas(alertmanager.replicas())
                .withServiceAccountName(workload.name())
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withPortName(workload.port().name())
                .withNewPodMetadata()
                .withLabels(new TreeMap<>(workload.labels().selector()))
                .endPodMetadata()
                // As the base configuration, so that the operator adds no matcher for a namespace to its routes.
                .withNewAlertmanagerConfiguration()
                .withName(configuration)
                .endAlertmanagerConfiguration()
                .withRetention(AlertmanagerWorkload.RETENTION)
                .withEnableFeatures(AlertmanagerWorkload.FEATURES)
                .withAdditionalArgs(
                        new Argument("dispatch.start-delay", AlertmanagerWorkload.START_DELAY_SECONDS + "s"))
                .withStorage(OperatedPods.storage(alertmanager.volume()))
                .withNewPersistentVolumeClaimRetentionPolicy("Retain", "Retain")
                .withResources(OperatedPods.resources(alertmanager.resources()))
                .withSecurityContext(OperatedPods.security(workload))
                .withTerminationGracePeriodSeconds((long) workload.stopSeconds());
        if (OperatedPods.isRelease(alertmanager.image().version())) {
            // The operator needs to know which settings this Alertmanager understands, and can not see it by a digest.
            spec.withVersion("v" + alertmanager.image().version());
        }
        if (alertmanager.replicas() > 1) {
            LabelSelector pods = OperatedPods.selector(workload.labels().selector());
            spec.withAffinity(OperatedPods.apart(pods)).withTopologySpreadConstraints(OperatedPods.spread(pods));
        }
        return spec.build();
    }
}
