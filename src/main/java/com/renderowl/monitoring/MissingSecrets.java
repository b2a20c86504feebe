package com.renderowl.monitoring;

import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.ExportersConfig;
import com.renderowl.monitoring.config.ObjectStorageConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.RemoteWriteTls;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which Secrets the stack refers to without making them, so that somebody else must. */
final class MissingSecrets {

    private MissingSecrets() {}

    /** A sentence for each, with what to do about it. */
    static List<String> of(StackConfig config, StackSecrets secrets) {
        return switch (config.platform()) {
            case KUBERNETES, OPERATOR -> inCluster(config, secrets);
            case DOCKER -> onDocker(config, secrets);
        };
    }

    private static List<String> onDocker(StackConfig config, StackSecrets secrets) {
        return config.exporters().postgres().enabled() && !secrets.has(StackSecrets.POSTGRES_DATA_SOURCE_NAME)
                ? List.of(
                        "The PostgreSQL exporter has no connection, so it tries user postgres without a password on port"
                                + " 5432 of this machine. Set it: ./monitoring config set --secret --path secrets."
                                + StackSecrets.POSTGRES_DATA_SOURCE_NAME + " --stack " + config.stack()
                                + " (the machine is " + DockerConfig.HOST
                                + "), or set exporters.postgres.enabled to false")
                : List.of();
    }

    private static List<String> inCluster(StackConfig config, StackSecrets secrets) {
        List<String> missing = new ArrayList<>();
        ExportersConfig.Postgres postgres = config.exporters().postgres();
        if (postgres.enabled() && !secrets.has(StackSecrets.POSTGRES_DATA_SOURCE_NAME)) {
            String namespace = config.namespaces().monitoring();
            missing.add("The PostgreSQL exporter takes its connection from the Secret " + namespace + "/"
                    + postgres.secretName() + " (key DATA_SOURCE_NAME), which this stack does not make; unless it is in"
                    + " the cluster already, PostgreSQL will count as down. Set it here:"
                    + " ./monitoring config set --secret --path secrets." + StackSecrets.POSTGRES_DATA_SOURCE_NAME
                    + " --stack " + config.stack()
                    + ", or make the Secret: kubectl -n " + namespace + " create secret generic "
                    + postgres.secretName() + " --from-file=DATA_SOURCE_NAME=FILE");
        }
        ofOthers(config)
                .forEach((object, reader) -> missing.add(reader + " from the " + object
                        + ", which this stack does not make; unless it is in the cluster already, Prometheus will not start."
                        + " Make it first"));
        return missing;
    }

    /** What Prometheus reads from objects that others keep, by the object. */
    private static Map<String, String> ofOthers(StackConfig config) {
        String namespace = config.namespaces().monitoring();
        Map<String, String> objects = new LinkedHashMap<>();
        ObjectStorageConfig storage = config.prometheus().objectStorage();
        if (storage != null && storage.secretName() != null) {
            objects.put(
                    "Secret " + namespace + "/" + storage.secretName() + " (key " + storage.key() + ")",
                    "The Thanos sidecar takes the description of its object storage");
        }
        for (RemoteWriteConfig remoteWrite : config.prometheus().remoteWrites()) {
            RemoteWriteTls tls = remoteWrite.tls();
            String reader = "The remote write " + remoteWrite.name() + " takes ";
            if (tls.caSecretName() != null) {
                objects.put(
                        "Secret " + namespace + "/" + tls.caSecretName() + " (key " + tls.caKey() + ")",
                        reader + "the certificate of the authority that it trusts");
            }
            if (tls.caConfigMapName() != null) {
                objects.put(
                        "ConfigMap " + namespace + "/" + tls.caConfigMapName() + " (key " + tls.caKey() + ")",
                        reader + "the certificate of the authority that it trusts");
            }
            if (tls.certificateSecretName() != null) {
                objects.put(
                        "Secret " + namespace + "/" + tls.certificateSecretName() + " (keys "
                                + RemoteWriteTls.CERTIFICATE_KEY + ", " + RemoteWriteTls.PRIVATE_KEY + ")",
                        reader + "its own certificate");
            }
        }
        return objects;
    }
}
