package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A team commits secrets that it has encrypted for its own state; others have a clone, but not the passphrase. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class TeamSecretsTest {

    private static final String PLANTED = "planted-Password-7c1";
    private static final String[] TEAM = {"PULUMI_BACKEND_URL", "PULUMI_CONFIG_PASSPHRASE"};

    private ProjectClone clone;
    private String committed;

    @BeforeEach
    void teamCommitsItsSecrets() throws IOException {
        clone = ProjectClone.create();
        asTeam();
        set("secrets.postgresDataSourceName", "postgresql://exporter:" + PLANTED + "@db:5432/renderowl");
        set("secrets.scrapePassword", PLANTED);
        set(
                "basicAuth.users.ana.passwordHash",
                "$2y$12$" + "abcdefghijklmnopqrstu".repeat(3).substring(0, 53));
        clone.monitoring("config", "set", "--path", "basicAuth.enabled", "true")
                .run()
                .requireOutput();
        committed = clone.text("Pulumi.staging.yaml");
        asContributor();
    }

    @AfterEach
    void delete() {
        clone.close();
    }

    private void asTeam() {
        Path shared = clone.folder().resolveSibling("shared");
        try {
            Files.createDirectories(shared);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        clone.environment(TEAM[0], "file://" + shared).environment(TEAM[1], "of the team");
    }

    private void asContributor() {
        clone.withoutEnvironment(TEAM);
    }

    private void set(String path, String value) {
        clone.monitoring("config", "set", "--secret", "--path", path).run(value).requireOutput();
    }

    private List<String> rendered() {
        return List.of(clone.text("out/staging/k8s-deployment.yaml"), clone.text("out/staging/prometheus.yml"));
    }

    @Test
    void everybodyCanRenderAndGetsTheSame() {
        assertThat(committed).contains("encryptionsalt: v1:", "secure: v1:").doesNotContain(PLANTED);

        CommandOutcome up = clone.monitoring("up").run();

        assertThat(up.requireOutput())
                .contains("Rendered ", "create secret generic postgres-exporter --from-file=DATA_SOURCE_NAME=FILE");
        assertThat(up.errors())
                .contains("The encrypted values of the configuration are not decrypted: nothing in the files depends"
                        + " on them.")
                .doesNotContain("The PostgreSQL exporter takes its connection", "is missing");
        List<String> contributors = rendered();
        assertThat(contributors.toString()).contains("prometheus-web").doesNotContain("kind: Secret");
        assertThat(clone.text("Pulumi.staging.yaml")).isEqualTo(committed);

        asTeam();
        clone.monitoring("render").run().requireOutput();
        assertThat(rendered()).isEqualTo(contributors);
    }

    @Test
    void secretsAreRenderedWithThePassphraseOnly() {
        CommandOutcome refused = clone.monitoring("render", "--include-secrets").run();

        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.errors())
                .contains("Pulumi.staging.yaml has values that are encrypted with its team's passphrase");
        assertThat(clone.file("out")).doesNotExist();

        asTeam();
        clone.monitoring("render", "--include-secrets").run().requireOutput();
        assertThat(clone.text("out/staging/k8s-deployment.yaml"))
                .contains(Base64.getEncoder().encodeToString(PLANTED.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void previewSaysWhichPassphraseIsMissingAndTheAdviceWorks() {
        CommandOutcome preview = clone.monitoring("preview").run();

        assertThat(preview.exitCode()).isEqualTo(3);
        assertThat(preview.errors())
                .endsWith(
                        """
                        monitoring: Pulumi.staging.yaml has values that are encrypted with its team's passphrase, which \
                        the private state in .monitoring does not have: basicAuth.users.ana.passwordHash, \
                        secrets.postgresDataSourceName, secrets.scrapePassword.
                        To use the team's state, set PULUMI_BACKEND_URL to it and PULUMI_CONFIG_PASSPHRASE_FILE to the \
                        file with the team's passphrase. To try something out of your own, replace each value:
                          ./monitoring config set --secret --path basicAuth.users.ana.passwordHash --stack staging
                          ./monitoring config set --secret --path secrets.postgresDataSourceName --stack staging
                          ./monitoring config set --secret --path secrets.scrapePassword --stack staging
                        To see what would be deployed, no secret is needed: ./monitoring render staging
                        """);

        set("basicAuth.users.ana.passwordHash", "$2y$10$" + "x".repeat(53));
        set("secrets.postgresDataSourceName", "postgresql://me:mine@db:5432/renderowl");
        set("secrets.scrapePassword", "mine");
        assertThat(clone.monitoring("preview").run().requireOutput()).contains("to create");
        assertThat(clone.text("Pulumi.staging.yaml")).isEqualTo(committed);

        asTeam();
        assertThat(clone.monitoring("preview").run().requireOutput()).contains("to create");
    }
}
