package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.GrafanaStandIn;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Wait;
import com.renderowl.monitoring.model.Paths;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.render.OutputFolder;
import com.renderowl.monitoring.render.Rendering;
import com.renderowl.monitoring.units.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestMethodOrder;

/** The real Docker Compose makes of the rendered file what Pulumi makes of the stack, on the same engine. */
@Tag("docker")
@RequiresTools({
    "pulumi",
    "pulumi-resource-docker",
    "dockerd",
    "docker-compose",
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
class ComposeTest {

    private static final String DATA_SOURCE =
            "postgresql://metrics:pa$$word%7B@host.docker.internal:5432/renderowl?sslmode=disable";
    private static final String REDIS_PASSWORD = "planted-$${redis-password";
    private static final String PASSWORD = "planted-grafana-password";
    private static final Duration SOON = Duration.ofMinutes(2);
    private static final List<String> CONTAINERS =
            List.of("alertmanager", "grafana", "node-exporter", "postgres-exporter", "prometheus", "redis-exporter");
    private static final List<String> OWNERS = List.of("alertmanager-owner", "grafana-owner", "prometheus-owner");
    private static final List<String> VOLUMES =
            List.of("renderowl-alertmanager-data", "renderowl-grafana-data", "renderowl-prometheus-data");

    /** Path and values, as regular expressions, of what Compose does otherwise; on purpose, or because it always does. */
    private static final Map<String, String> ON_PURPOSE = Map.of(
            // How Compose knows what is its own.
            "\\S+ (Config\\.)?Labels\\.com\\.docker\\.compose\\..+", "- \\| .+",
            // Compose would ask whether to make a volume anew when a label changes, and nobody looks at this one there.
            "\\S+ Labels\\.renderowl\\.monitoring/made-by", ".+ \\| -",
            // For `up` in the foreground.
            "\\S+ Config\\.Attach(Stdout|Stderr)", "- \\| true",
            // What the provider only waits for itself when it deletes a container; as long.
            "\\S+ Config\\.StopTimeout", "- \\| (30|90|300)",
            // Pulumi's provider starts in the default network and moves; the networks are compared themselves.
            "\\S+ HostConfig\\.NetworkMode", "bridge \\| renderowl-monitoring",
            // The container's own name, too.
            "(\\S+) Networks renderowl-monitoring", "\\[(\\S+)] \\| \\[\\1, renderowl-\\1]",
            // Folders that people edit, where the stack has volumes that it fills.
            "\\S+ Mounts /etc/\\S+\\.(Type|Name|Source|Propagation)",
                    "volume \\| bind|renderowl-\\S+ \\| -|- \\| rprivate"
                            + "|- \\| \\S+/local/(rules|(containers|secrets)/[a-z]+/[a-z]+)");

    private final int port = FreePorts.next();
    private final int backendPort = FreePorts.next();
    private final LocalPrometheus prometheus = new LocalPrometheus(port);
    private final TemporaryDirectory directory = TemporaryDirectory.create("compose");
    private final Path folder = directory.path().resolve("local");
    private final Map<String, SortedMap<String, String>> byPulumi = new TreeMap<>();
    private final Map<String, ContainerLimits> limits = new TreeMap<>();
    private Map<String, String> targets = Map.of();
    private DockerEngine engine;
    private MachineBackend backend;

    @BeforeAll
    void start() throws IOException {
        engine = DockerEngine.start();
        DockerImages.provide(engine);
        GrafanaStandIn.provide(engine);
        backend = MachineBackend.start(engine.machineAddress(), backendPort);
        try (EngineStack stack = EngineStack.create("local")
                .on(engine)
                .withConfig(config())
                .withSecret("secrets.postgresDataSourceName", DATA_SOURCE)
                .withSecret("secrets.redisPassword", REDIS_PASSWORD)
                .withSecret("secrets.grafanaAdminPassword", PASSWORD)) {
            stack.up();
            byPulumi.putAll(portraits());
            awaitTargets();
            targets = prometheus.targetLabels();
            CONTAINERS.forEach(name -> limits.put(name, limits(name)));
            stack.destroy();
            assertThat(engine.everything()).isEmpty();
            StackConfigReader.Result read = StackConfigReader.read(stack.configSource(), TestStack.PROJECT, "local");
            OutputFolder.replace(
                    folder, Rendering.of(List.of(), ComposeFile.render(StackModel.of(read.config()), read.secrets())));
        }
    }

    @AfterAll
    void end() {
        if (backend != null) {
            backend.close();
        }
        if (engine != null) {
            engine.close();
        }
        directory.close();
    }

    @Test
    @Order(1)
    void withoutTheSecretsComposeSaysWhatToSetAndMakesNothing() {
        CommandOutcome up = engine.compose(folder, "up", "--detach", "--pull", "never");
        assertThat(up.succeeded()).isFalse();
        assertThat(up.errors()).contains("POSTGRES_DATA_SOURCE_NAME", "set it in the environment or in a file .env");
        assertThat(engine.everything()).isEmpty();
    }

    @Test
    @Order(2)
    void everyContainerIsWellOnceComposeHasStarted() throws IOException {
        Files.writeString(
                folder.resolve(".env"),
                "POSTGRES_DATA_SOURCE_NAME='" + DATA_SOURCE + "'\nREDIS_PASSWORD='" + REDIS_PASSWORD + "'\n");
        Path password = folder.resolve("secrets/grafana/admin/admin-password");
        Files.createDirectories(password.getParent());
        Files.writeString(password, PASSWORD);
        assertThat(engine.compose(folder, "config", "--quiet").requireOutput()).isEmpty();
        engine.compose(folder, "up", "--detach", "--wait", "--pull", "never").requireOutput();
        awaitTargets();
        assertThat(engine.docker("exec", "renderowl-grafana", "cat", Paths.GRAFANA_ADMIN + "/admin-password")
                        .requireOutput())
                .isEqualTo(PASSWORD);
    }

    @Test
    @Order(3)
    void containersVolumesAndTheNetworkAreThoseOfTheStack() {
        Map<String, SortedMap<String, String>> byCompose = portraits();
        assertThat(byCompose.keySet()).isEqualTo(byPulumi.keySet());
        SortedMap<String, String> different = new TreeMap<>();
        byPulumi.forEach((name, portrait) -> Portrait.differences(portrait, byCompose.get(name))
                .forEach((path, values) -> different.put(name + " " + path, values)));
        Map<String, String> unexplained = new TreeMap<>(different);
        // Compose has no state, and so no identifier of one.
        assertThat(unexplained.keySet().removeIf(path -> path.endsWith("abels." + Owner.ANNOTATION)))
                .isTrue();
        ON_PURPOSE.forEach((path, values) -> {
            assertThat(different.keySet()).as("still a difference").anyMatch(found -> found.matches(path));
            unexplained
                    .entrySet()
                    .removeIf(found ->
                            found.getKey().matches(path) && found.getValue().matches(values));
        });
        assertThat(unexplained).isEmpty();
        CONTAINERS.forEach(name -> assertThat(limits(name)).as(name).isEqualTo(limits.get(name)));
    }

    @Test
    @Order(4)
    void targetsHaveTheSameAddressesAndLabels() {
        assertThat(prometheus.targetLabels()).isEqualTo(targets).hasSize(6);
    }

    @Test
    @Order(5)
    void anEditIsLoadedByPrometheusItself() throws IOException {
        String started = startedAt();
        Path file = folder.resolve("containers/prometheus/config/prometheus.yml");
        Path edited = file.resolveSibling("edited");
        Files.writeString(edited, Files.readString(file).replace("scrape_interval: 2s", "scrape_interval: 3s"));
        // As editors do it: another file in its place.
        Files.move(edited, file, StandardCopyOption.ATOMIC_MOVE);
        Wait.until("the edit is loaded", SOON, () -> prometheus.configuration().contains("scrape_interval: 3s"));
        assertThat(startedAt()).isEqualTo(started);
    }

    @Test
    @Order(6)
    void downWithVolumesLeavesNothing() {
        engine.compose(folder, "down", "--volumes").requireOutput();
        assertThat(engine.everything()).isEmpty();
    }

    private void awaitTargets() {
        Wait.until(
                "every target is up",
                SOON,
                () -> prometheus.targets().size() == 6
                        && prometheus.targets().values().stream().allMatch("up"::equals));
    }

    private Map<String, SortedMap<String, String>> portraits() {
        Map<String, SortedMap<String, String>> all = new TreeMap<>();
        CONTAINERS.forEach(name -> all.put(name, Portrait.of(engine.inspect("renderowl-" + name))));
        OWNERS.forEach(name -> all.put(name, Portrait.of(engine.inspect("renderowl-" + name))));
        VOLUMES.forEach(name -> all.put(name, Portrait.ofShared(shared("volume", name))));
        all.put("renderowl-monitoring", Portrait.ofShared(shared("network", "renderowl-monitoring")));
        return all;
    }

    private JsonObject shared(String kind, String name) {
        return JsonParser.parseString(engine.docker(kind, "inspect", name).requireOutput())
                .getAsJsonArray()
                .get(0)
                .getAsJsonObject();
    }

    private String startedAt() {
        return engine.inspect("renderowl-prometheus")
                .getAsJsonObject("State")
                .get("StartedAt")
                .getAsString();
    }

    private ContainerLimits limits(String workload) {
        return ContainerLimits.of(engine.inspect("renderowl-" + workload)
                .getAsJsonObject("State")
                .get("Pid")
                .getAsLong());
    }

    private Map<String, Object> config() {
        return Map.of(
                "platform",
                "docker",
                "docker",
                Map.of("prometheusPort", port, "alertmanagerPort", FreePorts.next(), "grafanaPort", FreePorts.next()),
                "prometheus",
                Map.of("scrapeInterval", "2s"),
                "grafana",
                Map.of("deploy", true),
                "applications",
                Map.of("backend", Map.of("port", backendPort), "frontend", Map.of("enabled", false)),
                "exporters",
                Map.of(
                        "postgres", Map.of("image", DockerImages.POSTGRES_EXPORTER),
                        "redis", Map.of("image", DockerImages.REDIS_EXPORTER)));
    }
}
