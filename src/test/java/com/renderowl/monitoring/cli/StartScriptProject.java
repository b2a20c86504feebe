package com.renderowl.monitoring.cli;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * The real start script in a small project, with scripts in place of Java and Maven: {@code mvn} writes down that it was
 * called and makes a jar, {@code java} prints its arguments.
 */
abstract class StartScriptProject {

    private static final Path SCRIPT = Path.of("monitoring").toAbsolutePath();

    @TempDir
    Path folder;

    Path project;
    Path jdk;

    @BeforeEach
    void smallProject() throws IOException {
        project = Files.createDirectory(folder.resolve("a project")).toRealPath();
        Files.copy(SCRIPT, project.resolve("monitoring"));
        executable(project.resolve("monitoring"));
        Files.writeString(project.resolve("pom.xml"), "<project/>");
        Files.createDirectories(project.resolve("src/main/java"));
        Files.writeString(project.resolve("src/main/java/App.java"), "class App {}");
        jdk = Files.createDirectories(folder.resolve("jdk"));
        Files.createDirectories(jdk.resolve("bin"));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"21.0.4\"\n");
        program("jdk/bin/java", "for word in \"$@\"; do echo \"<$word>\"; done; exit ${EXIT_CODE:-0}");
        program("jdk/bin/javac", "exit 0");
        program(
                "bin/mvn",
                "echo \"$JAVA_HOME $*\" >>\"" + folder
                        + "/builds\"\nmkdir -p target/lib\necho jar >target/monitoring.jar");
    }

    private static void executable(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    final Path program(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        executable(file);
        return file;
    }

    final Command command(Path script, String... arguments) {
        return Command.in(folder, script, arguments)
                .with(Map.of("JAVA_HOME", jdk.toString(), "PATH", folder.resolve("bin") + ":/usr/bin:/bin"));
    }

    final CommandOutcome run(String... arguments) {
        return command(project.resolve("monitoring"), arguments).run();
    }

    final List<String> builds() throws IOException {
        Path builds = folder.resolve("builds");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }
}
