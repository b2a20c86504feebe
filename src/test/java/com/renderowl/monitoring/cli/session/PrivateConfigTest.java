package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateConfigTest {

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();
    private Path committed;
    private PrivateConfig config;

    @BeforeEach
    void commit() throws IOException {
        committed = Files.writeString(folder.resolve("Pulumi.staging.yaml"), "config:\n  p:a: 1\n");
        config = new PrivateConfig(committed, folder.resolve(".monitoring/config"));
    }

    @Test
    void theFirstRunCopiesTheCommittedFileForItsOwnerOnly() throws IOException {
        config.update(console.console());

        assertThat(config.file()).hasSameTextualContentAs(committed);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(config.file())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(config.file().getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void editsOfTheCommittedFileFlowInOverSeveralRuns() throws IOException {
        config.update(console.console());
        PrivateFiles.write(config.file(), "config:\n  p:a: 1\n  p:mine: x\nencryptionsalt: v1:s\n");
        for (String value : new String[] {"2", "3"}) {
            Files.writeString(committed, "config:\n  p:a: " + value + "\n");
            config.update(console.console());

            assertThat(config.text()).isEqualTo("config:\n  p:a: " + value + "\n  p:mine: x\nencryptionsalt: v1:s\n");
        }
        assertThat(console.messages()).isEmpty();
    }

    @Test
    void aConflictIsSaidOnce() throws IOException {
        config.update(console.console());
        PrivateFiles.write(config.file(), "config:\n  p:a: 7\n");
        Files.writeString(committed, "config:\n  p:a: 2\n");

        config.update(console.console());
        config.update(console.console());

        assertThat(config.text()).contains("p:a: 7");
        assertThat(console.messages())
                .isEqualTo("Pulumi.staging.yaml has a new value of 'p:a', and you have set another one: yours is kept;"
                        + " './monitoring config set' changes it.\n");
    }

    @Test
    void theEncryptionOfTheCommittedFileStaysOutOfTheCopy() throws IOException {
        Files.writeString(committed, "encryptionsalt: v1:team\nconfig:\n  p:s:\n    secure: v1:x\n");
        config.update(console.console());

        assertThat(config.text()).contains("secure: v1:x").doesNotContain("encryptionsalt");

        PrivateFiles.write(config.file(), config.text() + "encryptionsalt: v1:mine\n");
        Files.writeString(
                committed, "secretsprovider: awskms://k\nencryptedkey: e\nconfig:\n  p:s:\n    secure: v1:y\n");
        config.update(console.console());

        assertThat(config.text())
                .contains("secure: v1:y", "encryptionsalt: v1:mine")
                .doesNotContain("awskms", "encryptedkey");
        assertThat(console.messages()).isEmpty();
    }

    @Test
    void aSaltIsRestoredOnlyWhereItIsMissing() {
        config.update(console.console());
        config.restoreSalt(() -> "v1:old");
        config.restoreSalt(() -> "v1:other");

        assertThat(config.text()).isEqualTo("config:\n  p:a: 1\nencryptionsalt: v1:old\n");
    }

    @Test
    void aCommittedFileThatIsNotYamlIsNamed() throws IOException {
        config.update(console.console());
        Files.writeString(committed, "config: [\n");

        assertThatThrownBy(() -> config.update(console.console()))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.USAGE))
                .hasMessageStartingWith(committed + " is not valid YAML: ");
    }
}
