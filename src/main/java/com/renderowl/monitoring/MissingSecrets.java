package com.renderowl.monitoring;

import com.renderowl.monitoring.config.DockerConfig;
import com.renderowl.monitoring.config.ExportersConfig;
import com.renderowl.monitoring.config.Remedies;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.model.AlertmanagerWorkload;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.stream.Collectors;

/** Which Secrets the stack refers to without making them, so that somebody else must. */
final class MissingSecrets {

    private MissingSecrets() {}

    /** A sentence for each, with what to do about it. */
    static List<String> of(StackConfig config, StackSecrets secrets, Remedies remedies) {
        return switch (config.platform()) {
            case KUBERNETES, OPERATOR -> inCluster(config, secrets, remedies);
            case DOCKER -> onDocker(config, secrets, remedies);
        };
    }

    private static List<String> onDocker(StackConfig config, StackSecrets secrets, Remedies remedies) {
        return config.exporters().postgres().enabled() && !secrets.has(StackSecrets.POSTGRES_DATA_SOURCE_NAME)
                ? List.of(
                        "The PostgreSQL exporter has no connection, so it tries user postgres without a password on port"
                                + " 5432 of this machine. Set it: "
                                + remedies.toEncrypt("secrets." + StackSecrets.POSTGRES_DATA_SOURCE_NAME)
                                + " (the machine is " + DockerConfig.HOST
                                + "), or set exporters.postgres.enabled to false")
                : List.of();
    }

    private static List<String> inCluster(StackConfig config, StackSecrets secrets, Remedies remedies) {
        List<String> missing = new ArrayList<>();
        ExportersConfig.Postgres postgres = config.exporters().postgres();
        if (postgres.enabled() && !secrets.has(StackSecrets.POSTGRES_DATA_SOURCE_NAME)) {
            String namespace = config.namespaces().monitoring();
            missing.add("The PostgreSQL exporter takes its connection from the Secret " + namespace + "/"
                    + postgres.secretName() + " (key DATA_SOURCE_NAME), which this stack does not make; unless it is in"
                    + " the cluster already, PostgreSQL will count as down. Set it here: "
                    + remedies.toEncrypt("secrets." + StackSecrets.POSTGRES_DATA_SOURCE_NAME)
                    + ", or make the Secret: kubectl -n " + namespace + " create secret generic "
                    + postgres.secretName() + " --from-file=DATA_SOURCE_NAME=FILE");
        }
        AlertmanagerWorkload.existingSecrets(config)
                .forEach((secret, keys) -> missing.add(receivers(config, secret, keys)));
        return missing;
    }

    private static String receivers(StackConfig config, String secret, SortedSet<String> keys) {
        String namespace = config.namespaces().monitoring();
        return "Alertmanager reaches its receivers with the Secret " + namespace + "/" + secret + " (keys "
                + String.join(", ", keys) + "), which this stack does not make; unless it is in the cluster already,"
                + " Alertmanager does not start. Make it, before the first 'up' together with its namespace:"
                + " kubectl create namespace " + namespace + "; kubectl -n " + namespace + " create secret generic "
                + secret
                + keys.stream().map(key -> " --from-file=" + key + "=FILE").collect(Collectors.joining());
    }
}
