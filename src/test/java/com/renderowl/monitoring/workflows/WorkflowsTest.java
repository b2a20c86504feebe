package com.renderowl.monitoring.workflows;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows are valid, and keep the promises that README.md makes about them. */
@Tag("engine")
class WorkflowsTest {

    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses: (.*)$");
    private static final Pattern PINNED = Pattern.compile("([\\w./-]+)@([0-9a-f]{40}) # v\\d+\\.\\d+\\.\\d+");
    private static final Pattern STACK_FILE = Pattern.compile("Pulumi\\.(.+)\\.yaml");

    static List<Path> workflows() {
        return WorkflowFiles.workflows();
    }

    static List<Path> files() {
        return WorkflowFiles.all();
    }

    @Test
    void actionlintAcceptsThem() {
        CommandOutcome outcome = actionlint(workflows());

        assertThat(outcome.output()).isEmpty();
        assertThat(outcome.errors()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void actionlintRefusesAMistake(@TempDir Path directory) throws IOException {
        String correct = WorkflowFiles.text(workflows().get(0));
        Path mistaken = Files.writeString(directory.resolve("mistaken.yml"), correct.replace("runs-on:", "runs-at:"));

        CommandOutcome outcome = actionlint(List.of(mistaken));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.output()).contains("unexpected key \"runs-at\"");
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyForeignActionIsPinnedByItsCommit(Path file) {
        assertThat(uses(file).filter(used -> !used.startsWith("./")))
                .allSatisfy(used -> assertThat(used).matches(PINNED));
    }

    @Test
    void anActionHasTheSameCommitEverywhere() {
        Map<String, TreeSet<String>> commits = new TreeMap<>();
        files().stream()
                .flatMap(WorkflowsTest::uses)
                .map(PINNED::matcher)
                .filter(Matcher::matches)
                .forEach(pinned -> {
                    String repository =
                            String.join("/", List.of(pinned.group(1).split("/")).subList(0, 2));
                    commits.computeIfAbsent(repository, unused -> new TreeSet<>())
                            .add(pinned.group(2));
                });

        assertThat(commits).isNotEmpty().allSatisfy((action, found) -> assertThat(found)
                .hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("files")
    void noScriptIsPutTogetherFromValues(Path file) {
        // A value in a script would be run by the shell, and a secret would stand in its arguments.
        assertThat(WorkflowFiles.scripts(file))
                .allSatisfy(script -> assertThat(script).doesNotContain("${{"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void aJobHasThePermissionsThatItNamesAndNoOthers(Path workflow) {
        assertThat(WorkflowFiles.read(workflow).get("permissions")).isEqualTo(Map.of());
        assertThat(WorkflowFiles.jobs(workflow)).isNotEmpty().allSatisfy((name, job) -> assertThat(job)
                .containsKey("permissions"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyJobHasATimeLimit(Path workflow) {
        // A job that calls a workflow has the limits of that workflow's jobs, and may not have its own.
        assertThat(WorkflowFiles.jobs(workflow)).allSatisfy((name, job) -> assertThat(job)
                .containsKey(job.containsKey("uses") ? "uses" : "timeout-minutes"));
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void codeOfAForkNeverRunsWithSecrets(Path workflow) {
        assertThat(WorkflowFiles.map(WorkflowFiles.read(workflow).get("on")))
                .doesNotContainKeys("pull_request_target", "workflow_run", "issue_comment");
    }

    /** A stack on Docker is each developer's own: nobody's state could be compared with. */
    @Test
    void aPullRequestPreviewsEveryStackOfACluster() throws IOException {
        try (Stream<Path> files = Files.list(Tools.projectRoot())) {
            List<String> stacks = files.filter(file -> Files.isRegularFile(file) && !isOnDocker(file))
                    .map(file -> STACK_FILE.matcher(file.getFileName().toString()))
                    .filter(Matcher::matches)
                    .map(matcher -> matcher.group(1))
                    .toList();

            assertThat(WorkflowFiles.stacks(WorkflowFiles.workflow("pull-request")))
                    .containsExactlyInAnyOrderElementsOf(stacks);
        }
    }

    private static boolean isOnDocker(Path file) {
        return file.getFileName().toString().startsWith("Pulumi.")
                && WorkflowFiles.read(file).toString().contains("renderowl-monitoring:platform=docker");
    }

    @Test
    void whatIsDeployedIsPreviewedAndComparedEveryNight() {
        List<String> deployed = WorkflowFiles.stacks(WorkflowFiles.workflow("deploy"));

        assertThat(deployed).isNotEmpty().isSubsetOf(WorkflowFiles.stacks(WorkflowFiles.workflow("pull-request")));
        assertThat(WorkflowFiles.stacks(WorkflowFiles.workflow("drift"))).containsExactlyInAnyOrderElementsOf(deployed);
    }

    @Test
    void aDeploymentWaitsForApprovalAndIsNeverCutOff() {
        Map<String, Object> deploy =
                WorkflowFiles.jobs(WorkflowFiles.workflow("deploy")).get("deploy");

        assertThat(deploy)
                .containsEntry("environment", "${{ matrix.stack }}")
                .containsEntry("needs", "test")
                .containsEntry(
                        "concurrency", Map.of("group", "deploy-${{ matrix.stack }}", "cancel-in-progress", "false"));
    }

    private static CommandOutcome actionlint(List<Path> files) {
        Path program = Tools.require("actionlint");
        try (TemporaryDirectory directory = TemporaryDirectory.create("actionlint")) {
            // Without the shell checkers that one machine has and another lacks: the verdict shall be the same.
            return Command.in(directory.path(), program, "-shellcheck=", "-pyflakes=", "-no-color")
                    .andArguments(files.stream().map(Path::toString).toList())
                    .run();
        }
    }

    private static Stream<String> uses(Path file) {
        return USES.matcher(WorkflowFiles.text(file)).results().map(result -> result.group(1)
                .strip());
    }
}
