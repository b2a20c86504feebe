package com.renderowl.monitoring.model.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.AlertmanagerServer;
import com.renderowl.monitoring.harness.NotificationServer;
import com.renderowl.monitoring.harness.RequiresTools;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The stack's configuration in a real Alertmanager that tells a real receiver, with intervals that a test can wait for. */
@Tag("rules")
@RequiresTools({"alertmanager", "amtool"})
class AlertDeliveryTest {

    /** Only a failing test takes as long. */
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final NotificationServer receiver = NotificationServer.start();
    private final AlertmanagerServer server = AlertmanagerServer.start(
            AlertmanagerConfiguration.of(TestStack.model(
                                    """
                                    alertmanager:
                                      receivers:
                                        team: {webhook: {urlSecret: teamUrl, port: %1$d}, destination: {namespace: t}}
                                        pager: {webhook: {url: "%2$s"}, destination: {namespace: t}}
                                        switch: {webhook: {url: "%3$s"}, destination: {namespace: t}}
                                      routes: {critical: pager, default: team}
                                      grouping: {delay: 1s, interval: 1s, repeatInterval: 1h}
                                      watchdog: {receiver: switch, repeatInterval: 1s}
                                    secrets: {teamUrl: "%4$s"}
                                    """
                                            .formatted(
                                                    port(receiver.url("")),
                                                    receiver.url("/pager"),
                                                    receiver.url("/switch"),
                                                    receiver.url("/team")))
                            .config())
                    .toYaml(),
            Map.of("teamUrl", receiver.url("/team")),
            AlertmanagerServer.FLAGS);

    @AfterEach
    void end() {
        server.close();
        receiver.close();
    }

    @Test
    void alertsOfOneKindAreOneNotificationAndTheirEndIsToldToo() {
        fire("HighCPUUsage severity=warning instance=one", "HighCPUUsage severity=warning instance=two");
        fire("RedisDown severity=critical");

        await("the warnings", () -> !receiver.received("/team").isEmpty());
        await("the critical one", () -> !receiver.received("/pager").isEmpty());
        assertThat(receiver.alerts("/team")).containsExactly(List.of("firing HighCPUUsage", "firing HighCPUUsage"));
        assertThat(receiver.alerts("/pager")).containsExactly(List.of("firing RedisDown"));

        end("RedisDown severity=critical");

        await("the end", () -> receiver.alerts("/pager").contains(List.of("resolved RedisDown")));
    }

    @ParameterizedTest
    @CsvSource({
        "RenderowlBackendDown severity=critical job=b, RenderowlBackendHighErrorRate severity=warning namespace=n",
        "RenderowlBackendDown severity=critical job=b, RenderowlBackendSlowRequests severity=warning namespace=n",
        "RenderowlBackendDown severity=critical job=b, RenderowlRenderFailures severity=warning",
        "RenderowlBackendDown severity=critical job=b, RenderowlSlowRenders severity=warning",
        "RenderowlBackendDown severity=critical job=b, RenderowlRenderingStopped severity=warning",
        "RenderowlBackendDown severity=critical job=b, TargetDown severity=warning job=b instance=i",
        "RedisDown severity=critical job=r, ScrapeJobWithoutTargets severity=warning job=r",
        "RedisDown severity=critical job=r, RedisMemoryNearLimit severity=warning job=r",
        "PostgreSQLDown severity=critical job=p, PostgreSQLConnectionsNearLimit severity=warning job=p",
    })
    void theCauseSilencesItsEffects(String cause, String effect) {
        fire(cause);
        await("the cause", () -> !receiver.received("/pager").isEmpty());

        fire(effect);

        await("the effect is held back", () -> server.state(name(effect)).equals("suppressed"));
        assertThat(receiver.received("/team")).isEmpty();

        end(cause);

        await("the effect is told when the cause has gone", () -> receiver.alerts("/team")
                .contains(List.of("firing " + name(effect))));
    }

    @ParameterizedTest
    @CsvSource({
        "RenderowlBackendDown severity=critical job=b, TargetDown severity=warning job=other",
        "RenderowlBackendDown severity=critical job=b, HighCPUUsage severity=warning instance=i",
        "RenderowlBackendHighErrorRate severity=warning, RenderowlBackendSlowRequests severity=warning",
        "RedisDown severity=critical job=r, PostgreSQLConnectionsNearLimit severity=warning job=p",
    })
    void whatHasAnotherCauseIsTold(String one, String other) {
        fire(one, other);

        await("both are told", () -> receiver.received().size() >= 2);
        assertThat(server.state(name(other))).isEqualTo("active");
    }

    @Test
    void theGraverOfTwoSeveritiesOfOneSubjectIsTold() {
        fire("DiskSpaceLow severity=critical instance=one");
        await("the critical one", () -> !receiver.received("/pager").isEmpty());

        fire("DiskSpaceLow severity=warning instance=one", "DiskSpaceLow severity=warning instance=two");

        await("the other subject", () -> !receiver.received("/team").isEmpty());
        assertThat(receiver.received("/team").toString())
                .contains("\"instance\":\"two\"")
                .doesNotContain("\"instance\":\"one\"");
    }

    @Test
    void theWatchdogIsToldAgainAndAgainAndNeverEnds() {
        fire("Watchdog severity=none");
        await("three signs of life", () -> receiver.received("/switch").size() >= 3);

        end("Watchdog severity=none");
        fire("HighCPUUsage severity=warning");

        await("something later", () -> !receiver.received("/team").isEmpty());
        assertThat(receiver.alerts("/switch")).allMatch(alerts -> alerts.equals(List.of("firing Watchdog")));
    }

    @Test
    void silencesOutliveARestart() {
        server.silence("HighCPUUsage");

        server.restart();
        fire("HighCPUUsage severity=warning");

        await("it is silenced", () -> server.state("HighCPUUsage").equals("suppressed"));
    }

    @Test
    void aRotatedSecretIsUsedWithoutARestart() {
        server.write("/etc/alertmanager/secrets/teamUrl", receiver.url("/rotated"));

        fire("HighCPUUsage severity=warning");

        await("it is told there", () -> !receiver.received("/rotated").isEmpty());
        assertThat(receiver.received("/team")).isEmpty();
    }

    private void await(String what, BooleanSupplier condition) {
        server.waitUntil(what, DEADLINE, condition);
    }

    /** Alerts as {@code NAME LABEL=VALUE ...}. */
    private void fire(String... alerts) {
        send(Instant.now().plusSeconds(600), alerts);
    }

    private void end(String... alerts) {
        send(Instant.now(), alerts);
    }

    private void send(Instant end, String... alerts) {
        server.receive(Arrays.stream(alerts)
                .map(alert -> "{\"labels\": {\"alertname\": \"%s\"%s}, \"endsAt\": \"%s\"}"
                        .formatted(name(alert), labels(alert), end))
                .collect(Collectors.joining(",", "[", "]")));
    }

    private static String name(String alert) {
        return alert.split(" ")[0];
    }

    private static String labels(String alert) {
        return Arrays.stream(alert.split(" "))
                .skip(1)
                .map(label -> ", \"" + label.replace("=", "\": \"") + "\"")
                .collect(Collectors.joining());
    }

    private static int port(String url) {
        return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
    }
}
