package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.cli.support.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackendTest {

    @TempDir
    private Path folder;

    private Project project;
    private final Map<String, String> environment = new HashMap<>();

    @BeforeEach
    void freshClone() throws IOException {
        project = new Project(folder);
        Files.writeString(folder.resolve("Pulumi.yaml"), "name: renderowl-monitoring\nruntime: java\n");
        environment.put("HOME", folder.resolve("home").toString());
    }

    private void login(String folderName, String credentials) throws IOException {
        Path home = Files.createDirectories(folder.resolve(folderName));
        Files.writeString(home.resolve("credentials.json"), credentials);
    }

    @Test
    void withoutAnyLoginTheStateIsPrivate() {
        assertThat(Backend.of(project, environment))
                .isEqualTo(new Backend.Embedded(folder.resolve(".monitoring/state")));
    }

    @Test
    void theEnvironmentWins() throws IOException {
        login("home/.pulumi", "{\"current\": \"https://api.pulumi.com\"}");
        environment.put("PULUMI_BACKEND_URL", "s3://bucket");

        assertThat(Backend.of(project, environment)).isEqualTo(new Backend.Chosen("s3://bucket", "PULUMI_BACKEND_URL"));
    }

    @Test
    void theProjectsOwnBackendWinsOverALogin() throws IOException {
        login("home/.pulumi", "{\"current\": \"https://api.pulumi.com\"}");
        Files.writeString(
                folder.resolve("Pulumi.yaml"), "name: x\nbackend:\n  # shared\n  url: gs://states\nruntime: java\n");

        assertThat(Backend.of(project, environment)).isEqualTo(new Backend.Chosen("gs://states", "Pulumi.yaml"));
    }

    @Test
    void aLoginIsUsed() throws IOException {
        login("home/.pulumi", "{\"current\": \"file://~\", \"accessTokens\": {}}");

        assertThat(Backend.of(project, environment)).isEqualTo(new Backend.Chosen("file://~", "your Pulumi login"));
    }

    @Test
    void aLoginInPulumiHomeIsUsed() throws IOException {
        login("elsewhere", "{\"current\": \"https://api.pulumi.com\"}");
        environment.put("PULUMI_HOME", folder.resolve("elsewhere").toString());

        assertThat(Backend.of(project, environment)).isInstanceOf(Backend.Chosen.class);
    }

    @Test
    void aLogoutOrUnreadableCredentialsAreNoLogin() throws IOException {
        for (String credentials : new String[] {"{}", "{\"current\": null}", "[]", "{\"current"}) {
            login("home/.pulumi", credentials);

            assertThat(Backend.of(project, environment)).as(credentials).isInstanceOf(Backend.Embedded.class);
        }
    }

    @Test
    void aTokenAloneMeansPulumisService() {
        environment.put("PULUMI_ACCESS_TOKEN", "planted-token");

        assertThat(Backend.of(project, environment))
                .isEqualTo(new Backend.Chosen("https://api.pulumi.com", "PULUMI_ACCESS_TOKEN"));
    }

    @Test
    void credentialsInAUrlAreNotShown() {
        Backend backend = new Backend.Chosen("postgres://user:planted@host/db", "PULUMI_BACKEND_URL");

        assertThat(backend.description()).isEqualTo("postgres://host/db (PULUMI_BACKEND_URL)");
    }

    @Test
    void aFileBackendWithAnAbsolutePathCanBeLookedInto() {
        assertThat(new Backend.Chosen("file:///srv/my%20states?metadata=skip", "x").folder())
                .contains(Path.of("/srv/my states"));
        for (String url : new String[] {"file://~", "file://./states", "s3://bucket", "file:///a b"}) {
            assertThat(new Backend.Chosen(url, "x").folder()).as(url).isEmpty();
        }
    }
}
