package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * PostgreSQL and Redis as containers of their own beside a stack, published on the machine, as a developer has them. Both
 * keep nothing over a stop.
 */
public final class DatabaseContainers {

    private static final String IMAGE = "renderowl-test/databases:debian";
    private static final String POSTGRES = "database";
    private static final String REDIS = "cache";
    private static final Duration DEADLINE = Duration.ofMinutes(1);

    private final DockerEngine engine;
    private final int postgresPort = FreePorts.next();
    private final int redisPort = FreePorts.next();

    private DatabaseContainers(DockerEngine engine) {
        this.engine = engine;
    }

    /** Starts both, each at a port of the machine. */
    public static DatabaseContainers start(DockerEngine engine) {
        provideImage(engine);
        DatabaseContainers databases = new DatabaseContainers(engine);
        databases.run(
                POSTGRES,
                databases.postgresPort + ":5432",
                "cd /usr/lib/postgresql/*/bin && ./initdb -D /data -U postgres -A trust -E UTF8 --no-locale --no-sync"
                        + " && echo 'host all all all trust' >>/data/pg_hba.conf"
                        + " && exec ./postgres -D /data -h 0.0.0.0 -c unix_socket_directories= -c fsync=off -c jit=off");
        databases.run(
                REDIS,
                databases.redisPort + ":6379",
                "exec redis-server --bind 0.0.0.0 --protected-mode no --dir /data --save ''");
        databases.awaitBoth();
        return databases;
    }

    /** The port of the machine at which PostgreSQL is; its user {@code postgres} needs no password. */
    public int postgresPort() {
        return postgresPort;
    }

    /** The port of the machine at which Redis is. */
    public int redisPort() {
        return redisPort;
    }

    /** Stops both. */
    public void stop() {
        engine.docker("stop", POSTGRES, REDIS).requireOutput();
    }

    /** Starts both again. */
    public void startAgain() {
        engine.docker("start", POSTGRES, REDIS).requireOutput();
        awaitBoth();
    }

    private void run(String name, String port, String script) {
        engine.docker(
                        "run",
                        "--detach",
                        "--pull=never",
                        "--name=" + name,
                        "--init",
                        "--read-only",
                        "--user=65534:65534",
                        "--tmpfs=/data:uid=65534,gid=65534,mode=0700",
                        "--tmpfs=/tmp",
                        "--publish=" + engine.machineAddress() + ":" + port,
                        IMAGE,
                        "sh",
                        "-c",
                        script)
                .requireOutput();
    }

    private void awaitBoth() {
        Wait.until("PostgreSQL and Redis are ready", DEADLINE, () -> {
            // Not the server that initdb runs, which is there before and goes again.
            String log = engine.docker("logs", "--since", startedAt(), POSTGRES).errors();
            return log.contains("database system is ready to accept connections")
                    && engine.docker("exec", REDIS, "redis-cli", "ping")
                            .output()
                            .contains("PONG");
        });
    }

    private String startedAt() {
        return engine.inspect(POSTGRES)
                .getAsJsonObject("State")
                .get("StartedAt")
                .getAsString();
    }

    private static void provideImage(DockerEngine engine) {
        Tools.require("postgres");
        Path debian = Tools.projectRoot().resolve("tools/bin/debian");
        try (TemporaryDirectory staging = TemporaryDirectory.create("image")) {
            Path root = staging.path();
            for (String part : List.of("usr/lib", "usr/share", "lib")) {
                Path target = root.resolve(part.equals("lib") ? "opt/lib" : part);
                Files.createDirectories(target.getParent());
                Command.in(root, Path.of("cp"), "-RL", debian.resolve(part).toString(), target.toString())
                        .run()
                        .requireOutput();
            }
            for (String program : List.of("redis-server", "redis-cli")) {
                DockerImages.copy(debian.resolve("usr/bin/" + program), root.resolve("bin/" + program));
            }
            for (Path program : List.of(debian.resolve("usr/bin/redis-server"), postgres(debian))) {
                DockerImages.libraries(
                        program,
                        root,
                        Map.of("LD_LIBRARY_PATH", root.resolve("opt/lib").toString()));
            }
            DockerImages.copy(Tools.require("busybox"), root.resolve("bin/busybox"));
            Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
            // PostgreSQL wants to know its user's name.
            Files.createDirectories(root.resolve("etc"));
            Files.writeString(root.resolve("etc/passwd"), "nobody:x:65534:65534::/:/bin/sh\n");
            engine.importImage(IMAGE, root, List.of("ENV PATH=/bin", "ENV LD_LIBRARY_PATH=/opt/lib", "ENV LC_ALL=C"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path postgres(Path debian) throws IOException {
        try (var versions = Files.list(debian.resolve("usr/lib/postgresql"))) {
            return versions.findFirst().orElseThrow().resolve("bin/postgres");
        }
    }
}
