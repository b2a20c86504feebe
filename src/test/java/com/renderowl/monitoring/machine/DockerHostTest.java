package com.renderowl.monitoring.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which engine is meant: the one that Docker's client would take. */
@Tag("unit")
class DockerHostTest {

    /** What {@code printf rootless | sha256sum} says. */
    private static final String ROOTLESS = "12b961af5feb3e9d39f93b2cefb9a1a944f18d02cca0cac2f04f5a982240605f";

    @TempDir
    private Path settings;

    private Map<String, String> environment;

    @BeforeEach
    void settings() {
        environment = Map.of("DOCKER_CONFIG", settings.toString());
    }

    @Test
    void isThatOfTheMachineUnlessSomebodySaysOtherwise() {
        assertThat(DockerHost.find(environment).address()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(DockerHost.find(with("DOCKER_HOST", "tcp://192.0.2.1:2375")).description())
                .isEqualTo("Docker at tcp://192.0.2.1:2375");
    }

    @Test
    void isThatOfTheCurrentContext() throws IOException {
        context("rootless", "unix:///run/user/1000/docker.sock");
        assertThat(DockerHost.find(environment).address()).isEqualTo("unix:///var/run/docker.sock");
        Files.writeString(settings.resolve("config.json"), "{\"currentContext\": \"rootless\"}");
        DockerHost host = DockerHost.find(environment);
        assertThat(host.description()).isEqualTo("Docker at unix:///run/user/1000/docker.sock (context rootless)");
        // The plugin of Pulumi is told, as it does not look there.
        assertThat(host.environment(with("DOCKER_CONTEXT", "other")))
                .containsEntry("DOCKER_HOST", "unix:///run/user/1000/docker.sock")
                .doesNotContainKey("DOCKER_CONTEXT");
        // As for Docker's client: the variable for the address counts more, the one for the context most.
        assertThat(DockerHost.find(with("DOCKER_HOST", "tcp://192.0.2.1:2375")).address())
                .isEqualTo("tcp://192.0.2.1:2375");
        assertThat(DockerHost.find(with("DOCKER_CONTEXT", "default")).address())
                .isEqualTo("unix:///var/run/docker.sock");
    }

    @Test
    void aContextThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> DockerHost.find(with("DOCKER_CONTEXT", "colima")))
                .isInstanceOf(NoEngineException.class)
                .hasMessage(
                        "There is no Docker context 'colima' with an engine: 'docker context ls' shows those that there"
                                + " are; choose one with 'docker context use NAME' or DOCKER_CONTEXT.");
    }

    @Test
    void settingsThatAreBrokenAreRefused() throws IOException {
        Files.writeString(settings.resolve("config.json"), "{");
        assertThatThrownBy(() -> DockerHost.find(environment))
                .isInstanceOf(NoEngineException.class)
                .hasMessageContaining("config.json): correct them, or name the engine with DOCKER_HOST.");
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatThrownBy(() -> DockerHost.find(with("DOCKER_HOST", "/var/run/docker.sock")))
                .isInstanceOf(NoEngineException.class)
                .hasMessage(
                        "'/var/run/docker.sock' of DOCKER_HOST is not the address of a Docker engine: give one such as"
                                + " unix:///var/run/docker.sock or tcp://HOST:2375.");
    }

    private Map<String, String> with(String name, String value) {
        return Map.of("DOCKER_CONFIG", settings.toString(), name, value);
    }

    private void context(String name, String address) throws IOException {
        assertThat(name).isEqualTo("rootless");
        Path folder = Files.createDirectories(settings.resolve("contexts/meta/" + ROOTLESS));
        Files.writeString(
                folder.resolve("meta.json"),
                "{\"Name\": \"" + name + "\", \"Endpoints\": {\"docker\": {\"Host\": \"" + address + "\"}}}");
    }
}
