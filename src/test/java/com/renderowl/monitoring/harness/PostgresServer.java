package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real PostgreSQL with an empty database and no password. */
public final class PostgresServer implements AutoCloseable {

    private static final int PORT = 5432;
    private static final String USER = "renderowl";

    /** Counted from zero. */
    private static final int SHARED_MEMORY_LINE = 6;

    /** It listens before that, and turns clients away. */
    private static final String READY = "database system is ready to accept connections";

    private final String address;
    private final Path directory;
    private final Daemon daemon;

    private PostgresServer(String address, Path directory, Daemon daemon) {
        this.address = address;
        this.directory = directory;
        this.daemon = daemon;
    }

    /**
     * Starts one on port 5432 of a loopback address.
     *
     * @param parent gets a directory for it
     * @throws AssertionError with the end of its log, if it does not serve in time
     */
    public static PostgresServer start(Path parent, String address) {
        Path directory = Daemon.directory(parent, "postgresql");
        Path data = Daemon.directory(directory, "data");
        Path temporary = Daemon.directory(directory, "tmp");
        if (Privileges.isRoot()) {
            for (Path own : new Path[] {data, temporary}) {
                Command.in(parent, Path.of("chown"), Privileges.NOBODY, own.toString())
                        .run()
                        .requireOutput();
            }
        }
        // Nothing here has to survive a power cut, only a kill.
        Privileges.asNobody(
                        directory,
                        Tools.require("initdb"),
                        "--pgdata=" + data,
                        "--username=" + USER,
                        "--auth=trust",
                        "--encoding=UTF8",
                        "--no-locale",
                        "--no-sync")
                .with(Map.of("LC_ALL", "C"))
                .run()
                .requireOutput();
        Command command = Privileges.asNobody(
                        directory,
                        Tools.require("postgres"),
                        "-D",
                        data.toString(),
                        "-h",
                        address,
                        "-p",
                        Integer.toString(PORT),
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=off",
                        "-c",
                        "jit=off")
                .with(Map.of("LC_ALL", "C"));
        return new PostgresServer(address, directory, Daemon.start("postgresql", command, daemon -> daemon.log()
                .contains(READY)));
    }

    /** The connection string for a client such as the exporter. */
    public String dataSourceName() {
        return "postgresql://%s@%s:%d/postgres?sslmode=disable".formatted(USER, address, PORT);
    }

    /** To kill it, and to start it again. */
    public Daemon daemon() {
        return daemon;
    }

    /** Ends it without waiting for its clients. */
    @Override
    public void close() {
        if (daemon.alive()) {
            Command.in(directory, Path.of("kill"), "-INT", Long.toString(daemon.pid()))
                    .run()
                    .requireOutput();
        }
        daemon.close();
        removeSharedMemory();
    }

    /** A server that was killed has left its lock file, and the segment of shared memory that is named in there. */
    private void removeSharedMemory() {
        Path lock = directory.resolve("data/postmaster.pid");
        if (!Files.exists(lock)) {
            return;
        }
        try {
            String[] keyAndIdentifier =
                    Files.readAllLines(lock).get(SHARED_MEMORY_LINE).strip().split("\\s+");
            Command.in(directory, Path.of("ipcrm"), "--shmem-id", keyAndIdentifier[1])
                    .run()
                    .requireOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
