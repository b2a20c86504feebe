package com.renderowl.monitoring.cli.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class DockerHostTest {

    @Test
    void isTheOneOfTheEnvironmentOrOfTheMachine() {
        assertThat(DockerHost.find(Map.of()).address()).isEqualTo("unix:///var/run/docker.sock");
        assertThat(DockerHost.find(Map.of("DOCKER_HOST", "tcp://192.0.2.1:2375"))
                        .description())
                .isEqualTo("Docker at tcp://192.0.2.1:2375");
    }

    @Test
    void oneThatIsNewEnoughIsAccepted() throws IOException {
        answering("HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK", DockerHost::check);
    }

    @Test
    void oneThatIsTooOldIsRefused() throws IOException {
        answering("HTTP/1.0 200 OK\r\nApi-Version: 1.40\r\n\r\nOK", host -> assertThatThrownBy(host::check)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("too old (API 1.40): 20.10 (API 1.41) or newer is needed"));
    }

    @Test
    void whatIsNoEngineIsRefused() throws IOException {
        answering("220 mail.example.com\r\n", host -> assertThatThrownBy(host::check)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("is no Docker engine: correct DOCKER_HOST"));
    }

    @Test
    void noneAtAllIsSaidWithTheCure() {
        assertThatThrownBy(() -> new DockerHost("unix:///nowhere/docker.sock").check())
                .isInstanceOf(CommandFailure.class)
                .hasMessageStartingWith("There is no Docker engine at unix:///nowhere/docker.sock")
                .hasMessageEndingWith("Start Docker, or name the engine with DOCKER_HOST.");
    }

    /** A socket in the system's own temporary directory, as its path may not be long. */
    private static void answering(String answer, java.util.function.Consumer<DockerHost> check) throws IOException {
        Path folder = Files.createTempDirectory("engine");
        Path socket = folder.resolve("docker.sock");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            CompletableFuture<Void> served = CompletableFuture.runAsync(() -> {
                try (SocketChannel client = server.accept()) {
                    client.read(ByteBuffer.allocate(1024));
                    client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            check.accept(new DockerHost("unix://" + socket));
            served.join();
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
    }
}
