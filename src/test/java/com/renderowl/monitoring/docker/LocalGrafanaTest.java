package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.EngineRun.Step;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.GrafanaStandIn;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.model.Paths;
import java.util.HashMap;
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

/** What the container of Grafana is given on a real Docker engine. Grafana itself does not run: {@link GrafanaStandIn}. */
@Tag("docker")
@RequiresTools({"pulumi", "pulumi-resource-docker", "dockerd", "prometheus", "promtool", "busybox"})
@TestInstance(Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class LocalGrafanaTest {

    private static final String GRAFANA = "renderowl-grafana";
    private static final String PLANTED = "planted-grafana-password";

    private final int prometheusPort = FreePorts.next();
    private final int port = FreePorts.next();
    private DockerEngine engine;
    private EngineStack stack;

    @BeforeAll
    void start() {
        engine = DockerEngine.start();
        DockerImages.provide(engine);
        GrafanaStandIn.provide(engine);
        stack = EngineStack.create("local").on(engine).withConfig(config("Renderowl", "0.80"));
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
    void readsItsDataSourceItsDashboardsAndItsPasswordFromFiles() {
        stack.up();
        assertThat(inContainer("cat", Paths.GRAFANA_PROVISIONING + "/datasources/renderowl-prometheus.yaml"))
                .contains("url: http://prometheus:9090")
                .contains("isDefault: true");
        assertThat(inContainer("wget", "-q", "-O", "-", "http://prometheus:9090/-/ready"))
                .contains("Ready");
        assertThat(inContainer("cat", Paths.GRAFANA_PROVISIONING + "/dashboards/renderowl-dashboards.yaml"))
                .contains("folder: Renderowl")
                .contains("path: " + Paths.GRAFANA_DASHBOARDS);
        // Those about what this stack scrapes: neither nodes, nor databases.
        assertThat(inContainer("ls", Paths.GRAFANA_DASHBOARDS).lines())
                .containsExactlyInAnyOrder(
                        "renderowl-overview.json",
                        "renderowl-backend.json",
                        "renderowl-rendering.json",
                        "renderowl-prometheus.json");
        assertThat(JsonParser.parseString(inContainer("cat", Paths.GRAFANA_DASHBOARDS + "/renderowl-overview.json"))
                        .getAsJsonObject()
                        .has("panels"))
                .isTrue();
        assertThat(inContainer("cat", Paths.GRAFANA_ADMIN + "/admin-password")).isEqualTo("admin");
    }

    @Test
    @Order(2)
    void isConfinedAsAllOthersAndOnThisMachineOnly() {
        JsonObject container = engine.inspect(GRAFANA);
        JsonObject host = container.getAsJsonObject("HostConfig");
        assertThat(host.get("ReadonlyRootfs").getAsBoolean()).isTrue();
        assertThat(host.get("CapDrop").toString()).isEqualTo("[\"ALL\"]");
        assertThat(host.get("Tmpfs").toString()).isEqualTo("{\"/tmp\":\"size=67108864\"}");
        assertThat(host.get("PortBindings").toString())
                .contains("\"HostIp\":\"127.0.0.1\"", "\"HostPort\":\"" + port + "\"");
        assertThat(ContainerLimits.of(
                        container.getAsJsonObject("State").get("Pid").getAsLong()))
                .isEqualTo(new ContainerLimits(512L << 20, 1000));
        assertThat(inContainer("id", "-u").strip()).isEqualTo("472");
        assertThat(inContainer("touch", Paths.GRAFANA_DATA + "/written", "/tmp/written"))
                .isEmpty();
        assertThat(stack.preview().steps()).isEmpty();
    }

    @Test
    @Order(3)
    void aPasswordOfItsOwnIsInAFileAndNowhereElse() {
        stack.withSecret("secrets.grafanaAdminPassword", PLANTED);
        stack.up();
        assertThat(inContainer("cat", Paths.GRAFANA_ADMIN + "/admin-password")).isEqualTo(PLANTED);
        assertThat(engine.docker("inspect", GRAFANA, "renderowl-grafana-config").requireOutput())
                .contains("$__file{" + Paths.GRAFANA_ADMIN + "/admin-password}")
                .doesNotContain(PLANTED);
        assertThat(stack.export().toString()).doesNotContain(PLANTED);
    }

    @Test
    @Order(4)
    void changedDashboardsNeedNoOtherContainerAndWhatIsReadAtTheStartDoes() {
        String before = engine.inspect(GRAFANA).get("Id").getAsString();
        stack.withConfig(config("Renderowl", "0.70"));
        stack.up();
        assertThat(engine.inspect(GRAFANA).get("Id").getAsString()).isEqualTo(before);
        stack.withConfig(config("Elsewhere", "0.70"));
        assertThat(stack.preview().steps()).extracting(Step::name).contains("grafana-container");
        stack.up();
        assertThat(engine.inspect(GRAFANA).get("Id").getAsString()).isNotEqualTo(before);
        // What people have saved is on a volume.
        assertThat(inContainer("ls", Paths.GRAFANA_DATA)).contains("written");
    }

    @Test
    @Order(5)
    void destroyLeavesNothing() {
        stack.destroy();
        assertThat(engine.everything()).isEmpty();
    }

    private String inContainer(String... command) {
        String[] all = new String[command.length + 2];
        all[0] = "exec";
        all[1] = GRAFANA;
        System.arraycopy(command, 0, all, 2, command.length);
        return engine.docker(all).requireOutput();
    }

    private Map<String, Object> config(String folder, String errorRatio) {
        Map<String, Object> off = Map.of("enabled", false);
        Map<String, Object> config = new HashMap<>();
        config.put("platform", "docker");
        config.put("docker", Map.of("prometheusPort", prometheusPort, "grafanaPort", port));
        config.put("alertmanager", off);
        config.put("exporters", Map.of("node", off, "postgres", off, "redis", off));
        config.put("grafana", Map.of("deploy", true));
        config.put("dashboards", Map.of("folder", folder));
        config.put("alerts", Map.of("errorRatio", errorRatio));
        return config;
    }
}
