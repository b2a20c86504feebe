package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.DockerEngine;
import com.renderowl.monitoring.harness.DockerImages;
import com.renderowl.monitoring.harness.FreePorts;
import com.renderowl.monitoring.harness.GrafanaStandIn;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Wait;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What users of a local stack run into, with the real {@code ./monitoring} and the engine of a Docker context. */
@Tag("docker")
@RequiresTools({"pulumi", "pulumi-resource-docker", "dockerd", "prometheus", "promtool", "busybox"})
class LocalTroubleTest {

    private static final String VOLUME = "volume renderowl-prometheus-data";

    private final int port = FreePorts.next();
    private final int grafanaPort = FreePorts.next();
    private final HttpClient client = HttpClient.newHttpClient();
    private DockerEngine engine;
    private ProjectClone clone;

    @BeforeEach
    void start() throws IOException {
        engine = DockerEngine.start();
        DockerImages.provide(engine);
        GrafanaStandIn.provide(engine);
        clone = ProjectClone.create();
        clone.environment("DOCKER_CONFIG", clone.file("docker-settings").toString());
        context("tests", engine.host());
        stack("local", port, "");
    }

    @AfterEach
    void end() {
        clone.close();
        engine.close();
    }

    @Test
    void aPortThatIsTakenIsNamedWithItsOwnerBeforeAnythingIsMade() throws IOException {
        try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertThat(taken.isBound()).isTrue();
            CommandOutcome up = clone.monitoring("up", "local").run();
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output())
                    .contains("Port " + port + " of this machine (docker.prometheusPort) is taken by the process java ("
                            + ProcessHandle.current().pid() + "). End that, or choose another port: ./monitoring config"
                            + " set --path docker.prometheusPort PORT --stack local")
                    .contains("Nothing was changed.")
                    .doesNotContain("at com.renderowl");
            assertThat(engine.everything()).isEmpty();
            CommandOutcome preview = clone.monitoring("preview", "local").run();
            assertThat(preview.requireOutput()).contains("is taken by the process java");
        }
        engine.docker("run", "--detach", "--name", "somebody-elses", "--publish", port + ":3000", GrafanaStandIn.IMAGE)
                .requireOutput();
        CommandOutcome up = clone.monitoring("up", "local").run();
        assertThat(up.exitCode()).isEqualTo(1);
        assertThat(up.output()).contains("is taken by the container somebody-elses.");
        engine.docker("rm", "--force", "somebody-elses").requireOutput();

        clone.monitoring("up", "local").run().requireOutput();
        // Its own port is not in its way.
        assertThat(clone.monitoring("up", "local").run().requireOutput()).contains("Nothing to change");
    }

    @Test
    void dataIsKeptWhenAsked() throws IOException {
        assertThat(clone.monitoring("up", "local").run().requireOutput())
                .contains("Deployed local to Docker at " + engine.host() + " (context tests).");
        Wait.until("there are samples", Duration.ofMinutes(2), () -> !oldest().isEmpty());
        String first = oldest();

        CommandOutcome kept =
                clone.monitoring("destroy", "local", "--yes", "--keep-data").run();
        kept.requireOutput();
        assertThat(kept.errors())
                .contains("Kept are the volumes renderowl-prometheus-data. The next 'up' goes on with them;");
        assertThat(engine.everything()).containsExactly(VOLUME);

        clone.monitoring("up", "local").run().requireOutput();
        assertThat(oldest()).isEqualTo(first);

        CommandOutcome destroyed = clone.monitoring("destroy", "local", "--yes").run();
        destroyed.requireOutput();
        assertThat(destroyed.errors())
                .contains(
                        "All data of the stack is deleted with its volumes renderowl-prometheus-data; with --keep-data"
                                + " they would stay.");
        assertThat(engine.everything()).isEmpty();
    }

    @Test
    void grafanaIsThereWhenAskedForAndItsDataIsKeptTooAndReadByReleasesThatCan()
            throws IOException, InterruptedException {
        clone.monitoring("config", "set", "--path", "grafana.deploy", "true", "--stack", "local")
                .run()
                .requireOutput();
        assertThat(clone.monitoring("up", "local").run().requireOutput())
                .contains("  Grafana:      http://localhost:" + grafanaPort + " (user admin)");
        HttpRequest health = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + grafanaPort + "/api/health"))
                .build();
        assertThat(client.send(health, BodyHandlers.ofString()).body()).isEqualTo("ok");
        CommandOutcome kept =
                clone.monitoring("destroy", "local", "--yes", "--keep-data").run();
        kept.requireOutput();
        assertThat(engine.everything()).containsExactlyInAnyOrder(VOLUME, "volume renderowl-grafana-data");

        clone.monitoring("config", "set", "--path", "grafana.image", "grafana/grafana:12.4.0", "--stack", "local")
                .run()
                .requireOutput();
        CommandOutcome older = clone.monitoring("up", "local").run();
        assertThat(older.exitCode()).isEqualTo(1);
        assertThat(older.output())
                .contains("The volume renderowl-grafana-data holds data of grafana 13.2.3, which 12.4.0"
                        + " (grafana.image) cannot read. Choose a newer image: ./monitoring config set --path"
                        + " grafana.image IMAGE --stack local; or give the data up: ./monitoring destroy local")
                .contains("Nothing was changed.");
        assertThat(engine.everything()).containsExactlyInAnyOrder(VOLUME, "volume renderowl-grafana-data");

        CommandOutcome both = clone.monitoring("destroy", "local", "--yes", "--keep-data", "--remove-stack")
                .run();
        assertThat(both.exitCode()).isEqualTo(2);
        assertThat(both.errors()).contains("--keep-data and --remove-stack exclude each other");
        clone.monitoring("destroy", "local", "--yes", "--remove-stack").run().requireOutput();
        assertThat(engine.everything()).isEmpty();
    }

    @Test
    void namesOfAnotherStackAreRefusedBeforeAnythingIsTouched() throws IOException {
        clone.monitoring("up", "local").run().requireOutput();
        engine.docker("exec", "renderowl-prometheus", "sh", "-c", "echo kept >/prometheus/planted")
                .requireOutput();
        List<String> before = identities();

        stack("second", FreePorts.next(), "");
        for (String command : List.of("preview", "up")) {
            CommandOutcome second = clone.monitoring(command, "second").run();
            assertThat(second.exitCode()).as(command).isEqualTo(1);
            assertThat(second.output())
                    .contains("Objects of other owners have names of this stack:")
                    .containsPattern("container renderowl-prometheus belongs to the stack renderowl-monitoring/local,"
                            + " since 20\\d\\d-")
                    .containsPattern("volume renderowl-prometheus-data belongs to the stack renderowl-monitoring/local,"
                            + " since 20\\d\\d-")
                    .contains(
                            "network renderowl-monitoring belongs to",
                            "container renderowl-prometheus-owner belongs to")
                    .contains("--path docker.namePrefix PREFIX --stack second, and docker.network.")
                    .contains("Nothing was changed.")
                    .doesNotContain("at com.renderowl");
            assertThat(identities()).isEqualTo(before);
        }
        clone.monitoring("destroy", "second", "--yes").run().requireOutput();
        assertThat(identities()).isEqualTo(before);

        try (ProjectClone other = ProjectClone.create()) {
            other.environment("DOCKER_HOST", engine.host());
            Files.copy(
                    clone.file("Pulumi.local.yaml"),
                    other.file("Pulumi.local.yaml"),
                    StandardCopyOption.REPLACE_EXISTING);
            CommandOutcome up = other.monitoring("up", "local").run();
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("belongs to another state of the stack renderowl-monitoring/local, since");
            assertThat(identities()).isEqualTo(before);
        }

        stack("second", FreePorts.next(), "namePrefix: second, network: second, ");
        clone.monitoring("up", "second").run().requireOutput();
        assertThat(identities()).containsAll(before);
        clone.monitoring("destroy", "second", "--yes").run().requireOutput();
        assertThat(identities()).isEqualTo(before);
        assertThat(engine.docker("exec", "renderowl-prometheus", "cat", "/prometheus/planted")
                        .requireOutput())
                .isEqualTo("kept\n");
        assertThat(clone.monitoring("preview", "local", "--expect-no-changes")
                        .run()
                        .exitCode())
                .isZero();
        clone.monitoring("destroy", "local", "--yes").run().requireOutput();
    }

    private List<String> identities() {
        return Stream.of(
                        "ps --all --no-trunc --format {{.ID}}/{{.Names}}",
                        "volume ls --format {{.Name}}",
                        "network ls --no-trunc --format {{.ID}}/{{.Name}}")
                .flatMap(command ->
                        engine.docker(command.split(" ")).requireOutput().lines())
                .sorted()
                .toList();
    }

    /** The time of the oldest sample of Prometheus about itself; empty while there is none. */
    private String oldest() {
        String query = "min_over_time(timestamp(up{job=\"prometheus\"})[1h:1s])";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/api/v1/query?query="
                        + URLEncoder.encode(query, StandardCharsets.UTF_8)))
                .build();
        try {
            String answer = client.send(request, BodyHandlers.ofString()).body();
            return answer.contains("\"value\"") ? answer.replaceAll(".*,\"(\\d+)[.\\d]*\"\\].*", "$1") : "";
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Prometheus", e);
        }
    }

    private void stack(String name, int itsPort, String names) throws IOException {
        Files.writeString(
                clone.file("Pulumi." + name + ".yaml"),
                """
                config:
                  renderowl-monitoring:platform: docker
                  renderowl-monitoring:docker: {%sprometheusPort: %d, grafanaPort: %d}
                  renderowl-monitoring:prometheus: {scrapeInterval: 1s, scrapeTimeout: 1s}
                  renderowl-monitoring:alertmanager: {enabled: false}
                  renderowl-monitoring:exporters:
                    node: {enabled: false}
                    postgres: {enabled: false}
                    redis: {enabled: false}
                """
                        .formatted(names, itsPort, grafanaPort));
    }

    private void context(String name, String address) throws IOException {
        Path settings = clone.file("docker-settings");
        Path folder = Files.createDirectories(settings.resolve("contexts/meta/" + digest(name)));
        Files.writeString(
                folder.resolve("meta.json"),
                "{\"Name\": \"" + name + "\", \"Endpoints\": {\"docker\": {\"Host\": \"" + address + "\"}}}");
        Files.writeString(settings.resolve("config.json"), "{\"currentContext\": \"" + name + "\"}");
    }

    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
