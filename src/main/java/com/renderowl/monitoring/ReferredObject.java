package com.renderowl.monitoring;

import com.pulumi.Context;
import com.pulumi.deployment.Deployment;
import com.pulumi.exceptions.RunException;
import com.renderowl.monitoring.cluster.ObjectLookup;
import com.renderowl.monitoring.config.ObjectStorageConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.RemoteWriteTls;
import com.renderowl.monitoring.config.StackConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Secret or ConfigMap without which Prometheus does not start, and which somebody else makes.
 *
 * @param kind Secret or ConfigMap
 * @param namespace where it is
 * @param name its name
 * @param keys what it must hold
 * @param purpose who takes what from it
 */
record ReferredObject(String kind, String namespace, String name, List<String> keys, String purpose) {

    /**
     * Looks for all of them, and says of each that is missing what it is for and how to make it; a preview goes on
     * nevertheless.
     *
     * @throws RunException when one is missing and the run is none of a preview
     */
    static void check(Context context, StackConfig config, ObjectLookup lookup) {
        String kubernetesContext = config.cluster().context();
        List<String> missing = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        for (ReferredObject object : of(config)) {
            ObjectLookup.Answer answer = lookup.find(
                    kubernetesContext == null ? "" : kubernetesContext,
                    object.kind.toLowerCase(Locale.ROOT),
                    object.namespace,
                    object.name,
                    object.keys);
            if (!answer.reason().isEmpty()) {
                reasons.add(answer.reason());
            }
            switch (answer.presence()) {
                case PRESENT -> {}
                case ABSENT -> missing.add(object.sentence() + " is not in the cluster. " + object.cure());
                case UNKNOWN ->
                    context.log()
                            .warn(object.sentence() + " is not of this stack; unless it is in the cluster already,"
                                    + " Prometheus will not start. " + object.cure());
            }
        }
        // The others are the same one again: a login that is waited for, a right that is missing.
        reasons.stream().findFirst().ifPresent(reason -> context.log()
                .warn("The cluster does not tell whether what the stack refers to is there: " + reason));
        if (missing.isEmpty()) {
            return;
        }
        if (Deployment.getInstance().isDryRun()) {
            missing.forEach(sentence -> context.log().warn(sentence));
        } else {
            throw new RunException(String.join("\n", missing) + "\nNothing was changed.");
        }
    }

    private String sentence() {
        return "The " + kind + " " + namespace + "/" + name + " (" + String.join(", ", keys) + "), from which "
                + purpose + ",";
    }

    private String cure() {
        return "Make it: kubectl -n " + namespace + " create "
                + ("Secret".equals(kind) ? "secret generic " : "configmap ") + name
                + keys.stream().map(key -> " --from-file=" + key + "=FILE").collect(Collectors.joining())
                + " (before the first deployment also: kubectl create namespace " + namespace + ")";
    }

    /** Those of a stack. */
    static List<ReferredObject> of(StackConfig config) {
        List<ReferredObject> objects = new ArrayList<>();
        String namespace = config.namespaces().monitoring();
        ObjectStorageConfig storage = config.prometheus().objectStorage();
        if (storage != null) {
            add(
                    objects,
                    "Secret",
                    namespace,
                    storage.secretName(),
                    List.of(storage.key()),
                    "the Thanos sidecar takes its object storage");
        }
        for (RemoteWriteConfig remoteWrite : config.prometheus().remoteWrites()) {
            RemoteWriteTls tls = remoteWrite.tls();
            String purpose = "the remote write " + remoteWrite.name() + " takes ";
            String authority = purpose + "the authority that it trusts";
            add(objects, "Secret", namespace, tls.caSecretName(), List.of(tls.caKey()), authority);
            add(objects, "ConfigMap", namespace, tls.caConfigMapName(), List.of(tls.caKey()), authority);
            add(
                    objects,
                    "Secret",
                    namespace,
                    tls.certificateSecretName(),
                    List.of(RemoteWriteTls.CERTIFICATE_KEY, RemoteWriteTls.PRIVATE_KEY),
                    purpose + "its certificate");
        }
        return objects;
    }

    private static void add(
            List<ReferredObject> objects,
            String kind,
            String namespace,
            @Nullable String name,
            List<String> keys,
            String purpose) {
        if (name != null) {
            objects.add(new ReferredObject(kind, namespace, name, keys, purpose));
        }
    }
}
