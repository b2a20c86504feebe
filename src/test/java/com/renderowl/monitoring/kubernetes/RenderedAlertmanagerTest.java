package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.AlertmanagerServer;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code alertmanager.yml} of the ConfigMap and the arguments of the Deployment, in the real programs. */
@Tag("rules")
@RequiresTools({"alertmanager", "amtool"})
class RenderedAlertmanagerTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestStack.DEFAULTS,
                TestStack.RECEIVERS,
                "alertmanager: {grouping: {by: [], delay: 1ms, interval: 1h30m, repeatInterval: 5d}}",
            })
    void amtoolAcceptsTheConfiguration(String config) throws IOException {
        assertThat(AlertmanagerServer.amtool(
                                directory, "check-config", file(config).toString())
                        .requireOutput())
                .contains("SUCCESS", "5 inhibit rules");
    }

    @ParameterizedTest
    @CsvSource({
        "alertname=RedisDown severity=critical, pager",
        "alertname=HighCPUUsage severity=warning, chat",
        "alertname=Anything severity=info, audit",
        "alertname=Anything severity=none, mail",
        "alertname=Anything, mail",
        "alertname=Watchdog severity=none, switch",
        "alertname=Watchdog severity=critical, switch",
        "alertname=MonitoringReceiverTest receiver_test=pager severity=info, pager",
        "alertname=MonitoringReceiverTest receiver_test=chat severity=info, chat",
        "alertname=MonitoringReceiverTest receiver_test=mail severity=info, mail",
        "alertname=MonitoringReceiverTest receiver_test=switch severity=info, switch",
        "alertname=MonitoringReceiverTest receiver_test=audit severity=info, audit",
        "alertname=MonitoringReceiverTest receiver_test=somebody severity=critical, nobody",
        "alertname=RedisDown severity=critical receiver_test=mail, pager",
    })
    void alertsGoToTheirReceiver(String labels, String receiver) throws IOException {
        assertThat(route(TestStack.RECEIVERS, labels)).isEqualTo(receiver);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "alertname=RedisDown severity=critical",
                "alertname=Anything",
                "alertname=Watchdog",
                "alertname=MonitoringReceiverTest"
            })
    void withoutReceiversNobodyIsTold(String labels) throws IOException {
        assertThat(route(TestStack.DEFAULTS, labels)).isEqualTo("nobody");
    }

    @Test
    void amtoolFindsABrokenConfiguration() throws IOException {
        Path file = Files.writeString(directory.resolve("alertmanager.yml"), "route: {receiver: missing}");

        assertThat(AlertmanagerServer.amtool(directory, "check-config", file.toString())
                        .succeeded())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {TestStack.DEFAULTS, TestStack.RECEIVERS})
    void alertmanagerStartsWithTheArgumentsOfTheDeploymentAndItsProbesSucceed(String config) {
        ProgramRun run = ProgramRun.of(config);
        Document container = new Document(run.named("alertmanager-deployment").at("spec.template.spec.containers[0]"));
        List<String> arguments = new ArrayList<>(container.list("args").stream()
                .map(argument -> (String) argument.root())
                .toList());
        List<String> ofThisMachine = List.of(
                "--config.file=/etc/alertmanager/config/alertmanager.yml",
                "--storage.path=/alertmanager",
                "--web.listen-address=:9093");
        assertThat(arguments).containsAll(ofThisMachine);
        arguments.removeAll(ofThisMachine);
        assertThat(arguments).contains("--data.retention=120h");
        // It would not end before: the test has no minute.
        Collections.replaceAll(arguments, "--dispatch.start-delay=60s", "--dispatch.start-delay=1s");
        assertThat(arguments).contains("--dispatch.start-delay=1s");

        try (AlertmanagerServer server = AlertmanagerServer.start(text(config), Map.of(), arguments)) {
            for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
                assertThat(server.status(container.text(probe + ".httpGet.path")))
                        .as(probe)
                        .isEqualTo(200);
            }
            assertThat(server.metrics()).contains("alertmanager_config_last_reload_successful 1");
            if (config.equals(TestStack.RECEIVERS)) {
                assertThat(server.metrics())
                        .contains("alertmanager_notifications_total{integration=\"slack\",receiver_name=\"chat\"} 0");
            }
            assertThat(server.log().lines())
                    .as("what it complains of, beside the features that are on")
                    .noneMatch(line -> line.contains("level=ERROR")
                            || (line.contains("level=WARN") && !line.contains("featurecontrol.go")));
        }
    }

    private String route(String config, String labels) throws IOException {
        List<String> command = new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + file(config)));
        command.addAll(List.of(labels.split(" ")));
        return AlertmanagerServer.amtool(directory, command.toArray(String[]::new))
                .requireOutput()
                .strip();
    }

    private Path file(String config) throws IOException {
        return Files.writeString(directory.resolve("alertmanager.yml"), text(config));
    }

    private static String text(String config) {
        Object data = ProgramRun.of(config).named("alertmanager-config").at("data");
        return (String) ((Map<?, ?>) data).get("alertmanager.yml");
    }
}
