package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
    void anEmptyPassphraseOfTheUserIsRefusedWithTheReason() throws IOException {
        Path empty = Files.writeString(folder.resolve("empty"), "\n");
        Path full = Files.writeString(folder.resolve("full"), "x\n");

        assertThatThrownBy(() -> Passphrase.refuseEmpty(Map.of(Passphrase.VALUE, "")))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("PULUMI_CONFIG_PASSPHRASE is empty");
        assertThatThrownBy(() -> Passphrase.refuseEmpty(Map.of(Passphrase.FILE, empty.toString())))
                .hasMessageContaining("the file " + empty + ", which PULUMI_CONFIG_PASSPHRASE_FILE names, is empty");
        assertThatThrownBy(() -> Passphrase.refuseEmpty(Map.of(Passphrase.FILE, folder + "/none")))
                .hasMessageContaining("cannot be read");
        // Pulumi prefers the value, even when it is empty.
        assertThatThrownBy(
                        () -> Passphrase.refuseEmpty(Map.of(Passphrase.VALUE, " ", Passphrase.FILE, full.toString())))
                .hasMessageContaining("is empty");
        Passphrase.refuseEmpty(Map.of(Passphrase.FILE, full.toString()));
        Passphrase.refuseEmpty(Map.of(Passphrase.VALUE, "x"));
        Passphrase.refuseEmpty(Map.of());
    }

    @Test
    void whatCannotBeWrittenLeavesNothing() throws IOException {
        Path file = Files.createDirectories(folder.resolve("file/full")).getParent();

        assertThatThrownBy(() -> PrivateFiles.write(file, "x"))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file.toString());
        try (Stream<Path> entries = Files.list(folder)) {
            assertThat(entries).containsExactly(file);
        }
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
