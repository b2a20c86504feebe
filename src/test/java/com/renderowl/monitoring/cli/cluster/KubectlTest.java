package com.renderowl.monitoring.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of kubectl's answers; a script plays it, the tier operator has the real one. */
@Tag("unit")
class KubectlTest {

    @TempDir
    private Path folder;

    private Kubectl kubectl(String script) throws IOException {
        Path program = folder.resolve("kubectl");
        Files.writeString(program, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Kubectl.find(Map.of("PATH", folder.toString()), "production");
    }

    private static CommandFailure failure(Kubectl kubectl) {
        return catchThrowableOfType(CommandFailure.class, () -> kubectl.get("/api/v1/pods?labelSelector=a"));
    }

    @Test
    void theContextOfTheStackIsAsked() throws IOException {
        Kubectl kubectl = kubectl("echo \"{\\\"items\\\": [{\\\"kind\\\": \\\"$*\\\"}]}\"");

        assertThat(kubectl.list("/api/v1/pods"))
                .singleElement()
                .extracting(object -> object.text("kind"))
                .isEqualTo("get --raw=/api/v1/pods --request-timeout=20s --context=production");
    }

    @Test
    void whatIsNotThereIsEmpty() throws IOException {
        Kubectl kubectl = kubectl("echo 'Error from server (NotFound): no such thing' >&2; exit 1");

        assertThat(kubectl.get("/api/v1/namespaces/x")).isEmpty();
        assertThat(kubectl.list("/apis/none/v1/things")).isEmpty();
    }

    @Test
    void aRefusalAndAClusterThatDoesNotAnswerAreToldApart() throws IOException {
        CommandFailure forbidden =
                failure(kubectl("echo 'Error from server (Forbidden): pods is forbidden' >&2; exit 1"));
        assertThat(forbidden.exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(forbidden)
                .hasMessage("You may not read /api/v1/pods: Error from server (Forbidden): pods is forbidden");

        CommandFailure silent = failure(kubectl("echo 'Unable to connect to the server: EOF' >&2; exit 1"));
        assertThat(silent.exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(silent).hasMessage("The cluster does not tell /api/v1/pods: Unable to connect to the server: EOF");
    }

    @Test
    void withoutKubectlItIsSaidWhereToGetIt() {
        CommandFailure none =
                catchThrowableOfType(CommandFailure.class, () -> Kubectl.find(Map.of("PATH", folder.toString()), ""));

        assertThat(none.exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(none.getMessage())
                .startsWith("There is no kubectl on the PATH")
                .contains("https://kubernetes.io");
    }

    @Test
    void aLoginThatWaitsEndsAtTheDeadlineAndIsShown() throws IOException {
        kubectl("echo 'To sign in, open https://login.example.com' >&2; sleep 1000");

        CommandFailure late = failure(withDeadline(Duration.ofSeconds(3)));

        assertThat(late.exitCode()).isEqualTo(ExitCode.MISSING);
        assertThat(late)
                .hasMessage(
                        "The cluster does not tell /api/v1/pods: kubectl did not end within 3 s and said: To sign in,"
                                + " open https://login.example.com");
    }

    private Kubectl withDeadline(Duration deadline) {
        return new Kubectl(
                Kubectl.runner(folder.resolve("kubectl").toString(), Map.of("PATH", "/usr/bin:/bin")),
                "production",
                deadline);
    }
}
