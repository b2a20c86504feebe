package com.renderowl.monitoring.kubernetes.operator;

import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.RemoteWriteQueue;
import com.renderowl.monitoring.config.RemoteWriteTls;
import com.renderowl.monitoring.model.prometheus.RemoteWriteEntry;
import io.fabric8.openshift.api.model.monitoring.v1.QueueConfig;
import io.fabric8.openshift.api.model.monitoring.v1.QueueConfigBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.RemoteWriteSpec;
import io.fabric8.openshift.api.model.monitoring.v1.RemoteWriteSpecBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.TLSConfig;
import io.fabric8.openshift.api.model.monitoring.v1.TLSConfigBuilder;
import java.util.TreeMap;

/** Lowers a remote write to its entry in the Prometheus resource; it means the same as that of {@code prometheus.yml}. */
final class RemoteWriteResource {

    private RemoteWriteResource() {}

    static RemoteWriteSpec of(RemoteWriteConfig config) {
        RemoteWriteSpecBuilder spec = new RemoteWriteSpecBuilder()
                .withName(config.name())
                .withUrl(config.url().toString());
        if (!config.headers().isEmpty()) {
            spec.withHeaders(new TreeMap<>(config.headers()));
        }
        if (config.username() != null) {
            spec.withNewBasicAuth()
                    .withNewUsername(OperatedSecrets.usernameKey(config), OperatedSecrets.REMOTE_WRITE, null)
                    .withNewPassword(config.passwordSecret(), OperatedSecrets.REMOTE_WRITE, null)
                    .endBasicAuth();
        }
        if (config.bearerTokenSecret() != null) {
            spec.withNewAuthorization()
                    .withNewCredentials(config.bearerTokenSecret(), OperatedSecrets.REMOTE_WRITE, null)
                    .endAuthorization();
        }
        if (config.tls().isUsed()) {
            spec.withTlsConfig(tls(config.tls()));
        }
        return spec.withWriteRelabelConfigs(RemoteWriteEntry.relabelings(config.filter()).stream()
                        .map(Monitors::relabeling)
                        .toList())
                .withQueueConfig(queue(config.queue()))
                .build();
    }

    private static TLSConfig tls(RemoteWriteTls tls) {
        TLSConfigBuilder spec = new TLSConfigBuilder().withServerName(tls.serverName());
        if (tls.caSecretName() != null) {
            spec.withNewCa()
                    .withNewSecret(tls.caKey(), tls.caSecretName(), null)
                    .endCa();
        } else if (tls.caConfigMapName() != null) {
            spec.withNewCa()
                    .withNewConfigMap(tls.caKey(), tls.caConfigMapName(), null)
                    .endCa();
        }
        if (tls.certificateSecretName() != null) {
            spec.withNewCert()
                    .withNewSecret(RemoteWriteTls.CERTIFICATE_KEY, tls.certificateSecretName(), null)
                    .endCert()
                    .withNewKeySecret(RemoteWriteTls.PRIVATE_KEY, tls.certificateSecretName(), null);
        }
        return spec.build();
    }

    private static QueueConfig queue(RemoteWriteQueue queue) {
        return new QueueConfigBuilder()
                .withCapacity(queue.capacity())
                .withMinShards(queue.minShards())
                .withMaxShards(queue.maxShards())
                .withMaxSamplesPerSend(queue.maxSamplesPerSend())
                .withBatchSendDeadline(queue.batchSendDeadline().toString())
                .build();
    }
}
