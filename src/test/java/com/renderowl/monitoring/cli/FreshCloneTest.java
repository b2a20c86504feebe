package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real {@code ./monitoring} and the real engine in a fresh clone, without a cluster. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class FreshCloneTest {

    private ProjectClone clone;

    @BeforeEach
    void freshClone() {
        clone = ProjectClone.create();
    }

    @AfterEach
    void delete() {
        clone.close();
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
        assertThat(clone.contents("out/staging").keySet())
                .contains("k8s-deployment.yaml", "prometheus.yml", "manifests/01-namespace-monitoring.yaml");
        assertThat(clone.text("Pulumi.staging.yaml")).isEqualTo(committed);
        assertThat(state()).doesNotExist();
        assertThat(clone.contents(".monitoring").keySet()).noneMatch(name -> name.startsWith("render"));

        SortedMap<String, String> first = clone.contents("out/staging");
        clone.monitoring("render").run().requireOutput();
        assertThat(clone.contents("out/staging")).isEqualTo(first);
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
    void renderingTouchesNoState() {
        clone.monitoring("preview").run().requireOutput();
        SortedMap<String, String> before = clone.contents(".monitoring/state");

        clone.monitoring("render").run().requireOutput();

        assertThat(clone.contents(".monitoring/state")).isEqualTo(before);
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
