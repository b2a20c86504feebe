package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the command's sockets are. */
@Tag("unit")
class SocketFolderTest {

    @TempDir
    private Path parent;

    @Test
    void isBelowThePrivateFolderForItsUserOnly() throws IOException {
        Path folder = SocketFolder.create(parent);

        assertThat(folder).hasParent(parent);
        isPrivateAndTakesSockets(folder);
    }

    /** A clone may lie anywhere, and the address of a socket has room for a short path only. */
    @Test
    void isAmongTheTemporaryFilesWhereThePathIsTooLong() throws IOException {
        Path clone = parent.resolve("a-long-name-".repeat(8));

        Path folder = SocketFolder.create(clone);
        try {
            assertThat(folder).hasParent(Path.of(System.getProperty("java.io.tmpdir")));
            isPrivateAndTakesSockets(folder);
            assertThat(clone).isDirectoryNotContaining("glob:**/sockets-*");
        } finally {
            PrivateFiles.deleteFolder(folder);
        }
    }

    @Test
    void whatAKilledCommandLeftBehindIsDeleted() throws IOException {
        Path left = Files.createDirectory(parent.resolve("sockets-2147483647-1"));
        Files.createFile(left.resolve("program"));

        SocketFolder.create(parent);

        assertThat(left).doesNotExist();
    }

    private static void isPrivateAndTakesSockets(Path folder) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(folder).isEmptyDirectory();
        try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            socket.bind(UnixDomainSocketAddress.of(folder.resolve("program")));
        }
    }
}
