package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With small shell scripts in place of the programs: what is asked, how often, and what is done with the answer. */
class EngineLocatorTest {

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();

    private Project project;

    @BeforeEach
    void toolchain() throws IOException {
        project = new Project(Files.createDirectory(folder.resolve("project")));
        Files.createDirectories(project.folder().resolve("tools/engine"));
        Files.createDirectories(project.folder().resolve("tools/kubernetes"));
        Files.writeString(project.folder().resolve("tools/engine/go.mod"), "module engine\n");
        script(
                project.folder().resolve("tools/build"),
                """
                if [ "$1" = --check ]; then [ -e "$(dirname "$0")/bin/pulumi" ]; exit; fi
                echo "$@" >>"$(dirname "$0")/built"
                mkdir -p "$(dirname "$0")/bin"
                printf '#!/bin/sh\\necho v3.254.0\\n' >"$(dirname "$0")/bin/pulumi"
                chmod +x "$(dirname "$0")/bin/pulumi"
                """);
    }

    private static Path script(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private EngineLocator locator(Path... path) {
        String value =
                String.join(":", List.of(path).stream().map(Path::toString).toList()) + ":/usr/bin:/bin";
        return new EngineLocator(project, new Tools(project, console.console()), Map.of("PATH", value));
    }

    private List<String> builds() throws IOException {
        Path log = project.folder().resolve("tools/built");
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void aSuitableEngineOnThePathIsUsedAndNothingIsBuilt() throws IOException {
        Path pulumi = script(folder.resolve("bin/pulumi"), "echo v3.300.1\n");

        assertThat(locator(pulumi.getParent()).locate()).isEqualTo(new Engine(pulumi, "3.300.1", false));
        assertThat(builds()).isEmpty();
    }

    @Test
    void itsVersionIsAskedOnceUntilItChanges() throws IOException {
        Path asked = folder.resolve("asked");
        Path pulumi = script(folder.resolve("bin/pulumi"), "echo x >>" + asked + "\necho v3.300.1\n");
        locator(pulumi.getParent()).locate();
        locator(pulumi.getParent()).locate();

        assertThat(asked).hasContent("x");

        script(pulumi, "echo x >>" + asked + "\necho v3.300.2 \n");
        assertThat(locator(pulumi.getParent()).locate().version()).isEqualTo("3.300.2");
    }

    @Test
    void anEngineThatIsTooOldIsNotUsed() throws IOException {
        Path pulumi = script(folder.resolve("bin/pulumi"), "echo v3.219.9\n");

        assertThat(locator(pulumi.getParent()).locate())
                .isEqualTo(new Engine(project.toolsFolder().resolve("pulumi"), "3.254.0", true));
        assertThat(locator(pulumi.getParent()).firstOnPath()).contains(pulumi);
    }

    @Test
    void theBuiltEngineIsBuiltAgainOnlyWhenItsSourcesChange() throws IOException {
        locator().locate();
        locator().locate();
        assertThat(builds()).containsExactly("engine kubernetes");
        assertThat(console.messages())
                .containsOnlyOnce("There is no pulumi 3.220.0 or newer on the PATH")
                .contains("(engine, kubernetes): about 11 minutes", "An installed Pulumi avoids that: https://");

        Files.writeString(project.folder().resolve("tools/engine/go.mod"), "module engine2\n");
        locator().locate();
        assertThat(builds()).hasSize(2);
    }

    @Test
    void aBuiltEngineThatWasDeletedIsBuiltAgain() throws IOException {
        locator().locate();
        Files.delete(project.toolsFolder().resolve("pulumi"));
        locator().locate();

        assertThat(builds()).hasSize(2);
    }

    @Test
    void theBuiltEngineOnThePathIsStillTheBuiltOne() {
        locator().locate();

        assertThat(locator(project.toolsFolder()).locate().isBuilt()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "3.220.0, true",
        "3.220.1, true",
        "3.254.0, true",
        "4.0.0, true",
        "3.221.0-dev.1, true",
        "3.219.99, false",
        "2.300.0, false",
        "'', false",
        "unknown, false"
    })
    void comparesVersionsAsNumbers(String version, boolean suitable) {
        assertThat(EngineLocator.isAtLeast(version, EngineLocator.OLDEST_VERSION))
                .isEqualTo(suitable);
    }
}
