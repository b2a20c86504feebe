package com.renderowl.monitoring.equality;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.config.Platform;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.PrometheusOperator;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The same settings on each platform, and a real Prometheus started with what came of them: by the rendering, by the real
 * operator from the custom resources in a cluster, by the containers' declaration. In the cluster both look for the same
 * pods.
 */
@Tag("operator")
@WithControlPlane(shared = false)
@RequiresTools({
    "pulumi",
    "pulumi-resource-kubernetes",
    PrometheusOperator.PROGRAM,
    "prometheus-config-reloader",
    "prometheus"
})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlatformEqualityTest {

    private static final String APPLICATIONS = "renderowl-staging";
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    /** As many settings as all platforms know, none of them a default. */
    private static final String SETTINGS =
            """
            prometheus:
              retention: 20d
              retentionSize: 4GB
              scrapeInterval: 20s
              scrapeTimeout: 7s
              evaluationInterval: 25s
              externalLabels: {environment: staging, region: west}
              remoteWrite:
                - name: archive
                  url: https://archive.example.com/api/v1/write
                  bearerTokenSecret: archiveToken
                  keepMetrics: renderowl_.*|up
                  maxShards: 4
                  %1$s
                - name: central
                  url: http://central.example.com:9009/api/v1/push
                  basicAuth: {username: staging, passwordSecret: centralPassword}
                  %1$s
            applications:
              backend: {scrapeInterval: 30s, job: backend}
              frontend: {path: /metrics}
              queue: {port: 9000, path: /internal/metrics, %2$s}
              storage: {targets: ['192.0.2.1:9001'], scheme: https, scrapeInterval: 1m, %1$s}
            alerts: {cpuRatio: 0.7}
            """;

    private static final Map<String, String> SECRETS = Map.of(
            "archiveToken", "planted-token",
            "centralPassword", "planted-password",
            "postgresDataSourceName", "postgresql://user:password@postgres:5432/renderowl");

    /** Where the network policies of a cluster let Prometheus go, and how an application is found in one. */
    private static final String IN_CLUSTER = SETTINGS.formatted("addresses: [192.0.2.1/32]", "service: queue");

    private final ControlPlane cluster;
    private final List<AutoCloseable> running = new ArrayList<>();
    private final Map<Platform, Facts> facts = new EnumMap<>(Platform.class);

    PlatformEqualityTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @BeforeAll
    void startOneOfEach(@TempDir Path directory) {
        cluster.kubectl("create", "namespace", APPLICATIONS);
        for (String name : List.of("renderowl-backend", "renderowl-frontend", "queue")) {
            cluster.kubectl("-n", APPLICATIONS, "create", "deployment", name, "--image=renderowl/" + name + ":1");
        }
        cluster.kubectl("-n", APPLICATIONS, "expose", "deployment/queue", "--port=9000");
        PrometheusOperator.installDefinitions(cluster);
        running.add(PrometheusOperator.start(cluster));

        try (EngineStack rendered = stack(Platform.KUBERNETES).withMode(new RunMode.Render(directory, true))) {
            rendered.up();
        }
        EngineStack operated = stack(Platform.OPERATOR).on(cluster);
        running.add(operated);
        operated.up();

        observe(Platform.KUBERNETES, PrometheusOnPlatform.rendered(directory));
        observe(Platform.OPERATOR, PrometheusOnPlatform.operated(cluster, "monitoring", "staging"));
        observe(Platform.DOCKER, PrometheusOnPlatform.container(onDocker()));
    }

    @AfterAll
    void end() throws Exception {
        // Stacks before the operator, which they may still need.
        for (int index = running.size() - 1; index >= 0; index--) {
            running.get(index).close();
        }
    }

    @ParameterizedTest
    @EnumSource(names = "KUBERNETES", mode = EnumSource.Mode.EXCLUDE)
    void nothingDiffersFromTheRenderingButWhatTheTableSays(Platform platform) {
        Facts plain = facts.get(Platform.KUBERNETES);
        Facts other = facts.get(platform);
        Set<String> all = new TreeSet<>(plain.values().keySet());
        all.addAll(other.values().keySet());
        Map<String, String> unexplained = new TreeMap<>();
        for (String fact : all) {
            boolean explained = Differences.TABLE.stream()
                    .anyMatch(difference -> difference.concerns(fact)
                            && difference.allows(Platform.KUBERNETES, plain.get(fact))
                            && difference.allows(platform, other.get(fact)));
            if (!plain.get(fact).equals(other.get(fact)) && !explained) {
                unexplained.put(fact, plain.get(fact) + " | " + other.get(fact));
            }
        }
        System.out.printf("%s: %d facts compared with kubernetes%n", platform, all.size());
        assertThat(unexplained).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "KUBERNETES", mode = EnumSource.Mode.EXCLUDE)
    void everyDifferenceOfTheTableIsThere(Platform platform) {
        assertThat(Differences.TABLE.stream().filter(difference -> difference.isSeenOn(platform)))
                .isNotEmpty()
                .allSatisfy(difference -> assertThat(shown(difference, facts.get(platform)))
                        .as(difference.setting())
                        .isNotEqualTo(shown(difference, facts.get(Platform.KUBERNETES))));
    }

    /** Facts that would not be compared if the test asked for too little. */
    @Test
    void theFactsAreThoseOfTheSettings() {
        for (Platform platform : Platform.values()) {
            Facts found = facts.get(platform);
            assertThat(found.values())
                    .as(platform.toString())
                    .containsEntry("target 1 of backend: interval", "30s")
                    .containsEntry("target 1 of storage: URL", "https://192.0.2.1:9001/metrics")
                    .containsEntry("job queue: metrics_path", "/internal/metrics")
                    .containsEntry("job storage: scrape_timeout", "7s")
                    .containsEntry("global: evaluation_interval", "25s")
                    .containsEntry("retention in force", "20d or 4GiB")
                    .containsKey("rules renderowl-backend: 1 query")
                    .containsKey("rules renderowl-redis: 1 duration")
                    .hasSizeGreaterThan(500);
        }
        assertThat(facts.get(Platform.OPERATOR).values())
                .containsKey("target 1 of queue: label pod")
                .containsKey("target 1 of node-exporter: label node");
    }

    private void observe(Platform platform, PrometheusOnPlatform started) {
        Set<String> jobs = new TreeSet<>();
        TestStack.model(withSecrets(IN_CLUSTER)).graph().scrapeTargets().forEach(target -> jobs.add(target.job()));
        try (PrometheusServer server = started.start(cluster.kubeconfig())) {
            server.waitUntil("every job has a target", DEADLINE, () -> {
                assertThat(Facts.jobs(server)).isEqualTo(jobs);
                return true;
            });
            facts.put(platform, Facts.of(server, started.arguments()));
        }
    }

    private static Map<String, String> shown(Difference difference, Facts facts) {
        Map<String, String> shown = new TreeMap<>(facts.values());
        shown.keySet().removeIf(fact -> !difference.concerns(fact));
        return shown;
    }

    private static EngineStack stack(Platform platform) {
        Map<String, Object> values = new HashMap<>();
        ((Map<?, ?>) Document.yaml(IN_CLUSTER)).forEach((key, value) -> values.put(String.valueOf(key), value));
        values.put("platform", platform.toString().toLowerCase(Locale.ROOT));
        EngineStack stack = EngineStack.create(TestStack.NAME).withConfig(values);
        SECRETS.forEach((name, value) -> stack.withSecret("secrets." + name, value));
        return stack;
    }

    private static String onDocker() {
        return withSecrets(SETTINGS.formatted("", "")) + "platform: docker\n";
    }

    private static String withSecrets(String settings) {
        StringBuilder yaml = new StringBuilder(settings).append("secrets:\n");
        SECRETS.forEach((name, value) -> yaml.append("  %s: %s%n".formatted(name, value)));
        return yaml.toString();
    }
}
