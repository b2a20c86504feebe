package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Secrets that a user sets in a fresh clone with its private state. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class OwnSecretsTest {

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

    @Test
    void aSecretStaysOutOfTheCommittedFileOfTheStateAndOfTheRendering() {
        String committed = clone.text("Pulumi.staging.yaml");
        clone.monitoring("config", "set", "--secret", "--path", "secrets.redisPassword")
                .run(PLANTED + "\n")
                .requireOutput();

        CommandOutcome shown = clone.monitoring("config").run();
        CommandOutcome rendered = clone.monitoring("render").run();
        CommandOutcome doctor = clone.monitoring("doctor").run();
        CommandOutcome debugged = clone.monitoring("preview", "--", "--debug").run();

        assertThat(clone.text("Pulumi.staging.yaml")).isEqualTo(committed);
        assertThat(clone.text(".monitoring/config/Pulumi.staging.yaml")).contains("secure: v1:", "encryptionsalt: ");
        assertThat(shown.requireOutput()).contains("[secret]");
        assertThat(rendered.requireOutput())
                .contains("create secret generic redis-exporter --from-file=REDIS_PASSWORD=FILE");
        assertThat(doctor.output()).containsPattern("Configuration +ok +valid");
        assertThat(debugged.requireOutput()).contains("redis-exporter");
        String everything =
                shown + rendered.toString() + doctor + debugged + clone.contents(".monitoring") + clone.contents("out");
        assertThat(everything)
                .doesNotContain(PLANTED, Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8)));
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
        assertThat(clone.contents(".monitoring").toString()).doesNotContain(PLANTED);
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
    void aSecretInClearBesideEncryptedOnesIsRefusedByItsName() {
        clone.monitoring("config", "set", "--secret", "--path", "secrets.redisPassword")
                .run("encrypted")
                .requireOutput();
        clone.monitoring("config", "set", "--path", "secrets.scrapePassword", PLANTED)
                .run()
                .requireOutput();

        for (String command : List.of("preview", "render")) {
            CommandOutcome outcome = clone.monitoring(command).run();

            assertThat(outcome.exitCode()).as(command).isEqualTo(2);
            assertThat(outcome.errors())
                    .as(command)
                    .endsWith(
                            """
                            monitoring: The stack's configuration has a problem; nothing was changed.
                              1. secrets.scrapePassword: is stored in clear text beside encrypted ones
                                 allowed: values that were set with --secret
                                 fix: change what was exposed, then set it again: ./monitoring config set --secret \
                            --path secrets.scrapePassword --stack staging
                            """)
                    .doesNotContain(PLANTED);
        }
    }
}
