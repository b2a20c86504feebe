package com.renderowl.monitoring.cli.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Where the sockets of a running command are: in a folder that only their owner can enter. */
public final class SocketFolder {

    private static final String NAME = "sockets";

    /** As long as the longest name of a socket. */
    private static final String LONGEST = "program";

    private SocketFolder() {}

    /**
     * Makes one, and deletes those of commands that were killed. It is among the machine's temporary files where a socket
     * cannot be below the given folder: its path may have some 100 bytes only (104 on macOS, 108 on Linux), gRPC connects to
     * no path beyond ASCII, and the file systems of some shared folders have no sockets.
     *
     * @param parent a folder of this user only
     * @return a new, empty folder, which the caller deletes
     */
    public static Path create(Path parent) {
        PrivateFiles.deleteLeftOvers(parent, NAME);
        Path folder = PrivateFiles.createTemporaryFolder(parent, PrivateFiles.nameOfThisProcess(NAME));
        if (canHoldSocket(folder)) {
            return folder;
        }
        PrivateFiles.deleteFolder(folder);
        try {
            return Files.createTempDirectory(
                    "monitoring-", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean canHoldSocket(Path folder) {
        Path socket = folder.resolve(LONGEST);
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(socket.toString())) {
            return false;
        }
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(socket));
            Files.delete(socket);
            return true;
        } catch (IOException none) {
            return false;
        }
    }
}
