package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.ImageReference;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a Thanos sidecar beside each Prometheus uploads finished blocks, every two hours, and who may ask it for what is not
 * uploaded yet.
 *
 * @param configSecret the stack's secret with Thanos' description of the bucket, credentials included; or null
 * @param secretName the Secret with that description, where it is not the stack's own; or null
 * @param key its key there
 * @param image the sidecar's image
 * @param resources what the sidecar may use
 * @param addresses the addresses of the storage, which the network policy admits
 * @param port its port
 * @param query the Thanos Query that asks the sidecar, or null for nobody
 * @see <a href="https://thanos.io/tip/thanos/storage.md/">Thanos: object storage and its description</a>
 */
public record ObjectStorageConfig(
        @Nullable String configSecret,
        @Nullable String secretName,
        String key,
        ImageReference image,
        ResourceConfig resources,
        List<Cidr> addresses,
        int port,
        @Nullable PeerConfig query) {

    private static final String SECTION = "objectStorage";

    /** Reads the section {@code objectStorage} of {@code prometheus}; null where it is not given. */
    static @Nullable ObjectStorageConfig read(
            ObjectReader prometheus, StackSecrets secrets, Map<String, String> externalLabels) {
        ObjectReader reader = prometheus.object(SECTION);
        ObjectStorageConfig config = new ObjectStorageConfig(
                secrets.reference(
                        reader,
                        "configSecret",
                        "Name of the secret with Thanos' description of the bucket, a YAML text"),
                reader.key("secretName", "Secret of the cluster with that description, instead of configSecret")
                        .valueOrNull(Syntax.DOTTED_NAME),
                reader.key("key", "Key of the description in that Secret").value(Syntax.SECRET_KEY, "objstore.yml"),
                reader.key("image", "Container image of the Thanos sidecar").value(Syntax.IMAGE, Images.THANOS),
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("50m", "500m", "128Mi", "512Mi")),
                reader.key("addresses", "Addresses of the storage; required with network.policies")
                        .list(Syntax.ADDRESSES, List.of()),
                reader.key("port", "Port of the storage").value(Syntax.PORT, 443),
                query(reader));
        reader.refuseUnknownKeys();
        if (!prometheus.has(SECTION)) {
            return null;
        }
        config.check(reader, prometheus, externalLabels);
        return config;
    }

    private static @Nullable PeerConfig query(ObjectReader reader) {
        // Read in any case, so that its keys are in the reference.
        PeerConfig peer = PeerConfig.read(
                reader.object("query"),
                "the Thanos Query",
                new PeerConfig.Pods("monitoring", Map.of("app.kubernetes.io/name", "thanos-query")));
        return reader.has("query") ? peer : null;
    }

    private void check(ObjectReader reader, ObjectReader prometheus, Map<String, String> externalLabels) {
        if (reader.has("configSecret") == reader.has("secretName")) {
            reader.refuse(
                    reader.has("secretName")
                            ? "has configSecret beside secretName"
                            : "has neither configSecret nor secretName",
                    "one of them",
                    "give configSecret, so that the stack makes the Secret, or the secretName of one that is there");
        }
        if (reader.reading().hasPolicies() && reader.isEmpty("addresses")) {
            reader.refuse(
                    "addresses",
                    "is missing or empty, so the network policy would stop every upload",
                    "at least one entry: " + Cidr.ALLOWED,
                    "list the addresses of the storage");
        }
        if (externalLabels.isEmpty()) {
            prometheus.refuse(
                    "externalLabels",
                    "is empty, so the blocks of two clusters in one bucket could not be told apart",
                    "at least one label, with another value in each cluster",
                    "remove it for the default, the stack's name, or set a label");
        }
    }
}
