package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("rules")
@RequiresTools({"prometheus", "promtool"})
class PrometheusServerTest {

    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private static final String SCRAPES_ITSELF =
            """
            global: {scrape_interval: 1s}
            rule_files: [rules/*.yaml]
            scrape_configs:
            - job_name: prometheus
              static_configs: [{targets: ["@ADDRESS@"]}]
            """;

    @Test
    void scrapesItselfAnswersQueriesReloadsAndLeavesNothing() {
        PrometheusServer server = PrometheusServer.start(SCRAPES_ITSELF);
        try (server) {
            System.out.printf("Prometheus ready after %.1f s%n", server.secondsToReady());
            server.waitUntil(
                    "it has scraped itself",
                    DEADLINE,
                    () -> server.query("up{job=\"prometheus\"} == 1").size() == 1);
            assertThat(server.targets().get(0).getAsJsonObject().get("health").getAsString())
                    .isEqualTo("up");
            assertThatThrownBy(() -> server.query("up{")).hasMessageContaining("status 400");

            server.write("rules/new.yaml", "groups: [{name: new, rules: [{record: one, expr: vector(1)}]}]");
            assertThat(ruleGroups(server)).isZero();
            server.reload();
            server.waitUntil("the new rules are loaded", DEADLINE, () -> ruleGroups(server) == 1);
        }

        assertThat(Files.exists(server.directory())).isFalse();
        assertThatThrownBy(() -> server.send("/-/ready")).hasCauseInstanceOf(ConnectException.class);
    }

    @Test
    void badConfigurationFailsWithTheEndOfTheLog() {
        assertThatThrownBy(() -> PrometheusServer.start("scrape_configs: [{job: x}]"))
                .isInstanceOf(ManagedProcess.EndedError.class)
                .hasMessageContaining("prometheus ended with exit code")
                .hasMessageContaining("field job not found");
    }

    @Test
    void credentialsAreSentWhereTheServerAsksForThem() {
        // Cost 4 is the lowest: the test need not wait for it.
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        PrometheusSetup setup = PrometheusSetup.of(SCRAPES_ITSELF)
                .file("web.yml", "basic_auth_users: {reader: " + hash + "}")
                .flag("--web.config.file=web.yml")
                .credentials("reader", "secret");

        try (PrometheusServer server = PrometheusServer.start(setup)) {
            assertThat(server.query("vector(1)")).hasSize(1);
            server.waitUntil("its scrape of itself is refused", DEADLINE, () -> server.targets()
                    .toString()
                    .contains("401"));
        }
    }

    @Test
    void promtoolSaysWhatIsWrong(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("prometheus.yml"), "global: {scrape_interval: soon}");

        CommandOutcome outcome = PrometheusServer.promtool(directory, "check", "config", "prometheus.yml");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("not a valid duration string: \"soon\"");
    }

    private static int ruleGroups(PrometheusServer server) {
        return server.get("/api/v1/rules")
                .getAsJsonObject("data")
                .getAsJsonArray("groups")
                .size();
    }
}
