package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.ControlPlane;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import com.renderowl.monitoring.harness.WithControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The manifests that the committed staging stack renders to, with everything that can be switched on. */
@Tag("engine")
@WithControlPlane
@RequiresTools({"pulumi", "pulumi-resource-kubernetes", "kube-score"})
class RenderedManifestsTest {

    private static final String EVERYTHING =
            """
            basicAuth: {enabled: true, users: {alice: {passwordSecret: alicePassword}}}
            alertmanager: {enabled: true}
            grafana: {deploy: true}
            tls: {mode: ingress, ingress: {host: prometheus.example.com, clusterIssuer: letsencrypt}}
            applications: {renderer: {port: 9400, service: renderer}}
            """;

    private final ControlPlane cluster;

    RenderedManifestsTest(ControlPlane cluster) {
        this.cluster = cluster;
    }

    @Test
    void apiServerAcceptsAllAndKubeScoreFindsNothingCritical(@TempDir Path committed, @TempDir Path everything) {
        render(StackSettings.committed(), committed);
        render(StackSettings.committed().with(EVERYTHING), everything);
        List<Path> namespaces = Texts.filesBelow(committed).stream()
                .filter(file -> file.getFileName().toString().contains("namespace-"))
                .toList();
        assertThat(namespaces).as("monitoring, node exporter, applications").hasSize(3);
        try {
            namespaces.forEach(file -> cluster.kubectl("apply", "--server-side", "--filename=" + file));
            accepted(committed);
            accepted(everything);
        } finally {
            namespaces.forEach(file -> cluster.kubectl("delete", "--filename=" + file, "--ignore-not-found"));
        }
        assertThat(critical(committed)).isEmpty();
        assertThat(critical(everything)).isEmpty();
        provesThatTheLinterLooks(everything);
    }

    private void render(StackSettings settings, Path directory) {
        try (EngineStack stack = EngineStack.create("staging")) {
            stack.withConfig(settings.values());
            stack.withSecret("secrets.postgresDataSourceName", "postgresql://user:password@postgres:5432/renderowl");
            stack.withSecret("secrets.redisPassword", "of redis");
            if (settings.values().containsKey("basicAuth")) {
                stack.withSecret("secrets.scrapePassword", "of the scrape");
                stack.withSecret("secrets.alicePassword", "of alice");
                stack.withSecret("secrets.grafanaAdminPassword", "of Grafana");
            }
            stack.withMode(new RunMode.Render(directory, true)).up();
        }
    }

    private void accepted(Path directory) {
        String answers = cluster.kubectl(
                "apply",
                "--server-side",
                "--dry-run=server",
                "--validate=strict",
                "--recursive",
                "--filename=" + directory);
        assertThat(answers.lines())
                .hasSameSizeAs(Texts.filesBelow(directory))
                .allMatch(answer -> answer.endsWith(" serverside-applied (server dry run)"));
    }

    private List<String> critical(Path directory) {
        Path kubeScore = Tools.require("kube-score");
        CommandOutcome outcome = Command.in(cluster.directory(), kubeScore, "score", "--output-format=ci")
                .andArguments(
                        Texts.filesBelow(directory).stream().map(Path::toString).toList())
                .run();
        assertThat(outcome.output()).as(outcome.errors()).contains("[OK] prometheus");
        return outcome.output()
                .lines()
                .filter(line -> line.startsWith("[CRITICAL]"))
                // Grafana's image is made for this user, 472, which could be one of the node's as well.
                .filter(line -> !line.matches(".*\\(grafana\\) The container (is )?running with a low (user|group) ID"))
                .toList();
    }

    private void provesThatTheLinterLooks(Path directory) {
        for (Path file : Texts.filesBelow(directory)) {
            write(file, Texts.below(file).replace("readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"));
        }
        assertThat(critical(directory)).hasSizeGreaterThanOrEqualTo(4);
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
