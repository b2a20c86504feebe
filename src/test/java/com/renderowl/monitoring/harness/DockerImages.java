package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Images made of programs of {@code tools/bin} and laid out as the public ones are, since none can be pulled here: the same
 * entry points, users and folders, and busybox where the public image has it. Each is named as the public one, with the
 * version of the program that is really in it.
 */
public final class DockerImages {

    /** Prometheus with {@code promtool}. */
    public static final String PROMETHEUS = "prom/prometheus:v3.16.0";

    /** Alertmanager. */
    public static final String ALERTMANAGER = "prom/alertmanager:v0.34.2";

    /** The node exporter. */
    public static final String NODE_EXPORTER = "prom/node-exporter:v1.12.1";

    /** The PostgreSQL exporter of the distribution, older than the pinned one. */
    public static final String POSTGRES_EXPORTER = "prometheuscommunity/postgres-exporter:v0.11.1";

    /** The Redis exporter of the distribution, older than the pinned one. */
    public static final String REDIS_EXPORTER = "oliver006/redis_exporter:v1.45.0";

    private static final int NOBODY = 65534;

    private DockerImages() {}

    /** Makes all of them known to an engine. */
    public static void provide(DockerEngine engine) {
        provide(
                engine,
                PROMETHEUS,
                Map.of("bin/prometheus", Tools.require("prometheus"), "bin/promtool", Tools.require("promtool")),
                true,
                List.of("prometheus", "etc/prometheus"));
        provide(
                engine,
                ALERTMANAGER,
                Map.of("bin/alertmanager", Tools.require("alertmanager")),
                true,
                List.of("alertmanager", "etc/alertmanager"));
        provide(engine, NODE_EXPORTER, Map.of("bin/node_exporter", Tools.require("node_exporter")), true, List.of());
        Path debian = Tools.projectRoot().resolve("tools/bin/debian/usr/bin");
        Tools.require("prometheus-postgres-exporter");
        provide(
                engine,
                POSTGRES_EXPORTER,
                Map.of("bin/postgres_exporter", debian.resolve("prometheus-postgres-exporter")),
                true,
                List.of());
        provide(
                engine,
                REDIS_EXPORTER,
                Map.of("redis_exporter", debian.resolve("prometheus-redis-exporter")),
                false,
                List.of());
    }

    private static void provide(
            DockerEngine engine, String name, Map<String, Path> programs, boolean hasShell, List<String> folders) {
        try (TemporaryDirectory staging = TemporaryDirectory.create("image")) {
            Path root = staging.path();
            for (Map.Entry<String, Path> program : programs.entrySet()) {
                copy(program.getValue(), root.resolve(program.getKey()));
                libraries(program.getValue(), root);
            }
            if (hasShell) {
                copy(Tools.require("busybox"), root.resolve("bin/busybox"));
                for (String applet : Set.of("sh", "wget", "cat", "ls")) {
                    Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
                }
            }
            for (String folder : folders) {
                Path path = Files.createDirectories(root.resolve(folder));
                Files.setAttribute(path, "unix:uid", NOBODY);
                Files.setAttribute(path, "unix:gid", NOBODY);
            }
            Files.createDirectories(root.resolve("tmp"));
            Files.setPosixFilePermissions(root, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            String entry = programs.keySet().stream()
                    .filter(program -> !program.endsWith("promtool"))
                    .findFirst()
                    .orElseThrow();
            engine.importImage(name, root, List.of("ENTRYPOINT [\"/" + entry + "\"]", "USER nobody", "ENV PATH=/bin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /** The libraries of a program that is not linked statically, at the paths where it looks for them. */
    private static void libraries(Path program, Path root) throws IOException {
        libraries(program, root, Map.of());
    }

    /** The same for a program that finds further libraries, which are in the image already, by a variable. */
    static void libraries(Path program, Path root, Map<String, String> environment) throws IOException {
        CommandOutcome outcome = Command.in(root, Path.of("ldd"), program.toString())
                .with(environment)
                .run();
        for (String word : outcome.output().split("\\s+")) {
            if (word.startsWith("/")
                    && word.contains(".so")
                    && !word.startsWith(root.toString())
                    && Files.exists(Path.of(word))) {
                copy(Path.of(word), root.resolve(word.substring(1)));
            }
        }
    }
}
