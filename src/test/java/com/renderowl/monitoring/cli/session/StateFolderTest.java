package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {

    @TempDir
    private Path folder;

    private StateFolder state(String json) throws IOException {
        StateFolder state = new StateFolder(folder, "p", "staging");
        Files.createDirectories(folder.resolve(".pulumi/stacks/p"));
        Files.writeString(folder.resolve(".pulumi/stacks/p/staging.json"), json);
        return state;
    }

    @Test
    void aStackThatWasNeverCreatedHasNothing() {
        StateFolder state = new StateFolder(folder, "p", "staging");

        assertThat(state.hasStack()).isFalse();
        assertThat(state.hasPendingOperations()).isFalse();
        assertThat(state.encryptionSalt()).isEmpty();
        assertThat(state.lockFiles()).isEmpty();
    }

    @Test
    void readsSaltAndPendingOperations() throws IOException {
        StateFolder state = state(
                """
                {"version": 3, "checkpoint": {"stack": "organization/p/staging", "latest": {
                  "secrets_providers": {"type": "passphrase", "state": {"salt": "v1:salt"}},
                  "pending_operations": [{"type": "creating"}]}}}""");

        assertThat(state.hasStack()).isTrue();
        assertThat(state.encryptionSalt()).isEqualTo("v1:salt");
        assertThat(state.hasPendingOperations()).isTrue();
    }

    @Test
    void anEmptyStackHasNeither() throws IOException {
        for (String json : new String[] {
            "{\"version\": 3, \"checkpoint\": {\"latest\": null}}",
            "{\"version\": 3, \"checkpoint\": {\"latest\": {\"secrets_providers\": {\"type\": \"service\"}}}}"
        }) {
            assertThat(state(json).encryptionSalt()).isEmpty();
            assertThat(state(json).hasPendingOperations()).isFalse();
        }
    }

    @Test
    void findsTheLocksOfThisStackOnly() throws IOException {
        for (String name : new String[] {"staging/a.json", "staging/a.json.attrs", "production/b.json"}) {
            Path file = folder.resolve(".pulumi/locks/organization/p").resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "{}");
        }

        assertThat(new StateFolder(folder, "p", "staging").lockFiles())
                .containsExactly(folder.resolve(".pulumi/locks/organization/p/staging/a.json"));
    }

    @Test
    void aDamagedStateIsSaidWithTheCopyBeforeIt() throws IOException {
        StateFolder state = state("{\"version\": 3, \"checkpo");

        assertThatThrownBy(state::hasPendingOperations)
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith(state.stateFile() + " is damaged: ")
                .hasMessageEndingWith("The state before the last change is in staging.json.bak, beside it.");
    }

    @Test
    void aUrlMayHoldAnyFolder() {
        assertThat(StateFolder.url(Path.of("/home/me/my clone#1/state")))
                .isEqualTo("file:///home/me/my%20clone%231/state?metadata=skip");
    }
}
