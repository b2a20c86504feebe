package com.renderowl.monitoring.harness;

import java.time.Duration;

/**
 * PostgreSQL and Redis as containers of their own beside a stack, published on the machine, as a developer has them. Both
 * keep nothing over a stop.
 */
public final class DatabaseContainers {

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
        DockerImages.provide(engine, TestImage.DATABASES);
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
                        TestImage.DATABASES.name(),
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
}
