package com.renderowl.monitoring.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ToolsTest {

    private static final List<String> PROGRAMS = List.of("etcd", "kubectl", "promtool", "kube-score");
    private static final String PROBLEM =
            "Not in tools/bin: etcd, kubectl, kube-score. " + "Build with: tools/build controlplane linters";

    @TempDir
    private Path directory;

    @Test
    void missingProgramsAreAReasonToSkip() throws Exception {
        addExecutable("promtool");

        assertThat(Tools.reasonToSkip(PROGRAMS, directory, Map.of("CI", "false")))
                .contains(PROBLEM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"CI", "MONITORING_REQUIRE_ALL"})
    void missingProgramsAreAFailureWhereAllAreRequired(String variable) throws Exception {
        addExecutable("promtool");

        assertThatThrownBy(() -> Tools.reasonToSkip(PROGRAMS, directory, Map.of(variable, "true")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(PROBLEM);
    }

    @Test
    void programsThatAreThereAreNoReason() throws Exception {
        addExecutable("promtool");

        assertThat(Tools.reasonToSkip(List.of("promtool"), directory, Map.of("CI", "true")))
                .isEmpty();
    }

    @Test
    void programThatNothingBuildsIsAMistakeOfTheTest() {
        assertThatThrownBy(() -> Tools.require("crio"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("No group of tools/build makes crio; it makes [");
    }

    private void addExecutable(String name) throws Exception {
        assertThat(Files.createFile(directory.resolve(name)).toFile().setExecutable(true))
                .isTrue();
    }
}
