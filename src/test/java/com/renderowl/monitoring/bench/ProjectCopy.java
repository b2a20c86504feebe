package com.renderowl.monitoring.bench;

import com.renderowl.monitoring.cli.engine.Engine;
import com.renderowl.monitoring.cli.engine.EngineLocator;
import com.renderowl.monitoring.cli.engine.Tools;
import com.renderowl.monitoring.cli.session.Session;
import com.renderowl.monitoring.cli.session.Sessions;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.harness.ControlPlane;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A private copy of the project with the jar that is built already, as a Git clone, in an environment that has the
 * user's programs but neither clusters nor logins.
 */
final class ProjectCopy {

    static final String STACK = "staging";

    private static final List<String> COPIED = List.of(
            ".gitignore",
            "Pulumi.yaml",
            "Pulumi." + STACK + ".yaml",
            "pom.xml",
            "monitoring",
            "src/main",
            "tools",
            "target/lib",
            "target/monitoring.jar",
            "target/monitoring.fingerprint");

    private static final Console CONSOLE = new Console(System.err, System.err, false);

    private final Project project;
    private final Map<String, String> environment;

    private ProjectCopy(Path folder, Map<String, String> environment) {
        this.project = new Project(folder);
        this.environment = Map.copyOf(environment);
    }

    /**
     * Makes a copy.
     *
     * @param original the project
     * @param folder where to; it is made
     * @param cluster what the copy deploys to
     */
    static ProjectCopy of(Path original, Path folder, ControlPlane cluster) {
        try {
            Path programs = original.resolve("tools/bin");
            for (String name : COPIED) {
                copy(original.resolve(name), folder.resolve(name), programs);
            }
            Files.createSymbolicLink(folder.resolve("tools/bin"), programs.toRealPath());
            Path home = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-home"));
            Map<String, String> environment = cleaned(System.getenv());
            environment.put("HOME", home.toString());
            environment.put("JAVA_HOME", System.getProperty("java.home"));
            environment.put("KUBECONFIG", cluster.kubeconfig().toString());
            return new ProjectCopy(folder, environment);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The environment without what would lead to the user's stacks, or slow a JVM down. */
    static Map<String, String> cleaned(Map<String, String> environment) {
        Map<String, String> cleaned = new HashMap<>(environment);
        cleaned.keySet().removeIf(name -> name.startsWith("PULUMI_") || name.endsWith("JAVA_OPTIONS"));
        cleaned.remove("JAVA_TOOL_OPTIONS");
        cleaned.remove("JDK_JAVA_OPTIONS");
        return cleaned;
    }

    /**
     * Puts all of it under version control, as it is for users: the engine asks Git for the commit and for changes. Done
     * when all files are as they stay; without a git there is none, as for users.
     */
    void commit() {
        if (TimedProcess.run("which git", List.of("/bin/sh", "-c", "command -v git"), folder(), environment)
                        .exitCode()
                != 0) {
            return;
        }
        String identity = "git -c user.name=bench -c user.email=bench@localhost -c commit.gpgsign=false ";
        TimedProcess.run(
                        "git",
                        List.of("/bin/sh", "-c", "git init -q . && git add . && " + identity + "commit -q -m Bench"),
                        folder(),
                        environment)
                .requireSuccess();
    }

    /** Where it is. */
    Path folder() {
        return project.folder();
    }

    /** The name in {@code Pulumi.yaml}. */
    String name() {
        return project.name();
    }

    /** The committed configuration of the stack. */
    Path stackFile() {
        return project.stackFile(STACK);
    }

    /** Runs {@code ./monitoring} in it. */
    TimedRun monitoring(String... arguments) {
        return monitoring(Map.of(), arguments);
    }

    /** Runs {@code ./monitoring} in it with more environment. */
    TimedRun monitoring(Map<String, String> more, String... arguments) {
        List<String> command = new ArrayList<>(List.of("./monitoring"));
        command.addAll(List.of(arguments));
        Map<String, String> all = new HashMap<>(environment);
        all.putAll(more);
        return TimedProcess.run(String.join(" ", command), command, folder(), all);
    }

    /** What {@code ./monitoring} gives to the engine for the stack, for other ways to run it. */
    Session session() {
        return new Sessions(project, environment, CONSOLE).open(STACK, engine());
    }

    /** The version of the engine that {@code ./monitoring} uses. */
    String engineVersion() {
        return engine().version();
    }

    private Engine engine() {
        return new EngineLocator(project, new Tools(project, CONSOLE), environment).locate();
    }

    private static void copy(Path from, Path to, Path excluded) throws IOException {
        Files.createDirectories(to.getParent());
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.filter(path -> !path.startsWith(excluded)).toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }
}
