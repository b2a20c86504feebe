package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The real start script: what it needs, when it builds, what it hands to the program. */
class StartScriptTest extends StartScriptProject {

    @Test
    void buildsOnceAndHandsEverythingToTheProgram() throws IOException {
        CommandOutcome first = run("preview", "two words", "--", "$HOME");
        CommandOutcome second = run("preview", "two words", "--", "$HOME");

        assertThat(first.exitCode()).isZero();
        assertThat(first.errors()).contains("monitoring: building the Java program", "monitoring: built in ");
        assertThat(first.output())
                .contains("<-Dmonitoring.home=" + project + ">", "<-Dmonitoring.terminal=false>")
                .endsWith("<com.renderowl.monitoring.cli.MonitoringCommand>\n<preview>\n<two words>\n<-->\n<$HOME>\n");
        assertThat(second.errors()).isEmpty();
        assertThat(second.output()).isEqualTo(first.output());
        assertThat(builds()).containsExactly(jdk + " -q -B -Dstyle.color=never -Dmaven.test.skip=true package");
    }

    @Test
    void theProgramsExitCodeIsTheScripts() {
        assertThat(command(project.resolve("monitoring"))
                        .with(Map.of("EXIT_CODE", "4"))
                        .run()
                        .exitCode())
                .isEqualTo(4);
    }

    @Test
    void everyChangeOfSourcesIsBuilt() throws IOException {
        run();
        Files.writeString(project.resolve("src/main/java/App.java"), "class App { }");
        run();
        assertThat(builds()).as("changed content").hasSize(2);
        Files.move(project.resolve("src/main/java/App.java"), project.resolve("src/main/java/Main.java"));
        run();
        assertThat(builds()).as("changed name").hasSize(3);
        Files.delete(project.resolve("src/main/java/Main.java"));
        run();
        assertThat(builds()).as("removed file").hasSize(4);
        Files.writeString(project.resolve("pom.xml"), "<project></project>");
        run();
        assertThat(builds()).as("changed build").hasSize(5);
        Files.setLastModifiedTime(project.resolve("pom.xml"), FileTime.fromMillis(System.currentTimeMillis() + 9000));
        run();
        assertThat(builds()).as("only touched").hasSize(5);
        Files.delete(project.resolve("target/monitoring.jar"));
        run();
        assertThat(builds()).as("jar gone").hasSize(6);
    }

