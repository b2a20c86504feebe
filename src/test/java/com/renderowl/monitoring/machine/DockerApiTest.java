package com.renderowl.monitoring.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an engine says of itself. */
@Tag("unit")
class DockerApiTest {

    @Test
    void oneThatIsNewEnoughIsAccepted() throws IOException {
        answering("HTTP/1.0 200 OK\r\nApi-Version: 1.41\r\nContent-Length: 2\r\n\r\nOK", DockerApi::check);
    }

    @Test
    void oneThatIsTooOldIsRefused() throws IOException {
        answering("HTTP/1.0 200 OK\r\nApi-Version: 1.40\r\n\r\nOK", engine -> assertThatThrownBy(engine::check)
                .isInstanceOf(NoEngineException.class)
                .hasMessageContaining("too old (API 1.40): 20.10 (API 1.41) or newer is needed"));
    }

    @Test
    void whatIsNoEngineIsRefused() throws IOException {
        answering("220 mail.example.com\r\n", engine -> assertThatThrownBy(engine::check)
                .isInstanceOf(NoEngineException.class)
                .hasMessageContaining("is no Docker engine: correct DOCKER_HOST"));
    }

    @Test
    void noneAtAllIsSaidWithTheCure() {
        assertThatThrownBy(() -> engine("unix:///nowhere/docker.sock").check())
                .isInstanceOf(NoEngineException.class)
                .hasMessageStartingWith("There is no Docker engine at unix:///nowhere/docker.sock")
                .hasMessageEndingWith("Start Docker, or name the engine with DOCKER_HOST.");
    }

    @Test
    void oneThatOnlyThePluginReachesIsNotAsked() {
        DockerApi engine = engine("ssh://somebody@192.0.2.1");
        assertThat(engine.canAsk()).isFalse();
        engine.check();
    }

    @Test
    void oneAtANetworkAddressIsAsked() {
        assertThatThrownBy(() -> engine("tcp://127.0.0.1:1").check())
                .isInstanceOf(NoEngineException.class)
                .hasMessageStartingWith("There is no Docker engine at tcp://127.0.0.1:1 (Connection refused).");
    }

    /** A socket in the system's own temporary directory, as its path may not be long. */
    private static void answering(String answer, Consumer<DockerApi> check) throws IOException {
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
            check.accept(engine("unix://" + socket));
            served.join();
        } finally {
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        }
    }

    private static DockerApi engine(String address) {
        return new DockerApi(new DockerHost(address, null, null));
    }
}
