package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.DatabaseContainers;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Wait;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * A local stack tells of databases in containers that stop, and of a connection that is wrong: the alert fires in its
 * Prometheus, reaches its Alertmanager, and ends with the fault. All durations of the rules are divided by 20.
 */
@Tag("docker")
@RequiresTools({
    "pulumi",
    "pulumi-resource-docker",
    "dockerd",
    "prometheus",
    "promtool",
    "alertmanager",
    "node_exporter",
    "postgres",
    "redis-server",
    "prometheus-postgres-exporter",
    "prometheus-redis-exporter"
})
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DatabaseFaultsTest {

    private static final Duration SOON = Duration.ofMinutes(2);

    private final int port = FreePorts.next();
    private final int alertmanagerPort = FreePorts.next();
    private final LocalPrometheus prometheus = new LocalPrometheus(port);
    private DockerEngine engine;
    private EngineStack stack;
    private DatabaseContainers databases;

    @BeforeAll
    void start() {
        engine = DockerEngine.start();
        DockerImages.provide(engine);
        databases = DatabaseContainers.start(engine);
        stack = EngineStack.create("local")
                .on(engine)
                .withConfig(config())
                .withSecret("secrets.postgresDataSourceName", dataSource("postgres"));
        stack.up();
    }

    @AfterAll
    void end() {
        if (stack != null) {
            stack.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    @Order(1)
    void databasesThatRunRaiseNoAlert() {
        Wait.until("both databases are known to be up", SOON, () -> {
            assertThat(prometheus.query("redis_up")).isEqualTo("1");
            assertThat(prometheus.query("pg_up and on (job, instance) pg_stat_activity_count"))
                    .isEqualTo("1");
            return true;
        });
        awaitAlerts(Set.of());
    }

    @Test
    @Order(2)
    void databasesThatStopAreToldUntilTheyAreBack() {
        long stopped = System.nanoTime();
        databases.stop();
        awaitAlerts(Set.of("PostgreSQLDown", "RedisDown"));
        say("both databases stopped, both alerts at Alertmanager", stopped);

        long started = System.nanoTime();
        databases.startAgain();
        awaitAlerts(Set.of());
        say("both databases started, both alerts over", started);
    }

    @Test
    @Order(3)
    void aConnectionThatIsWrongIsToldUntilItIsRight() {
        long changed = System.nanoTime();
        stack.withSecret("secrets.postgresDataSourceName", dataSource("stranger"));
        // The exporter is well: it runs and answers, and says that it can not reach the database.
        assertThat(stack.up().diagnostics("error")).isEmpty();
        awaitAlerts(Set.of("PostgreSQLDown"));
        assertThat(prometheus.query("pg_up")).isEqualTo("0");
        assertThat(prometheus.targets()).containsEntry("postgres-exporter", "up");
        say("connection changed to a wrong one, alert at Alertmanager", changed);

        stack.withSecret("secrets.postgresDataSourceName", dataSource("postgres"));
        stack.up();
        awaitAlerts(Set.of());
    }

    /** In Prometheus, and at Alertmanager. */
    private void awaitAlerts(Set<String> names) {
        Wait.until("these alerts and no others fire: " + names, SOON, () -> {
            assertThat(prometheus.firing()).isEqualTo(names);
            assertThat(prometheus.activeAt(alertmanagerPort)).isEqualTo(names);
            return true;
        });
    }

    private static void say(String what, long since) {
        System.out.printf(Locale.ROOT, "%s: %.1f s%n", what, (System.nanoTime() - since) / 1e9);
    }

    private String dataSource(String user) {
        return "postgresql://" + user + "@host.docker.internal:" + databases.postgresPort()
                + "/postgres?sslmode=disable";
    }

    private Map<String, Object> config() {
        Map<String, Object> off = Map.of("enabled", false);
        return Map.of(
                "platform",
                "docker",
                "docker",
                Map.of("prometheusPort", port, "alertmanagerPort", alertmanagerPort),
                "prometheus",
                Map.of("scrapeInterval", "2s", "scrapeTimeout", "2s", "evaluationInterval", "1s"),
                "alerts",
                Map.of("timeDivisor", 20),
                "applications",
                // None of the platform's is needed here, and one has to be scraped.
                Map.of(
                        "backend", off,
                        "frontend", off,
                        "another", Map.of("targets", List.of("alertmanager:9093"))),
                "exporters",
                Map.of(
                        "node",
                        off,
                        "postgres",
                        Map.of("image", DockerImages.POSTGRES_EXPORTER),
                        "redis",
                        Map.of(
                                "image",
                                DockerImages.REDIS_EXPORTER,
                                "address",
                                "host.docker.internal:" + databases.redisPort())));
    }
}
