package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineRun.Step;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Wait;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** The life of a local stack on a real Docker engine, from the first {@code up} to {@code destroy}. */
@Tag("docker")
@RequiresTools({
    "pulumi",
    "pulumi-resource-docker",
    "dockerd",
    "prometheus",
    "promtool",
    "alertmanager",
    "node_exporter",
    "prometheus-postgres-exporter",
    "prometheus-redis-exporter",
    "renderowl-backend"
})
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DockerLifecycleTest {

    private static final String PROMETHEUS = "renderowl-prometheus";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<String> CONTAINERS =
            List.of("alertmanager", "node-exporter", "postgres-exporter", "prometheus", "redis-exporter");

    private final int port = FreePorts.next();
    private final int alertmanagerPort = FreePorts.next();
    private final int backendPort = FreePorts.next();
    private final LocalPrometheus prometheus = new LocalPrometheus(port);
    private DockerEngine engine;
    private EngineStack stack;
    private MachineBackend backend;

    @BeforeAll
    void start() {
        engine = DockerEngine.start();
        DockerImages.provide(engine);
        backend = MachineBackend.start(engine.machineAddress(), backendPort);
        stack = EngineStack.create("local").on(engine).withConfig(config(Map.of()));
    }

    @AfterAll
    void end() {
        if (backend != null) {
            backend.close();
        }
        if (stack != null) {
            stack.close();
        }
        if (engine != null) {
            engine.close();
        }
    }

    @Test
    @Order(1)
    void upEndsWhenEveryContainerIsWell() {
        EngineRun up = stack.up();
        assertThat(up.diagnostics("error")).isEmpty();
        assertThat(state(PROMETHEUS, "Health")).isEqualTo("healthy");
        assertThat(state("renderowl-alertmanager", "Health")).isEqualTo("healthy");
        assertThat(state("renderowl-node-exporter", "Health")).isEqualTo("healthy");
        assertThat(state("renderowl-postgres-exporter", "Health")).isEqualTo("healthy");
        assertThat(state("renderowl-redis-exporter", "Status")).isEqualTo("running");
        assertThat(state("renderowl-prometheus-config", "Status")).isEqualTo("created");
    }

    @Test
    @Order(2)
    void everyTargetIsUpWithTheBackendOnTheMachineAmongThem() {
        Wait.until("every target is up", SOON, () -> {
            assertThat(prometheus.targets())
                    .isEqualTo(Map.of(
                            "alertmanager", "up",
                            "node-exporter", "up",
                            "postgres-exporter", "up",
                            "prometheus", "up",
                            "redis-exporter", "up",
                            "renderowl-backend", "up"));
            return true;
        });
        assertThat(prometheus.ruleGroups()).contains("renderowl-backend");
    }

    @Test
    @Order(3)
    void nothingDiffersAfterwardsNotEvenWhatIsReadFromTheEngine() {
        assertThat(stack.preview().steps()).isEmpty();
        stack.refresh();
        assertThat(stack.preview().steps()).isEmpty();
    }

    @Test
    @Order(4)
    void everyContainerIsConfinedAndLimited() {
        for (String name : CONTAINERS) {
            JsonObject host = engine.inspect("renderowl-" + name).getAsJsonObject("HostConfig");
            assertThat(host.get("ReadonlyRootfs").getAsBoolean()).as(name).isTrue();
            assertThat(host.get("CapDrop").toString()).as(name).isEqualTo("[\"ALL\"]");
            assertThat(host.get("SecurityOpt").toString()).as(name).contains("no-new-privileges:true");
            assertThat(host.getAsJsonObject("RestartPolicy").get("Name").getAsString())
                    .as(name)
                    .isEqualTo("unless-stopped");
            assertThat(host.getAsJsonObject("LogConfig")
                            .getAsJsonObject("Config")
                            .toString())
                    .as(name)
                    .contains("max-size", "max-file");
            assertThat(host.get("Privileged").getAsBoolean()).as(name).isFalse();
        }
        assertThat(limits("prometheus")).isEqualTo(new ContainerLimits(2L << 30, 1000));
        assertThat(limits("node-exporter")).isEqualTo(new ContainerLimits(256L << 20, 250));
        assertThat(limits("postgres-exporter")).isEqualTo(new ContainerLimits(128L << 20, 250));
        assertThat(limits("redis-exporter")).isEqualTo(new ContainerLimits(128L << 20, 250));
        JsonObject published =
                engine.inspect(PROMETHEUS).getAsJsonObject("HostConfig").getAsJsonObject("PortBindings");
        assertThat(limits("alertmanager")).isEqualTo(new ContainerLimits(128L << 20, 250));
        assertThat(published.toString()).contains("\"HostIp\":\"127.0.0.1\"");
        assertThat(engine.inspect("renderowl-redis-exporter")
                        .getAsJsonObject("HostConfig")
                        .get("PortBindings")
                        .toString())
                .isIn("{}", "null");
    }

    @Test
    @Order(5)
    void changedRulesAndConfigurationAreLoadedWithoutARestart() {
        String started = state(PROMETHEUS, "StartedAt");
        stack.withConfig(config(Map.of(
                "alerts",
                Map.of("diskRatio", "0.42"),
                "prometheus",
                Map.of("scrapeInterval", "2s", "externalLabels", Map.of("environment", "edited")))));
        assertThat(stack.preview().steps()).extracting(Step::name).containsOnly("prometheus-config");
        stack.up();
        Wait.until(
                "the new files are loaded",
                SOON,
                () -> prometheus.configuration().contains("environment: edited")
                        && prometheus.rules().contains("0.42"));
        assertThat(state(PROMETHEUS, "StartedAt")).isEqualTo(started);
        assertThat(prometheus.post("/-/reload")).as("for any web page").isEqualTo(403);
        assertThat(prometheus.post("/-/quit")).as("for any web page").isEqualTo(403);
        String before = prometheus.query("prometheus_config_last_reload_success_timestamp_seconds");
        engine.docker("kill", "--signal", "HUP", PROMETHEUS).requireOutput();
        Wait.until("it loads its files when it is sent a signal", SOON, () -> !prometheus
                .query("prometheus_config_last_reload_success_timestamp_seconds")
                .equals(before));
        assertThat(state(PROMETHEUS, "StartedAt")).isEqualTo(started);
        assertThat(prometheus.query("prometheus_config_last_reload_successful")).isEqualTo("1");
    }

    @Test
    @Order(6)
    void samplesSurviveARestartOfTheEngineAndAnotherContainer() {
        Wait.until("there are samples", SOON, () -> prometheus.samplesOfItself() >= 3);
        long first = prometheus.oldestSampleOfItself();
        engine.restart();
        for (String name : CONTAINERS) {
            // The Redis exporter has no health check: its image holds nothing that could make one.
            boolean hasCheck = !name.equals("redis-exporter");
            Wait.until(
                    name + " is back",
                    SOON,
                    () -> hasCheck
                            ? state("renderowl-" + name, "Health").equals("healthy")
                            : state("renderowl-" + name, "Status").equals("running"));
        }
        assertThat(prometheus.oldestSampleOfItself()).isEqualTo(first);
        String made = engine.inspect(PROMETHEUS).get("Id").getAsString();
        stack.withConfig(config(Map.of("prometheus", edited("1000m"))));
        stack.up();
        assertThat(limits("prometheus")).isEqualTo(new ContainerLimits(1L << 30, 1000));
        assertThat(engine.inspect(PROMETHEUS).get("Id").getAsString())
                .as("memory changes in place")
                .isEqualTo(made);
        assertThat(prometheus.oldestSampleOfItself()).isEqualTo(first);
    }

    /** Whatever a key changes of a container is read back from the engine. */
    @Test
    @Order(7)
    void whatIsReportedAsAppliedIsApplied() {
        long first = prometheus.oldestSampleOfItself();
        Map<String, Object> prometheusEdit = edited("500m");
        prometheusEdit.put("logLevel", "debug");
        stack.withConfig(config(Map.of(
                "prometheus",
                prometheusEdit,
                "alertmanager",
                Map.of("resources", Map.of("limits", Map.of("cpu", "125m", "memory", "160Mi"))),
                "docker",
                Map.of("prometheusPort", port, "alertmanagerPort", alertmanagerPort, "bindAddress", "0.0.0.0"),
                "exporters",
                Map.of(
                        "node",
                        Map.of("resources", Map.of("limits", Map.of("cpu", "500m"))),
                        "postgres",
                        Map.of("image", DockerImages.POSTGRES_EXPORTER),
                        "redis",
                        Map.of("image", DockerImages.REDIS_EXPORTER, "address", "other.example.com:6380")))));
        stack.up();
        assertThat(limits("prometheus")).isEqualTo(new ContainerLimits(1L << 30, 500));
        assertThat(limits("alertmanager")).isEqualTo(new ContainerLimits(160L << 20, 125));
        assertThat(limits("node-exporter")).isEqualTo(new ContainerLimits(256L << 20, 500));
        assertThat(engine.inspect(PROMETHEUS).get("Args").toString()).contains("--log.level=debug");
        assertThat(engine.inspect("renderowl-redis-exporter")
                        .getAsJsonObject("Config")
                        .get("Env")
                        .toString())
                .contains("other.example.com:6380");
        assertThat(engine.inspect(PROMETHEUS)
                        .getAsJsonObject("HostConfig")
                        .get("PortBindings")
                        .toString())
                .contains("\"HostIp\":\"0.0.0.0\"");
        assertThat(state(PROMETHEUS, "Health")).isEqualTo("healthy");
        assertThat(stack.preview().steps()).isEmpty();
        assertThat(prometheus.oldestSampleOfItself()).isEqualTo(first);
    }

    @Test
    @Order(8)
    void destroyLeavesNothing() {
        stack.destroy();
        assertThat(engine.everything()).isEmpty();
    }

    private static Map<String, Object> edited(String cpu) {
        return new HashMap<>(
                Map.of("scrapeInterval", "2s", "resources", Map.of("limits", Map.of("memory", "1Gi", "cpu", cpu))));
    }

    private String state(String container, String what) {
        JsonObject state = engine.inspect(container).getAsJsonObject("State");
        return what.equals("Health")
                ? state.getAsJsonObject("Health").get("Status").getAsString()
                : state.get(what).getAsString();
    }

    private ContainerLimits limits(String workload) {
        return ContainerLimits.of(engine.inspect("renderowl-" + workload)
                .getAsJsonObject("State")
                .get("Pid")
                .getAsLong());
    }

    private Map<String, Object> config(Map<String, Object> changes) {
        Map<String, Object> config = new HashMap<>(Map.of(
                "platform",
                "docker",
                "docker",
                Map.of("prometheusPort", port, "alertmanagerPort", alertmanagerPort),
                "prometheus",
                Map.of("scrapeInterval", "2s"),
                "applications",
                Map.of("backend", Map.of("port", backendPort), "frontend", Map.of("enabled", false)),
                "exporters",
                Map.of(
                        "postgres", Map.of("image", DockerImages.POSTGRES_EXPORTER),
                        "redis", Map.of("image", DockerImages.REDIS_EXPORTER))));
        config.putAll(changes);
        return config;
    }
}
