package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An image made of programs of {@code tools/bin} and laid out as the public one is, since none can be pulled here: the same
 * entry points, users and folders, and busybox where the public image has it. Each is named as the public one, with the
 * version of the program that is really in it.
 *
 * @param name with its tag
 * @param entry the program that it starts, empty for none
 * @param environment variables of its programs
 * @param contents lays out its files
 */
public record TestImage(String name, String entry, List<String> environment, Contents contents) {

    /** Lays out an image's files. */
    @FunctionalInterface
    interface Contents {
        void layOut(Path root) throws IOException;
    }

    /** Prometheus with {@code promtool}. */
    public static final TestImage PROMETHEUS = withShell(
            "prom/prometheus:v3.16.0",
            "bin/prometheus",
            List.of("prometheus", "promtool"),
            List.of("prometheus", "etc/prometheus"));

    /** Alertmanager. */
    public static final TestImage ALERTMANAGER = withShell(
            "prom/alertmanager:v0.34.2",
            "bin/alertmanager",
            List.of("alertmanager"),
            List.of("alertmanager", "etc/alertmanager"));

    /** The node exporter. */
    public static final TestImage NODE_EXPORTER =
            withShell("prom/node-exporter:v1.12.1", "bin/node_exporter", List.of("node_exporter"), List.of());

    /** The PostgreSQL exporter of the distribution, older than the pinned one. */
    public static final TestImage POSTGRES_EXPORTER =
            new TestImage("prometheuscommunity/postgres-exporter:v0.11.1", "bin/postgres_exporter", List.of(), root -> {
                program(debian("usr/bin/prometheus-postgres-exporter"), root, "bin/postgres_exporter");
                shell(root);
            });

    /** The Redis exporter of the distribution, older than the pinned one. */
    public static final TestImage REDIS_EXPORTER = new TestImage(
            "oliver006/redis_exporter:v1.45.0",
            "redis_exporter",
            List.of(),
            root -> program(debian("usr/bin/prometheus-redis-exporter"), root, "redis_exporter"));

    /** What a stack consists of. */
    static final List<TestImage> STACK =
            List.of(PROMETHEUS, ALERTMANAGER, NODE_EXPORTER, POSTGRES_EXPORTER, REDIS_EXPORTER);

    /** PostgreSQL and Redis of the distribution; what they start is said by whoever runs them. */
    public static final TestImage DATABASES = new TestImage(
            "renderowl-test/databases:debian",
            "",
            List.of("LD_LIBRARY_PATH=/opt/lib", "LC_ALL=C"),
            TestImage::databases);

    /** The reference of the platform's backend. */
    public static final TestImage BACKEND = new TestImage(
            "renderowl-test/backend:1",
            "bin/renderowl-backend",
            List.of(),
            root -> program(Tools.require("renderowl-backend"), root, "bin/renderowl-backend"));

    /** Series in any number, that look like those of the platform. */
    public static final TestImage SERIES = new TestImage(
            "renderowl-test/series:1",
            "bin/series-generator",
            List.of(),
            root -> program(Tools.require("series-generator"), root, "bin/series-generator"));

    /** CoreDNS. */
    public static final TestImage DNS = new TestImage(
            "coredns/coredns:1.14.7",
            "bin/coredns",
            List.of(),
            root -> program(Tools.require("coredns"), root, "bin/coredns"));

    /** Does nothing: keeps a pod's network, and stands for programs of which only the network matters. */
    public static final TestImage PAUSE = new TestImage("renderowl-test/pause:1", "bin/pause", List.of(), root -> {
        shell(root);
        script(root.resolve("bin/pause"), "exec sleep 2147483647\n");
    });

    private static final int NOBODY = 65534;

    private static TestImage withShell(String name, String entry, List<String> programs, List<String> folders) {
        return new TestImage(name, entry, List.of(), root -> {
            for (String program : programs) {
                program(Tools.require(program), root, "bin/" + program);
            }
            shell(root);
            for (String folder : folders) {
                Path path = Files.createDirectories(root.resolve(folder));
                Files.setAttribute(path, "unix:uid", NOBODY);
                Files.setAttribute(path, "unix:gid", NOBODY);
            }
        });
    }

    /** The whole environment of its programs. */
    List<String> variables() {
        List<String> all = new ArrayList<>(List.of("PATH=/bin"));
        all.addAll(environment);
        return all;
    }

    /** Lays out its files in an empty directory. */
    void layOut(Path root) {
        try {
            contents.layOut(root);
            Files.createDirectories(root.resolve("tmp"));
            Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void databases(Path root) throws IOException {
        for (String part : List.of("usr/lib", "usr/share", "lib")) {
            Path target = root.resolve(part.equals("lib") ? "opt/lib" : part);
            Files.createDirectories(target.getParent());
            Command.in(root, Path.of("cp"), "-RL", debian(part).toString(), target.toString())
                    .run()
                    .requireOutput();
        }
        for (String program : List.of("redis-server", "redis-cli")) {
            copy(debian("usr/bin/" + program), root.resolve("bin/" + program));
        }
        for (Path program : List.of(debian("usr/bin/redis-server"), postgres())) {
            libraries(
                    program,
                    root,
                    Map.of("LD_LIBRARY_PATH", root.resolve("opt/lib").toString()));
        }
        copy(Tools.require("busybox"), root.resolve("bin/busybox"));
        Files.createSymbolicLink(root.resolve("bin/sh"), Path.of("busybox"));
        // PostgreSQL wants to know its user's name.
        Files.createDirectories(root.resolve("etc"));
        Files.writeString(root.resolve("etc/passwd"), "nobody:x:65534:65534::/:/bin/sh\n");
    }

    private static Path postgres() throws IOException {
        try (var versions = Files.list(debian("usr/lib/postgresql"))) {
            return versions.findFirst().orElseThrow().resolve("bin/postgres");
        }
    }

    private static Path debian(String path) {
        Tools.require("postgres");
        return Tools.projectRoot().resolve("tools/bin/debian").resolve(path);
    }

    private static void shell(Path root) throws IOException {
        copy(Tools.require("busybox"), root.resolve("bin/busybox"));
        for (String applet : Set.of("sh", "wget", "cat", "ls", "sleep", "kill", "chown")) {
            Files.createSymbolicLink(root.resolve("bin").resolve(applet), Path.of("busybox"));
        }
    }

    /** Writes a program for the image's shell. */
    static void script(Path place, String text) throws IOException {
        Files.writeString(place, "#!/bin/sh\n" + text);
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    static void program(Path program, Path root, String place) throws IOException {
        copy(program, root.resolve(place));
        libraries(program, root, Map.of());
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        Files.copy(from.toRealPath(), to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
    }

    /**
     * The libraries of a program that is not linked statically, at the paths where it looks for them.
     *
     * @param environment by which it finds further ones, which are in the image already
     */
    private static void libraries(Path program, Path root, Map<String, String> environment) throws IOException {
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
