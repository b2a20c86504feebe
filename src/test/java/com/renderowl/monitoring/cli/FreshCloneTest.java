package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.renderowl.monitoring.harness.Command;
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

        Path pulumi = Files.copy(Path.of("/bin/sleep").toRealPath(), clone.file("pulumi"));
        Process engine = new ProcessBuilder(pulumi.toString(), "1000").start();
        Path held = lock(engine.pid());
        CommandOutcome refused = clone.monitoring("destroy", "--yes").run();
        engine.destroy();

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

    /** Bytes and not letters, as the locale of this test is not that of the user. */
    @Test
    void lettersOfAnyLanguageSurviveInArgumentsAndInThePathOfTheClone() throws IOException {
        Path script = Files.writeString(
                clone.folder().resolveSibling("script"),
                """
                set -e
                folder=$(printf '\\303\\274n\\303\\257 \\342\\230\\205')
                secret=$(printf 'p\\303\\24455w\\303\\266rd\\342\\230\\205')
                mv 'my clone' "$folder"
                for locale in C C.UTF-8 xx_XX.UTF-8; do
                  export LC_ALL=$locale
                  "$folder/monitoring" config set --secret --path secrets.redisPassword "$secret" >&2
                  [ "$("$folder/monitoring" config get --path secrets.redisPassword)" = "$secret" ]
                  "$folder/monitoring" config rm --path secrets.redisPassword >&2
                done
                "$folder/monitoring" render --output "$folder/out-$folder" >&2
                [ -f "$folder/out-$folder/prometheus.yml" ]
                mv "$folder" 'my clone'
                echo survived
                """);

        assertThat(Command.in(script.getParent(), Path.of("/bin/sh"), script.toString())
                        .run()
                        .requireOutput())
                .isEqualTo("survived\n");
    }

    @Test
    void anEmptyPassphraseIsRefusedBeforeAnythingIsMade() throws IOException {
        Path empty = Files.writeString(clone.file("empty"), "\n");
        for (String[] variable :
                new String[][] {{"PULUMI_CONFIG_PASSPHRASE", ""}, {"PULUMI_CONFIG_PASSPHRASE_FILE", empty.toString()}
                }) {
            CommandOutcome refused = clone.environment(variable[0], variable[1])
                    .monitoring("preview")
                    .run();
            clone.withoutEnvironment(variable[0]);

            assertThat(refused.exitCode()).isEqualTo(2);
            assertThat(refused.errors()).contains("There is no passphrase: ", variable[0]);
        }
        assertThat(state()).doesNotExist();
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
