package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {

    @TempDir
    private Path folder;

    private static String rights(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    @Test
    void aFolderThatOthersCouldReadIsClosed() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));

        PrivateFiles.createFolder(open);

        assertThat(rights(open)).isEqualTo("rwx------");
    }

    @Test
    void thePassphraseIsMadeOnceForItsOwnerOnly() throws IOException {
        Path file = Passphrase.file(folder);
        String passphrase = Files.readString(file);

        assertThat(rights(file)).isEqualTo("rw-------");
        assertThat(passphrase).matches("[A-Za-z0-9_-]{43}");
        assertThat(Files.readString(Passphrase.file(folder))).isEqualTo(passphrase);
    }

    @Test
    void ofManyAtOnceAllGetTheSamePassphrase() {
        Set<String> seen = ConcurrentHashMap.newKeySet();

        IntStream.range(0, 64).parallel().forEach(number -> {
            try {
                seen.add(Files.readString(Passphrase.file(folder)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(seen).hasSize(1);
    }

    @Test
    void theUsersPassphraseCountsEvenWhenEmpty() {
        assertThat(Passphrase.isSetIn(Map.of("PULUMI_CONFIG_PASSPHRASE", ""))).isTrue();
        assertThat(Passphrase.isSetIn(Map.of("PULUMI_CONFIG_PASSPHRASE_FILE", "/f")))
                .isTrue();
        assertThat(Passphrase.isSetIn(Map.of())).isFalse();
    }

    @Test
    void foldersOfDeadProcessesAreDeletedOthersStay() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path left = Files.createDirectories(folder.resolve("render-" + ended.pid() + "-x/manifests"));
        Path mine = PrivateFiles.createTemporaryFolder(folder, PrivateFiles.nameOfThisProcess("render"));
        Path other = Files.createDirectory(folder.resolve("state"));

        PrivateFiles.deleteLeftOvers(folder, "render");

        assertThat(left.getParent()).doesNotExist();
        assertThat(mine).exists();
        assertThat(other).exists();
    }
}
