package com.renderowl.monitoring.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.Project;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class BenchLauncherTest {

    private static final Path FOLDER = Path.of("/project");

    private final BenchLauncher launcher = new BenchLauncher(new Project(FOLDER));

    @ParameterizedTest
    @ValueSource(strings = {BenchLauncher.MAIN_CLASS, BenchLauncher.CAPACITY_CLASS})
    void theMainClassIsThere(String mainClass) throws Exception {
        assertThat(Class.forName(mainClass, false, getClass().getClassLoader()).getMethod("main", String[].class))
                .isNotNull();
    }

    @Test
    void theBenchRunsOnThisJdkFromTheCompiledTests() {
        List<String> command = launcher.bench(
                "/repository/a.jar:/repository/b.jar",
                BenchLauncher.MAIN_CLASS,
                new BenchOptions(7, false).arguments());

        assertThat(command.get(0)).isEqualTo(System.getProperty("java.home") + "/bin/java");
        assertThat(command)
                .containsSubsequence(
                        "-cp",
                        "/project/target/test-classes:/project/target/classes:/repository/a.jar:/repository/b.jar",
                        BenchLauncher.MAIN_CLASS,
                        "--runs",
                        "7",
                        "--skip-python");
    }

    @Test
    void mavenWritesTheLibrariesOfTheTests() {
        Path libraries = FOLDER.resolve("libraries");

        assertThat(launcher.compilation(libraries))
                .startsWith("mvn")
                .containsSubsequence("test-compile", "dependency:build-classpath")
                .contains("-Dmdep.includeScope=test", "-Dmdep.outputFile=/project/libraries");
    }
}
