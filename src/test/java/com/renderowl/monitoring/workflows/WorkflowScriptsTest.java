package com.renderowl.monitoring.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of the workflows, run by bash as GitHub runs them, with a stand-in for {@code gh}. */
@Tag("unit")
class WorkflowScriptsTest {

    /** Of a comment's and an issue's text (HTTP 422, "body is too long (maximum is 65536 characters)"). */
    private static final int LONGEST_TEXT = 65_536;

    private static final Path PULL_REQUEST = WorkflowFiles.workflow("pull-request");

    private static final String FENCED = ".github/fenced";

    private static final String CUT = "Cut here; the job's log has all of it.\n";

    @TempDir
    Path directory;

    @BeforeEach
    void provide() throws IOException {
        Files.createDirectory(directory.resolve(".github"));
        Files.copy(Tools.projectRoot().resolve(FENCED), directory.resolve(FENCED), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createDirectory(directory.resolve("bin"));
        gh("cat >comment.md");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+    image: prom/prometheus:v3.16.0\n",
                "``````\n# A heading\n@team [a link](https://example.com)\n",
                "   ``````````````````````````````````````````````````````````````````````````````````````````\n",
                "+    summary: größer als 60 °C, 温度過高\n"
            })
    void theCommentOfAllStacksIsShortEnoughAndTheirDiffsStayInTheirBlocks(String line) throws IOException {
        String comment = comment(line.repeat(600_000 / line.length()));

        assertThat(comment.getBytes(StandardCharsets.UTF_8)).hasSizeBetween(60_000, LONGEST_TEXT);
        assertThat(outsideOfBlocks(comment))
                .isEqualTo("### Preview of production\n" + CUT + "### Preview of staging\n" + CUT);
    }

    @Test
    void aShortPreviewIsWhole() throws IOException {
        assertThat(comment("+ a\n"))
                .isEqualTo(
                        """
                ### Preview of production
                ````diff
                + a

                ````
                ### Preview of staging
                ````diff
                + a

                ````
                """);
    }

    @Test
    void aTextOfBackticksIsLeftOut() throws IOException {
        assertThat(comment("`".repeat(60_000)))
                .isEqualTo(
                        """
                ### Preview of production
                The text is mostly backticks; the job's log has it.
                ### Preview of staging
                The text is mostly backticks; the job's log has it.
                """);
    }

    @Test
    void theIssueAboutDriftHasTheEndOfALongReportInItsBlock() throws IOException {
        gh("if [ \"$2\" = create ]; then cp issue.md comment.md; fi");
        Files.writeString(
                directory.resolve("report.txt"), "``````\n# A heading\n".repeat(20_000) + "2 resources differ\n");

        run(
                WorkflowFiles.script(WorkflowFiles.workflow("drift"), "Open, update or close the issue"),
                Map.of("STATUS", "4", "RUN", "https://example.com/run", "TITLE", "Drift of staging"));

        String issue = Files.readString(directory.resolve("comment.md"));
        assertThat(issue).hasSizeBetween(50_000, LONGEST_TEXT).contains("2 resources differ\n");
        assertThat(outsideOfBlocks(issue))
                .isEqualTo("The cluster is not as it was deployed: https://example.com/run\n");
    }

    @Test
    void productionIsDeployedOnlyWithAnApproval() throws IOException {
        String check =
                WorkflowFiles.script(WorkflowFiles.workflow("deploy"), "Check that production waits for an approval");
        Map<String, String> variables = Map.of("STACK", "production", "GITHUB_REPOSITORY", "owner/monitoring");

        gh("[ \"$*\" = 'api repos/owner/monitoring/environments/production' ]"
                + " && echo '{\"protection_rules\":[{\"id\":1,\"type\":\"required_reviewers\"}]}'");
        assertThat(outcome(check, variables).exitCode()).isZero();

        for (String answer : List.of("echo '{\"protection_rules\":[{\"id\":2,\"type\":\"wait_timer\"}]}'", "exit 1")) {
            gh(answer);
            CommandOutcome refused = outcome(check, variables);
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output()).contains("::error::The environment production has no required reviewers");
        }
    }

    /** What is posted when each stack's preview is this text. */
    private String comment(String report) throws IOException {
        List<String> stacks = WorkflowFiles.stacks(PULL_REQUEST);
        for (String stack : stacks) {
            Files.writeString(directory.resolve("title.txt"), "### Preview of " + stack + "\n");
            Files.writeString(directory.resolve("report.txt"), report);
            run(
                    WorkflowFiles.script(PULL_REQUEST, "Report"),
                    Map.of("STACK", stack, "STACKS", "" + stacks.size(), "GITHUB_STEP_SUMMARY", "summary.md"));
        }
        run(WorkflowFiles.script(PULL_REQUEST, "Comment"), Map.of("PULL_REQUEST", "https://example.com/pull/1"));
        return Files.readString(directory.resolve("comment.md"));
    }

    /**
     * The lines that a reader of Markdown takes for text.
     *
     * @see <a href="https://spec.commonmark.org/0.31.2/#fenced-code-blocks">Fenced code blocks</a>
     */
    private static String outsideOfBlocks(String text) {
        StringBuilder outside = new StringBuilder();
        String fence = "";
        for (String line : text.split("\n")) {
            String backticks = line.replaceFirst("^ {0,3}(`*).*", "$1");
            if (fence.isEmpty() && backticks.length() >= 3) {
                fence = backticks;
            } else if (fence.isEmpty()) {
                outside.append(line).append('\n');
            } else if (backticks.length() >= fence.length() && line.strip().equals(backticks)) {
                fence = "";
            }
        }
        assertThat(fence).as("a block that does not end").isEmpty();
        return outside.toString();
    }

    private void gh(String script) throws IOException {
        Path program = Files.writeString(directory.resolve("bin/gh"), "#!/usr/bin/env bash\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private void run(String script, Map<String, String> variables) {
        CommandOutcome outcome = outcome(script, variables);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
    }

    private CommandOutcome outcome(String script, Map<String, String> variables) {
        return Command.in(
                        directory,
                        Path.of("/usr/bin/env"),
                        "bash",
                        "--noprofile",
                        "--norc",
                        "-eo",
                        "pipefail",
                        "-c",
                        "PATH=\"$PWD/bin:$PATH\"\n" + script)
                .with(variables)
                .run();
    }
}
