package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.cli.engine.LanguageHost;
import com.renderowl.monitoring.cli.engine.RehearsalEngine;
import com.renderowl.monitoring.cli.session.SocketFolder;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.proof.StackSettings;
import com.renderowl.monitoring.render.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the command renders by itself is what the Kubernetes provider renders, byte for byte. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-resource-kubernetes"})
class RenderParityTest {

    private static final String EVERYTHING =
            """
            basicAuth: {enabled: true, users: {alice: {passwordSecret: alicePassword}}}
            grafana: {deploy: true}
            tls: {mode: native}
            applications: {renderer: {port: 9400, service: renderer}}
            alertmanager:
              receivers:
                chat: {slack: {urlSecret: chatUrl}, destination: {addresses: [192.0.2.0/24]}}
                mail: {email: {to: ['on-call@example.com'], from: a@example.com, server: 'smtp.example.com:587'},
                       destination: {addresses: [192.0.2.0/24]}}
              routes: {default: mail, critical: chat}
            prometheus:
              remoteWrite: [{name: far, url: 'https://far.example.com/api', bearerTokenSecret: farToken, addresses: [192.0.2.1/32]}]
            """;

    /** Labels that are no text without quotes, keys whose order is not that of their letters, and texts that need quotes. */
    private static final String ODD =
            """
            prometheus:
              externalLabels: {rule2: a, rule10: b, _x: c, Zone: 'yes', day: '2026-01-01', time: '1:30', none: '~', hex: '0x1F',
                octal: '010', one: '1.0', large: '1e3', star: '*', colon: 'a: b', hash: '#a', at: '@a', tab: "a\\tb", unit: 'µ',
                owl: "\\U0001F989", trailing: 'a ', lines: "a\\nb"}
            applications:
              renderer: {port: 9400, selector: {app: 'true', tier2: '2', tier10: '1_000', a.b/c: 'n', ab: 'off', A: '1.10'}}
            """;

    private record Rendered(String what, StackSettings settings, Map<String, String> secrets) {
        @Override
        public String toString() {
            return what;
        }
    }

    static Stream<Rendered> stacks() {
        Map<String, String> secrets = Map.of(
                "postgresDataSourceName", "postgresql://user:p%40ss@postgres:5432/renderowl",
                "redisPassword", "of redis, \"quoted\" \\ and ü",
                "scrapePassword", "of the scrape",
                "alicePassword", "of alice",
                "grafanaAdminPassword", "of Grafana",
                "chatUrl", "https://hooks.example.com/T0/B0",
                "farToken", "of far");
        Map<String, String> ofDatabases = Map.of("postgresDataSourceName", secrets.get("postgresDataSourceName"));
        String withoutAuthentication = EVERYTHING.replaceAll("basicAuth: .*\n", "");
        Map<String, String> ofOperator = new HashMap<>(secrets);
        ofOperator.keySet().removeAll(List.of("scrapePassword", "alicePassword"));
        return Stream.of(
                new Rendered("staging", StackSettings.committed(), Map.of()),
                new Rendered("production", StackSettings.committed("production"), Map.of()),
                new Rendered("defaults", StackSettings.of("platform: kubernetes"), ofDatabases),
                new Rendered("everything", StackSettings.committed().with(EVERYTHING), secrets),
                new Rendered(
                        "everything with the operator",
                        StackSettings.of("platform: operator").with(withoutAuthentication),
                        ofOperator),
                new Rendered(
                        "ingress",
                        StackSettings.of("tls: {mode: ingress, ingress: {host: a.example.com, clusterIssuer: ca,"
                                + " annotations: {nginx.ingress.kubernetes.io/auth-url: 'https://a.example.com'}}}"),
                        Map.of()),
                new Rendered(
                        "existing Prometheus",
                        StackSettings.of("{platform: operator, operator: {deployPrometheus: false,"
                                + " existingPrometheus: {namespace: platform}}}"),
                        Map.of()),
                new Rendered("odd texts", StackSettings.of(ODD), Map.of()),
                new Rendered(
                        "odd texts with the operator",
                        StackSettings.of("platform: operator").with(ODD),
                        Map.of()));
    }

    @ParameterizedTest
    @MethodSource("stacks")
    void isWhatTheProviderRenders(Rendered rendered, @TempDir Path folder, @TempDir Path own) throws IOException {
        try (EngineStack stack = EngineStack.create("staging")) {
            stack.withConfig(rendered.settings().values());
            rendered.secrets().forEach((name, value) -> stack.withSecret("secrets." + name, value));
            stack.withMode(new RunMode.Render(folder, true)).up();

            Map<String, String> byTheProvider = byTheProvider(folder);
            Map<String, String> byTheCommand = byTheCommand(stack.configSource(), own);
            assertThat(byTheCommand.keySet()).isEqualTo(byTheProvider.keySet());
            byTheProvider.forEach((object, text) ->
                    assertThat(byTheCommand.get(object)).as(object).isEqualTo(text));
        }
    }

    private static Map<String, String> byTheProvider(Path folder) throws IOException {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Manifest manifest = Manifest.of(Files.readString(file));
                texts.put(manifest.toString(), manifest.text());
            }
        }
        assertThat(texts).isNotEmpty();
        return texts;
    }

    private static Map<String, String> byTheCommand(ConfigSource config, Path own) {
        Map<String, String> plain = new HashMap<>(config.values());
        Map<String, String> secret = new HashMap<>(config.values());
        plain.keySet().removeAll(config.secretKeys());
        secret.keySet().retainAll(config.secretKeys());
        Map<String, String> texts = new TreeMap<>();
        try (LanguageHost host = LanguageHost.start(
                SocketFolder.create(own),
                TestStack.PROJECT,
                "staging",
                source -> new MonitoringProgram(source, new RunMode.Render(own, true)),
                secret)) {
            RehearsalEngine.run(host, TestStack.PROJECT, "staging", plain, false).objects().stream()
                    .map(Manifest::of)
                    .forEach(manifest -> texts.put(manifest.toString(), manifest.text()));
        }
        return texts;
    }
}
