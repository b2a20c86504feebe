package com.renderowl.monitoring.node;

import com.renderowl.monitoring.harness.TestImage;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.proof.StackSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is monitored on a test node: two backends, a front end, PostgreSQL and Redis that ask for a password, in a namespace of
 * their own; and the settings that a stack needs there.
 */
final class NodePlatform {

    /** What PostgreSQL wants of the user {@code exporter}. */
    static final String POSTGRES_PASSWORD = "postgres-on-the-node";

    /** What Redis wants. */
    static final String REDIS_PASSWORD = "redis-on-the-node";

    private static final Duration DEADLINE = Duration.ofMinutes(3);

    private NodePlatform() {}

    /** Makes it in a namespace and returns when all of it is Ready. */
    static void deploy(TestNode node, String namespace) {
        deploy(node, namespace, POSTGRES_PASSWORD, REDIS_PASSWORD);
    }

    /** The same with other passwords. */
    static void deploy(TestNode node, String namespace, String postgresPassword, String redisPassword) {
        node.apply(resource("platform.yaml")
                .replace("@NAMESPACE@", namespace)
                .replace("@BACKEND@", TestImage.BACKEND.name())
                .replace("@DATABASES@", TestImage.DATABASES.name())
                .replace("@POSTGRES@", postgresPassword)
                .replace("@REDIS@", redisPassword));
        node.waitUntil("the platform is Ready", DEADLINE, () -> node.kubectlTry(
                        "-n", namespace, "wait", "deployments", "--all", "--for=condition=Available", "--timeout=1s")
                .succeeded());
    }

    /** Deletes it, and returns when it is gone. */
    static void remove(TestNode node, String namespace) {
        node.kubectl("delete", "namespace", namespace, "--wait=true", "--timeout=180s");
    }

    /** How the PostgreSQL exporter reaches PostgreSQL. */
    static String dataSourceName(String namespace, String password) {
        return "postgresql://exporter:" + password + "@postgres." + namespace + ".svc:5432/renderowl?sslmode=disable";
    }

    /** The committed settings of a stack, with what is different on the node. */
    static StackSettings settings(String stack) {
        return StackSettings.committed(stack).with(onNode());
    }

    /** Images that are there, and the addresses of the API server. */
    static String onNode() {
        return """
                imagePullPolicy: IfNotPresent
                exporters:
                  postgres: {image: '%s'}
                  redis: {image: '%s'}
                network:
                  apiServer: {serviceAddresses: [10.97.0.1/32]}
                """
                .formatted(TestImage.POSTGRES_EXPORTER.name(), TestImage.REDIS_EXPORTER.name());
    }

    private static String resource(String name) {
        try (@Nullable InputStream stream = NodePlatform.class.getResourceAsStream("/harness/node/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("No test resource harness/node/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
