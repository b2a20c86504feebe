package com.renderowl.monitoring.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.App;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.EngineRun;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A wrong configuration, as plain {@code pulumi} meets it: one report, and nothing is touched. */
@Tag("engine")
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
class RefusedConfigurationTest {

    private static final String WRONG =
            """
            prometheus: {retentionSize: 10TB, scrapeInterval: 15 seconds}
            exporters: {redis: {adress: 'redis:6379'}}
            """;

    private static final List<String> REPORT = List.of(
            "The stack's configuration has 3 problems; nothing was changed.",
            ". exporters.redis.adress: ",
            ". prometheus.retentionSize: ",
            ". prometheus.scrapeInterval: ");

    @Test
    void everyProblemIsReportedOnceAndNoProviderIsStarted() throws IOException {
        try (EngineStack stack = EngineStack.create("staging")) {
            Path starts = recordStartsOfTheKubernetesPlugin(stack);
            stack.withHostedProgram(App.class)
                    .withConfig(StackSettings.of(WRONG).values());

            EngineRun up = stack.tryUp();
            assertThat(up.exitCode()).isNotZero();
            assertThat(up.steps()).allMatch(step -> step.urn().contains("pulumi:pulumi:Stack"));
            assertReportedOnce(up.text());
            CommandOutcome preview = stack.pulumi("preview", "--color=never");
            assertThat(preview.exitCode()).isNotZero();
            assertReportedOnce(preview.output() + preview.errors());
            assertThat(starts).as("the plugin was not even started").doesNotExist();
            assertThat(stack.export().getAsJsonObject("deployment").has("pending_operations"))
                    .isFalse();

            // The same with a right configuration starts it, so its absence above means something.
            stack.withConfig(StackSettings.committed().values()).tryPreview();
            assertThat(starts).exists();
        }
    }

    private static void assertReportedOnce(String output) {
        // Above it, pulumi shows the messages as they arrive.
        String diagnostics = output.substring(output.indexOf("Diagnostics:"));
        for (String part : REPORT) {
            assertThat(diagnostics.split(Pattern.quote(part), -1))
                    .as("'%s' once in:%n%s", part, output)
                    .hasSize(2);
        }
        assertThat(output).doesNotContain("\tat ", "Exception", "Caused by", "SEVERE");
    }

    /** Puts a script in the plugin's place that leaves a file behind and then becomes the plugin. */
    private static Path recordStartsOfTheKubernetesPlugin(EngineStack stack) throws IOException {
        Path home = stack.engine().state().resolveSibling("home");
        Path starts = home.resolve("starts");
        Path link = Texts.find(home, "pulumi-resource-kubernetes");
        Path plugin = link.toRealPath();
        Files.delete(link);
        Files.writeString(link, "#!/bin/sh\n: >'%s'\nexec '%s' \"$@\"\n".formatted(starts, plugin));
        assertThat(link.toFile().setExecutable(true)).isTrue();
        return starts;
    }
}
