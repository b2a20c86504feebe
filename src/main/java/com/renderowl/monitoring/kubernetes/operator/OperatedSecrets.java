package com.renderowl.monitoring.kubernetes.operator;

import com.pulumi.kubernetes.core.v1.Secret;
import com.pulumi.kubernetes.core.v1.SecretArgs;
import com.pulumi.resources.Resource;
import com.renderowl.monitoring.config.ObjectStorageConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.StackSecrets;
import com.renderowl.monitoring.kubernetes.Children;
import com.renderowl.monitoring.model.PrometheusWorkload;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The Secrets that the Prometheus resource refers to. */
final class OperatedSecrets {

    /** The Secret with the credentials for remote write. */
    static final String REMOTE_WRITE = PrometheusWorkload.REMOTE_WRITE_SECRET;

    /** Tells whoever renders the stack that nothing in this Secret is one. */
    private static final Map<String, String> NO_SECRET_VALUES =
            Map.of("monitoring.renderowl.com/secret-values", "none");

    private OperatedSecrets() {}

    /** The key of a user name: the operator takes it from a Secret too, although it is none. */
    static String usernameKey(RemoteWriteConfig config) {
        return config.name() + ".username";
    }

    /** Where alerts go. It is no secret, but the resource takes it from a Secret only. */
    static Resource alertmanagers(String name, StackModel stack, Children children) {
        return new Secret(
                name + "-alertmanagers",
                SecretArgs.builder()
                        .metadata(children.metadata(
                                PrometheusResource.ALERTMANAGERS_SECRET,
                                stack.prometheus().namespace(),
                                stack.prometheus().labels().selector(),
                                NO_SECRET_VALUES))
                        .stringData(Map.of(
                                PrometheusResource.ALERTMANAGERS_KEY,
                                PrometheusConfiguration.of(stack).alertmanagersYaml()))
                        .build(),
                children.options());
    }

    /** The Secret with the credentials for remote write, or null where nobody asks for any. */
    static @Nullable Resource remoteWrite(String name, StackModel stack, StackSecrets secrets, Children children) {
        Map<String, String> credentials = new TreeMap<>();
        for (RemoteWriteConfig config : stack.config().prometheus().remoteWrites()) {
            if (config.username() != null && config.passwordSecret() != null) {
                credentials.put(usernameKey(config), config.username());
                credentials.put(config.passwordSecret(), secrets.value(config.passwordSecret()));
            }
            if (config.bearerTokenSecret() != null) {
                credentials.put(config.bearerTokenSecret(), secrets.value(config.bearerTokenSecret()));
            }
        }
        return credentials.isEmpty()
                ? null
                : children.secret(name + "-remote-write", REMOTE_WRITE, stack.prometheus(), credentials);
    }

    /** The Secret with the description of the bucket that blocks are uploaded to, or null where it is not the stack's. */
    static @Nullable Resource objectStorage(String name, StackModel stack, StackSecrets secrets, Children children) {
        ObjectStorageConfig storage = stack.config().prometheus().objectStorage();
        return storage == null || storage.configSecret() == null
                ? null
                : children.secret(
                        name + "-object-storage",
                        Sidecar.SECRET,
                        stack.prometheus(),
                        Map.of(storage.key(), secrets.value(storage.configSecret())));
    }
}