    @Test
    void aFailedBuildIsShownAndNothingStaleRuns() throws IOException {
        run();
        Files.writeString(project.resolve("pom.xml"), "<broken");
        program("bin/mvn", "echo '[ERROR] App.java: no such symbol'; echo '[ERROR] '; echo '[ERROR] use -e'; exit 1");
        CommandOutcome outcome = run("preview");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors())
                .contains("[ERROR] App.java: no such symbol", "monitoring: the build failed; the whole output is in ")
                .doesNotContain("use -e");
        assertThat(run("preview").exitCode()).as("the next run builds again").isEqualTo(1);
    }

    @Test
    void worksFromAnywhereAndThroughLinks() throws IOException {
        Path relative = folder.resolve("relative");
        Files.createSymbolicLink(relative, Path.of("a project/monitoring"));
        Path absolute = folder.resolve("absolute");
        Files.createSymbolicLink(absolute, relative);

        for (Path script : List.of(relative, absolute)) {
            assertThat(command(script).run().output()).contains("<-Dmonitoring.home=" + project + ">");
        }
    }

    @Test
    void javaThatIsTooOldIsSaid() throws IOException {
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
        CommandOutcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.errors())
                .isEqualTo("monitoring: " + jdk
                        + "/bin/java is Java 11.0.2, and 17 or newer is needed: install a JDK, 17 or"
                        + " newer (https://adoptium.net or a package manager), and set JAVA_HOME to its folder.\n");
    }

    @Test
    void javaWithoutAReleaseFileIsAsked() throws IOException {
        Files.delete(jdk.resolve("release"));
        program("jdk/bin/java", "echo 'openjdk version \"1.8.0_402\"' >&2");

        assertThat(run().errors()).contains("is Java 1.8.0_402, and 17 or newer is needed");
    }

    @Test
    void aWrongJavaHomeIsSaid() {
        CommandOutcome outcome = command(project.resolve("monitoring"))
                .with(Map.of("JAVA_HOME", "/no/jdk"))
                .run();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.errors()).startsWith("monitoring: JAVA_HOME is /no/jdk, which has no bin/java: ");
    }

    @Test
    void javaOnThePathIsFoundThroughLinks() throws IOException {
        Files.createSymbolicLink(folder.resolve("bin/java"), jdk.resolve("bin/java"));
        CommandOutcome outcome = command(project.resolve("monitoring"), "up")
                .with(Map.of("JAVA_HOME", ""))
                .run();

        assertThat(outcome.requireOutput()).endsWith("<up>\n");
        assertThat(project.resolve("target/monitoring-21.0.4.jsa")).exists();
    }

    @Test
    void aMovedCloneGetsAnArchiveOfItsOwn() throws IOException {
        program("jdk/bin/java", "echo \"$*\" >>" + folder.resolve("started"));
        run();
        run();
        assertThat(trainingRuns()).as("made once").isEqualTo(1);

        Path moved = Files.move(project, folder.resolve("another place"));
        command(moved.resolve("monitoring")).run();
        command(moved.resolve("monitoring")).run();

        assertThat(trainingRuns()).as("made once more").isEqualTo(2);
        assertThat(builds()).hasSize(1);
    }

    private long trainingRuns() throws IOException {
        return Files.readAllLines(folder.resolve("started")).stream()
                .filter(line -> line.endsWith(" training-run"))
                .count();
    }

    @Test
    void noJavaAtAllIsSaid() throws IOException {
        Path bare = Files.createDirectory(folder.resolve("bare"));
        for (String tool : List.of("bash", "dirname", "readlink", "sed", "cat")) {
            Files.createSymbolicLink(bare.resolve(tool), Path.of("/usr/bin", tool));
        }
        CommandOutcome outcome = command(project.resolve("monitoring"))
                .with(Map.of("JAVA_HOME", "", "PATH", bare.toString()))
                .run();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.errors())
                .startsWith("monitoring: there is no java on the PATH and JAVA_HOME is not set: install");
    }

    @Test
    void mavenIsNeededOnlyToBuild() throws IOException {
        run();
        Files.delete(folder.resolve("bin/mvn"));
        Map<String, String> withoutMaven = Map.of("PATH", pathWithoutMaven());
        assertThat(command(project.resolve("monitoring"))
                        .with(withoutMaven)
                        .run()
                        .exitCode())
                .isZero();

        Files.writeString(project.resolve("pom.xml"), "<changed/>");
        CommandOutcome outcome =
                command(project.resolve("monitoring")).with(withoutMaven).run();
        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.errors())
                .isEqualTo(
                        "monitoring: building the program needs Maven, and there is no mvn on the PATH: install it from"
                                + " https://maven.apache.org/install.html or with a package manager.\n");
    }

    /** The ordinary tools without the Maven that may be among them. */
    private String pathWithoutMaven() throws IOException {
        Path tools = Files.createDirectory(folder.resolve("tools"));
        for (String tool : List.of(
                "bash",
                "sh",
                "dirname",
                "readlink",
                "sed",
                "cat",
                "find",
                "sort",
                "tr",
                "xargs",
                "sha256sum",
                "mkdir",
                "rm",
                "mv",
                "sleep",
                "tail",
                "env")) {
            Path real = Files.exists(Path.of("/bin", tool)) ? Path.of("/bin", tool) : Path.of("/usr/bin", tool);
            if (Files.exists(real)) {
                Files.createSymbolicLink(tools.resolve(tool), real);
            }
        }
        return tools.toString();
    }

    @Test
    void aRuntimeWithoutCompilerIsSaidBeforeMavenIsStarted() throws IOException {
        Files.delete(jdk.resolve("bin/javac"));
        CommandOutcome outcome = run();

        assertThat(outcome.exitCode()).isEqualTo(3);
        assertThat(outcome.errors()).contains("has no compiler (javac) beside it");
        assertThat(builds()).isEmpty();
    }
}
