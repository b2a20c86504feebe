package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineRun.Step;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        assertThat(state("renderowl-prometheus-owner", "ExitCode")).isEqualTo("0");
        assertThat(state("renderowl-alertmanager-owner", "Status")).isEqualTo("exited");
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
        engine.docker("exec", PROMETHEUS, "kill", "-HUP", "1").requireOutput();
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
    void eachContainerHasAUserOfItsOwnSoThatTheNodeExporterReadsNoneOfTheirSecrets() throws IOException {
        Map<String, String> users = new TreeMap<>();
        for (String name : CONTAINERS) {
            long process = process(name);
            String user = Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith("Uid:"))
                    .findFirst()
                    .orElseThrow()
                    .split("\\s+")[1];
            assertThat(users).as(name).doesNotContainValue(user);
            users.put(name, user);
            if (!name.equals("node-exporter")) {
                CommandOutcome environment = inNodeExporter("cat", "/host/proc/" + process + "/environ");
                assertThat(environment.succeeded()).as(name).isFalse();
                assertThat(environment.errors()).as(name).contains("Permission denied");
            }
        }
        assertThat(users.values()).doesNotContain("0", "65534");
        assertThat(inNodeExporter("cat", "/host/proc/1/stat").succeeded()).isTrue();
    }

    @Test
    @Order(9)
    void theNodeExporterShowsWhatOneAmongTheMachinesProcessesShows() {
        JsonObject container = engine.inspect("renderowl-node-exporter");
        List<String> command = new ArrayList<>(List.of(
                "run --detach --name among-processes --pid host --network container:renderowl-node-exporter --user"
                        .split(" ")));
        command.add(container.getAsJsonObject("Config").get("User").getAsString());
        container
                .getAsJsonObject("HostConfig")
                .getAsJsonArray("Binds")
                .forEach(bind -> command.addAll(List.of("--volume", bind.getAsString())));
        command.add(container.getAsJsonObject("Config").get("Image").getAsString());
        container
                .getAsJsonObject("Config")
                .getAsJsonArray("Cmd")
                .forEach(argument -> command.add(argument.getAsString().replace(":9100", ":9101")));
        engine.docker(command.toArray(String[]::new)).requireOutput();
        try {
            Wait.until("both show the same series", SOON, () -> {
                Set<String> series = series(9100);
                return series.size() > 100 && series.equals(series(9101));
            });
        } finally {
            engine.docker("rm", "--force", "among-processes").requireOutput();
        }
    }

    /** As earlier releases left it, whose Prometheus and Alertmanager ran as the user 65534. */
    @Test
    @Order(10)
    void dataOfAReleaseThatRanAsAnotherUserIsWrittenOn() {
        long first = prometheus.oldestSampleOfItself();
        for (String name : List.of("prometheus", "alertmanager")) {
            String image = engine.inspect("renderowl-" + name)
                    .getAsJsonObject("Config")
                    .get("Image")
                    .getAsString();
            engine.docker("rm", "--force", "renderowl-" + name + "-owner").requireOutput();
            engine.docker("stop", "renderowl-" + name).requireOutput();
            engine.docker(("run --rm --user 0 --entrypoint chown --volume renderowl-" + name + "-data:/data " + image
                                    + " -R 65534:65534 /data")
                            .split(" "))
                    .requireOutput();
        }
        stack.refresh();
        stack.up();
        assertThat(state(PROMETHEUS, "Health")).isEqualTo("healthy");
        assertThat(state("renderowl-alertmanager", "Health")).isEqualTo("healthy");
        assertThat(prometheus.oldestSampleOfItself()).isEqualTo(first);
        assertThat(engine.docker("exec", PROMETHEUS, "ls", "-lnA", "/prometheus")
                        .requireOutput())
                .contains(" 59090 ", "wal")
                .doesNotContain("65534");
        assertThat(stack.preview().steps()).isEmpty();
    }

    @Test
    @Order(11)
    void destroyLeavesNothing() {
        stack.destroy();
        assertThat(engine.everything()).isEmpty();
    }

    private CommandOutcome inNodeExporter(String... command) {
        return engine.docker(Stream.concat(Stream.of("exec", "renderowl-node-exporter"), Stream.of(command))
                .toArray(String[]::new));
    }

    /** The names and labels of what a node exporter shows. */
    private Set<String> series(int itsPort) {
        return inNodeExporter("wget", "-q", "-O", "-", "http://127.0.0.1:" + itsPort + "/metrics")
                .output()
                .lines()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.lastIndexOf(' ')))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private long process(String workload) {
        return engine.inspect("renderowl-" + workload)
                .getAsJsonObject("State")
                .get("Pid")
                .getAsLong();
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
        return ContainerLimits.of(process(workload));
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
