package com.renderowl.monitoring.machine;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Who listens on a port of this machine, as Linux tells it below {@code /proc}; elsewhere nobody is found.
 *
 * @see <a href="https://docs.kernel.org/networking/proc_net_tcp.html">proc/net/tcp</a>
 */
final class PortOwner {

    private static final Path PROCESSES = Path.of("/proc");
    private static final String LISTENS = "0A";
    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;

    private PortOwner() {}

    /** A process that listens on {@code port} where {@code address} is meant as well; of others only that it is there. */
    static Optional<String> of(String address, int port) {
        List<String> sockets = new ArrayList<>();
        sockets.addAll(listening(PROCESSES.resolve("net/tcp"), address, port));
        sockets.addAll(listening(PROCESSES.resolve("net/tcp6"), address, port));
        if (sockets.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(process(sockets).orElse("a process of another user"));
    }

    private static List<String> listening(Path table, String address, int port) {
        List<String> sockets = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(table)) {
                String[] columns = line.strip().split("\\s+", -1);
                if (columns.length <= INODE || !columns[STATE].equals(LISTENS)) {
                    continue;
                }
                String[] local = columns[ADDRESS].split(":", -1);
                if (Integer.parseInt(local[1], 16) == port && meets(local[0], address)) {
                    sockets.add(columns[INODE]);
                }
            }
        } catch (IOException noSuchTable) {
            return List.of();
        }
        return sockets;
    }

    /** Whether two listeners cannot both be: one of them has all addresses, or both have the same. */
    private static boolean meets(String listening, String address) {
        return listening.matches("0+") || address.equals("0.0.0.0") || listening.endsWith(hexadecimal(address));
    }

    /** As the kernel of a little-endian machine writes it. */
    private static String hexadecimal(String address) {
        StringBuilder text = new StringBuilder();
        for (String part : address.split("\\.", -1)) {
            text.insert(0, String.format(Locale.ROOT, "%02X", Integer.parseInt(part)));
        }
        return text.toString();
    }

    private static Optional<String> process(List<String> sockets) {
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (holds(process, sockets)) {
                    String name = Files.readString(process.resolve("comm")).strip();
                    return Optional.of("the process " + name + " (" + process.getFileName() + ")");
                }
            }
        } catch (IOException unreadable) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean holds(Path process, List<String> sockets) {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
            for (Path file : files) {
                String target = Files.readSymbolicLink(file).toString();
                if (sockets.stream().anyMatch(socket -> target.equals("socket:[" + socket + "]"))) {
                    return true;
                }
            }
        } catch (IOException | java.nio.file.DirectoryIteratorException endedOrNotOurs) {
            return false;
        }
        return false;
    }
}
