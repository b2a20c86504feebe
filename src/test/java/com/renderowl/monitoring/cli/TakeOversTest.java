package com.renderowl.monitoring.cli;

import static com.renderowl.monitoring.cli.engine.Events.change;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.engine.EventLog;
import com.renderowl.monitoring.cli.engine.Events;
import com.renderowl.monitoring.cli.support.Console;
import com.renderowl.monitoring.cluster.KubectlRunner;
import com.renderowl.monitoring.cluster.MetadataLookup;
import com.renderowl.monitoring.units.Owner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@Tag("unit")
class TakeOversTest {

    private static final String COMMAND = "./monitoring up staging";
    private static final String FOREIGN_NAMESPACE =
            "printf 'Namespace\\t\\tmonitoring\\t2026-11-30T22:00:00Z\\tkubectl-create,kubectl-create,"
                    + "\\t\\t\\t\\t\\t\\t\\t\\n'";

    private static final Function<String, Optional<String>> UNANSWERED = reason -> Optional.of("Unanswered: " + reason);

    @TempDir
    private Path folder;

    private final Console console = new Console(System.out, System.err, false);

    /** The names of the lines of a program that stands for kubectl. */
    private MetadataLookup kubectl(String lines) throws IOException {
        Path program = Files.writeString(
                folder.resolve("kubectl"),
                "#!/bin/sh\necho \"$@\" >> " + folder.resolve("asked") + "\n" + lines + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new MetadataLookup(new KubectlRunner(program.toString(), System.getenv()), "there");
    }

    private static EventLog plan() {
        return new Events()
                .planned(change("create", "kubernetes:core/v1:Namespace", "namespaces-monitoring")
                        .inputs(
                                null,
                                Map.of(
                                        "metadata",
                                        Map.of(
                                                "name",
                                                "monitoring",
                                                "annotations",
                                                Map.of(Owner.ANNOTATION, "project/staging/0123")))))
                .finished()
                .log();
    }

    private static TakeOvers takeOvers(String... arguments) {
        return CommandLine.populateCommand(new TakeOvers(), arguments);
    }

    @Test
    void objectOfAnotherOwnerIsRefusedWithWhoseItIsSinceWhenAndHowToGoOn() throws IOException {
        TakeOvers none = takeOvers();

        assertThat(none.refusal(plan(), kubectl(FOREIGN_NAMESPACE), COMMAND, console, UNANSWERED)
                        .orElseThrow())
                .contains(
                        "Namespace/monitoring belongs to an unknown owner, written by kubectl-create, since"
                                + " 2026-11-30T22:00:00Z",
                        "namespaces.monitoring",
                        COMMAND + " --take-over monitoring",
                        "Nothing was touched");
        assertThat(none.isTakenOver("monitoring")).isFalse();
        assertThat(folder.resolve("asked"))
                .content()
                .contains("get Namespace.v1./monitoring ", "--ignore-not-found", "--context=there");
    }

    @Test
    void namedNamespaceIsTakenOverAndRecorded() throws IOException {
        TakeOvers named = takeOvers("--take-over", "monitoring");

        assertThat(named.refusal(plan(), kubectl(FOREIGN_NAMESPACE), COMMAND, console, UNANSWERED))
                .isEmpty();
        assertThat(named.isTakenOver("monitoring")).isTrue();
    }

    @Test
    void freeNameIsNoTakeOver() throws IOException {
        TakeOvers named = takeOvers("--take-over", "monitoring");

        assertThat(named.refusal(plan(), kubectl(""), COMMAND, console, UNANSWERED))
                .isEmpty();
        assertThat(named.isTakenOver("monitoring"))
                .as("destroy deletes what the stack made itself")
                .isFalse();
    }

    @Test
    void nameThatFitsNothingIsRefusedWithThoseThatDo() throws IOException {
        Optional<String> refusal =
                takeOvers("--take-over", "monitorin").refusal(plan(), kubectl(""), COMMAND, console, UNANSWERED);

        assertThat(refusal.orElseThrow()).contains("--take-over monitorin: nothing of that name", "(monitoring)");
    }

    @Test
    void clusterThatDoesNotAnswerIsDecidedByTheCommand() throws IOException {
        MetadataLookup lookup = kubectl("echo 'error: You must be logged in' >&2; exit 1");

        assertThat(takeOvers().refusal(plan(), lookup, COMMAND, console, UNANSWERED))
                .hasValueSatisfying(reason -> assertThat(reason)
                        .startsWith("Unanswered: It cannot be found out")
                        .contains("error: You must be logged in"));
    }
}
