package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real {@code ./monitoring} and the real engine in a fresh clone, without a cluster. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class FreshCloneTest {

    private static final String PLANTED = "planted-Password-3f9";

    private ProjectClone clone;

    @BeforeEach
    void freshClone() {
        clone = ProjectClone.create();
    }

    @AfterEach
    void delete() {
        clone.close();
    }

    /** Every file below a folder with its bytes, as text that can be compared and searched. */
    private static TreeMap<String, String> contents(Path folder) {
        TreeMap<String, String> contents = new TreeMap<>();
        if (!Files.exists(folder)) {
            return contents;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                contents.put(folder.relativize(path).toString(), Files.readString(path, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return contents;
    }

    private Path state() {
        return clone.file(".monitoring/state/.pulumi/stacks/renderowl-monitoring/staging.json");
    }

    @Test
    void upWithoutAClusterRendersAndSaysSo() throws IOException {
        String committed = clone.text("Pulumi.staging.yaml");

        CommandOutcome up = clone.monitoring("up").run();

        assertThat(up.requireOutput())
                .containsPattern("Rendered \\d+ objects of staging into .*out/staging; no cluster was contacted\\.")
                .contains("Deploy: kubectl apply --server-side -f ");
        assertThat(up.errors())
                .startsWith(
                        "There is no cluster (no kubeconfig in KUBECONFIG or ~/.kube/config, not in a pod), so nothing is"
                                + " deployed: staging is rendered into files.\n")
                .contains("To deploy with this command, give it a cluster: KUBECONFIG=FILE ./monitoring up staging");
        assertThat(contents(clone.file("out/staging")).keySet())
                .contains("k8s-deployment.yaml", "prometheus.yml", "manifests/001-namespace-monitoring.yaml");
        assertThat(clone.text("Pulumi.staging.yaml")).isEqualTo(committed);
        assertThat(state()).doesNotExist();
        assertThat(contents(clone.file(".monitoring")).keySet()).noneMatch(name -> name.startsWith("render"));

        TreeMap<String, String> first = contents(clone.file("out/staging"));
        clone.monitoring("render").run().requireOutput();
        assertThat(contents(clone.file("out/staging"))).isEqualTo(first);
    }

    @Test
    void previewNamesWhatItWorksOnAndLeavesNothingForOthersToRead() throws IOException {
        CommandOutcome preview = clone.monitoring("preview").run();

        assertThat(preview.requireOutput()).contains("to create").doesNotContain("from $PATH");
        assertThat(preview.errors())
                .startsWith("Previewing staging: private state in .monitoring/state, no cluster.\n");
        for (String name : List.of(".monitoring", ".monitoring/state", ".monitoring/config")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(clone.file(name))))
                    .as(name)
                    .isEqualTo("rwx------");
        }
        // Plugins of the engine and its logs must not land in the user's home.
        assertThat(clone.folder().resolveSibling(".pulumi")).doesNotExist();
    }

    @Test
    void changesThatWereNotExpectedHaveAnExitCodeOfTheirOwn() {
        assertThat(clone.monitoring("preview", "--expect-no-changes").run().exitCode())
                .isEqualTo(4);
    }

    @Test
    void jsonIsAllThatIsOnTheOutput() {
        String json = clone.monitoring("preview", "--json").run().requireOutput();

        assertThat(json.strip()).startsWith("{").endsWith("}");
        assertThat(JsonParser.parseString(json).getAsJsonObject().has("changeSummary"))
                .isTrue();
    }

    @Test
    void aSecretStaysOutOfTheCommittedFileOfTheStateAndOfTheRendering() {
        String committed = clone.text("Pulumi.staging.yaml");
        clone.monitoring("config", "set", "--secret", "--path", "secrets.redisPassword")
                .run(PLANTED + "\n")
                .requireOutput();

        CommandOutcome shown = clone.monitoring("config").run();
        CommandOutcome rendered = clone.monitoring("render").run();

        assertThat(clone.text("Pulumi.staging.yaml")).isEqualTo(committed);
        assertThat(clone.text(".monitoring/config/Pulumi.staging.yaml")).contains("secure: v1:", "encryptionsalt: ");
        assertThat(shown.requireOutput()).contains("[secret]");
        assertThat(rendered.requireOutput())
                .contains("create secret generic redis-exporter --from-file=REDIS_PASSWORD=FILE");
        String everything =
                shown + rendered.toString() + contents(clone.file(".monitoring")) + contents(clone.file("out"));
        assertThat(everything).doesNotContain(PLANTED);
    }

    @Test
    void secretsAreRenderedOnlyWhenAskedForAndThenForTheirOwnerOnly() throws IOException {
        clone.monitoring("config", "set", "--secret", "--path", "secrets.redisPassword")
                .run(PLANTED)
                .requireOutput();

        CommandOutcome rendered = clone.monitoring(
                        "render",
                        "--include-secrets",
                        "--output",
                        clone.file("files").toString())
                .run();

        assertThat(rendered.errors()).contains("warning: secret values are in these files in clear");
        assertThat(clone.text("files/k8s-deployment.yaml"))
                .contains("kind: Secret")
                .containsAnyOf(PLANTED, Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8)));
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(clone.file("files/k8s-deployment.yaml"))))
                .isEqualTo("rw-------");
        assertThat(contents(clone.file(".monitoring")).toString()).doesNotContain(PLANTED);
    }

    @Test
    void renderingTouchesNoState() {
        clone.monitoring("preview").run().requireOutput();
        TreeMap<String, String> before = contents(clone.file(".monitoring/state"));

        clone.monitoring("render").run().requireOutput();

        assertThat(contents(clone.file(".monitoring/state"))).isEqualTo(before);
    }

    @Test
    void aWrongPassphraseIsSaidWithTheWayOut() {
        clone.monitoring("config", "set", "--secret", "--path", "secrets.redisPassword")
                .run(PLANTED)
                .requireOutput();
        clone.environment("PULUMI_CONFIG_PASSPHRASE", "wrong");

        for (List<String> command : List.of(List.of("preview"), List.of("render", "--include-secrets"))) {
            CommandOutcome outcome =
                    clone.monitoring(command.toArray(String[]::new)).run();

            assertThat(outcome.exitCode()).as("%s", command).isEqualTo(1);
            assertThat(outcome.errors())
                    .as("%s", command)
                    .contains(
                            "incorrect passphrase", "The passphrase is not the one that this stack was encrypted with");
        }
    }

    @Test
    void aRefusedConfigurationIsSaidOnceAndNothingIsTouched() throws IOException {
        Files.writeString(
                clone.file("Pulumi.staging.yaml"), "config:\n  renderowl-monitoring:prometheus:\n    retenton: 15d\n");

        CommandOutcome rendered = clone.monitoring("render").run();
        CommandOutcome preview = clone.monitoring("preview").run();

        assertThat(rendered.exitCode()).isEqualTo(2);
        assertThat(rendered.errors()).containsOnlyOnce("retenton").doesNotContain("at com.renderowl");
        assertThat(clone.file("out")).doesNotExist();
        assertThat(preview.exitCode()).isEqualTo(2);
        assertThat(preview.output()).contains("retenton").doesNotContain("at com.renderowl");
    }

    @Test
    void aClusterThatDoesNotAnswerIsSaidBeforeAnythingStarts() throws IOException {
        Path kubeconfig = Files.writeString(
                clone.file("kubeconfig"),
                """
                current-context: dev
                contexts: [{name: dev, context: {cluster: c}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                """);
        clone.environment("KUBECONFIG", kubeconfig.toString());

        for (String command : List.of("up", "preview")) {
            CommandOutcome outcome = clone.monitoring(command).run();

            assertThat(outcome.exitCode()).as(command).isEqualTo(3);
            assertThat(outcome.errors())
                    .as(command)
                    .contains("monitoring: The cluster dev (https://127.0.0.1:1) does not answer: Connection refused.");
        }
        assertThat(state()).doesNotExist();
    }

    @Test
    void aLockIsBrokenOnlyWhenItsHolderIsGone() throws Exception {
        clone.monitoring("preview").run().requireOutput();
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path lock = lock(ended.pid());
        CommandOutcome destroy = clone.monitoring("destroy", "--yes").run();

        assertThat(destroy.exitCode()).isZero();
        assertThat(destroy.errors()).contains("The last run was killed and left its lock, held by ana on ");
        assertThat(lock).doesNotExist();

        Path held = lock(ProcessHandle.current().pid());
        CommandOutcome refused = clone.monitoring("destroy", "--yes").run();

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.errors()).contains("The stack staging is locked by ana on ", "delete " + held);
        assertThat(held).exists();
    }

    private Path lock(long process) throws IOException {
        Path folder = Files.createDirectories(
                clone.file(".monitoring/state/.pulumi/locks/organization/renderowl-monitoring/staging"));
        String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
        return Files.writeString(
                folder.resolve(process + ".json"),
                """
                {"pid": %d, "username": "ana", "hostname": "%s", "timestamp": "%s"}"""
                        .formatted(process, host, Instant.now()));
    }

    @Test
    void aBackendOfTheUsersChoiceGetsTheCommittedFile() throws IOException {
        Path shared = Files.createDirectory(clone.file("shared"));
        clone.environment("PULUMI_BACKEND_URL", "file://" + shared).environment("PULUMI_CONFIG_PASSPHRASE", "shared");

        CommandOutcome preview = clone.monitoring("preview").run();

        assertThat(preview.errors()).contains("Created stack staging in file://");
        assertThat(preview.requireOutput()).contains("to create");
        assertThat(shared.resolve(".pulumi/stacks/renderowl-monitoring/staging.json"))
                .exists();
        assertThat(clone.text("Pulumi.staging.yaml")).contains("encryptionsalt: ");
        assertThat(state()).doesNotExist();
    }

    @Test
    void whatGoesBehindTheDashesReachesTheEngine() {
        CommandOutcome outcome =
                clone.monitoring("preview", "--", "--no-such-option").run();

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.errors()).contains("unknown flag: --no-such-option");
    }
}
