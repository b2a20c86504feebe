package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.ImageReference;
import java.util.Map;

/**
 * The exporters that the stack runs.
 *
 * @param node one per node
 * @param postgres for the database
 * @param redis for the cache
 */
public record ExportersConfig(Node node, Postgres postgres, Redis redis) {

    /**
     * The node exporter.
     *
     * @param enabled whether it runs
     * @param image the container image
     * @param resources what each may use
     * @param hostNetwork whether it uses the node's own network, so that it sees the node's interfaces; no network policy
     *     protects it there
     */
    public record Node(boolean enabled, ImageReference image, ResourceConfig resources, boolean hostNetwork) {}

    /**
     * The PostgreSQL exporter.
     *
     * @param enabled whether it runs
     * @param image the container image
     * @param resources what it may use
     * @param secretName the Kubernetes Secret with the connection, under the key {@code DATA_SOURCE_NAME}
     * @param database where the database is, for the network policy
     * @param port the port of the database
     */
    public record Postgres(
            boolean enabled,
            ImageReference image,
            ResourceConfig resources,
            String secretName,
            PeerConfig database,
            int port) {

        /** Reports a connection that the network policy would stop. */
        private void check(ObjectReader reader, DataSourceName.Server server) {
            String connection = KeyPath.child(StackSecrets.SECTION, StackSecrets.POSTGRES_DATA_SOURCE_NAME);
            if (server.port() != port) {
                reader.refuse(
                        "port",
                        Shown.quoted(String.valueOf(port)) + " is not the port " + server.port() + " of " + connection
                                + ", so the network policy would stop the connection",
                        "the port of that connection, " + server.port(),
                        reader.reading().remedies().toSet(reader.pathOf("port"), String.valueOf(server.port())));
            }
            PeerConfig.checkHost(reader.object("database"), database, server.host(), connection);
        }
    }

    /**
     * The Redis exporter.
     *
     * @param enabled whether it runs
     * @param image the container image
     * @param resources what it may use
     * @param address where Redis listens
     * @param secretName the Kubernetes Secret with the password, under the key {@code REDIS_PASSWORD}; it may be missing
     * @param database where Redis is, for the network policy
     */
    public record Redis(
            boolean enabled,
            ImageReference image,
            ResourceConfig resources,
            HostPort address,
            String secretName,
            PeerConfig database) {}

    static ExportersConfig read(
            ObjectReader reader, Platform platform, String applicationNamespace, StackSecrets secrets) {
        PeerConfig.Pods anyApplicationPod = new PeerConfig.Pods(applicationNamespace, Map.of());
        ExportersConfig config = new ExportersConfig(
                node(reader.object("node")),
                postgres(reader.object("postgres"), anyApplicationPod, secrets),
                redis(reader.object("redis"), platform, anyApplicationPod));
        reader.refuseUnknownKeys();
        return config;
    }

    private static Node node(ObjectReader reader) {
        Node node = new Node(
                enabled(reader),
                reader.key("image", "Container image").value(Syntax.NODE_EXPORTER, Images.NODE_EXPORTER),
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("100m", "250m", "64Mi", "256Mi")),
                reader.key("hostNetwork", "Whether it uses the node's own network, which no network policy protects")
                        .value(Syntax.FLAG, true));
        reader.refuseUnknownKeys();
        return node;
    }

    private static Postgres postgres(ObjectReader reader, PeerConfig.Pods database, StackSecrets secrets) {
        Postgres postgres = new Postgres(
                enabled(reader),
                image(reader, Images.POSTGRES_EXPORTER),
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("100m", "250m", "64Mi", "128Mi")),
                reader.key("secretName", "Secret with the connection under the key DATA_SOURCE_NAME")
                        .value(Syntax.DOTTED_NAME, "postgres-exporter"),
                PeerConfig.read(reader.object("database"), "the database", database),
                reader.key("port", "Port of the database, for the network policy; that of the connection")
                        .value(Syntax.PORT, 5432));
        reader.refuseUnknownKeys();
        if (postgres.enabled && reader.reading().hasPolicies()) {
            secrets.databaseServer().ifPresent(server -> postgres.check(reader, server));
        }
        return postgres;
    }

    private static Redis redis(ObjectReader reader, Platform platform, PeerConfig.Pods database) {
        String host =
                switch (platform) {
                    case KUBERNETES, OPERATOR -> "redis." + database.namespace() + ".svc";
                    case DOCKER -> DockerConfig.HOST;
                };
        Redis redis = new Redis(
                enabled(reader),
                image(reader, Images.REDIS_EXPORTER),
                ResourceConfig.read(reader.object("resources"), ResourceConfig.of("100m", "250m", "64Mi", "128Mi")),
                reader.key("address", "Where Redis listens").value(Syntax.HOST_PORT, new HostPort(host, 6379)),
                reader.key("secretName", "Secret with the password under the key REDIS_PASSWORD, if any")
                        .value(Syntax.DOTTED_NAME, "redis-exporter"),
                PeerConfig.read(reader.object("database"), "Redis", database));
        reader.refuseUnknownKeys();
        if (redis.enabled && reader.reading().hasPolicies()) {
            PeerConfig.checkHost(
                    reader.object("database"), redis.database, redis.address.host(), reader.pathOf("address"));
        }
        return redis;
    }

    private static boolean enabled(ObjectReader reader) {
        return reader.key("enabled", "Whether it runs").value(Syntax.FLAG, true);
    }

    private static ImageReference image(ObjectReader reader, ImageReference defaultValue) {
        return reader.key("image", "Container image").value(Syntax.IMAGE, defaultValue);
    }
}
