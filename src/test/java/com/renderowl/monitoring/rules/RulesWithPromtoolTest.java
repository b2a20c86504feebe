package com.renderowl.monitoring.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.PrometheusServer;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.Tools;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rule files and their tests in the real promtool. */
@Tag("rules")
@RequiresTools("promtool")
class RulesWithPromtoolTest {

    @TempDir
    private Path directory;

    static Stream<Path> testFiles() {
        return RuleTestFile.all().stream().map(file -> file.path().getFileName());
    }

    @Test
    void filesAreValid() throws Exception {
        check(RuleSettings.defaults());
    }

    @Test
    void filesAreValidWithOtherSettings() throws Exception {
        check(ChangedSettings.all().withTimeDivisor(RuleSettings.LARGEST_TIME_DIVISOR));
    }

    @ParameterizedTest
    @MethodSource("testFiles")
    void testsPass(Path name) {
        Path folder = Tools.projectRoot().resolve("src/test/resources/promtool");

        CommandOutcome outcome = PrometheusServer.promtool(
                directory, "test", "rules", folder.resolve(name).toString());

        assertThat(outcome.succeeded()).withFailMessage(outcome::errors).isTrue();
    }

    /** The tests of the backend, with another job and another label in rules and series, and nothing else changed. */
    @Test
    void testsPassWithAnotherJobAndAnotherLabel() throws Exception {
        RuleSettings settings = RuleSettings.defaults()
                .with(RuleSetting.BACKEND_JOB, "api")
                .with(RuleSetting.ERROR_STATUS_LABEL, "code")
                .with(RuleSetting.RENDER_FAILURE_LABEL, "code");
        Files.writeString(directory.resolve("backend.yaml"), RuleFiles.text(RuleSubject.BACKEND, settings));
        for (RuleTestFile file : RuleTestFile.all()) {
            if (file.text().contains("rules/backend.yaml")) {
                String text = file.testing("backend.yaml")
                        .replace("job=\"renderowl-backend\"", "job=\"api\"")
                        .replace("job: renderowl-backend", "job: api")
                        .replaceAll("(description: .*)renderowl-backend", "$1api")
                        .replace("status=", "code=");
                Files.writeString(directory.resolve(file.path().getFileName()), text);
            }
        }

        CommandOutcome outcome =
                PrometheusServer.promtool(directory, "test", "rules", "backend.test.yaml", "rendering.test.yaml");

        assertThat(outcome.succeeded()).withFailMessage(outcome::errors).isTrue();
        assertThat(RuleFiles.text(RuleSubject.BACKEND, settings)).doesNotContain("\"renderowl-backend\"", "status=");
    }

    private void check(RuleSettings settings) throws Exception {
        List<String> arguments = new java.util.ArrayList<>(List.of("check", "rules", "--lint=all", "--lint-fatal"));
        for (var file : RuleFiles.of(EnumSet.allOf(RuleSubject.class), settings).entrySet()) {
            Files.writeString(directory.resolve(file.getKey()), file.getValue());
            arguments.add(file.getKey());
        }

        CommandOutcome outcome = PrometheusServer.promtool(directory, arguments.toArray(String[]::new));

        assertThat(outcome.succeeded()).withFailMessage(outcome::errors).isTrue();
    }
}
