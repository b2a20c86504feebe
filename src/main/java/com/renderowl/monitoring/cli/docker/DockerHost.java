package com.renderowl.monitoring.cli.docker;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Docker engine.
 *
 * @param address as DOCKER_HOST has it
 */
public record DockerHost(String address) {

    private static final String SOCKET = "unix://";

    private static final String DEFAULT = SOCKET + "/var/run/docker.sock";

    /** Engine 20.10, the first that knows {@code host-gateway}, by which containers reach the machine. */
    private static final int OLDEST_MINOR_VERSION = 41;

    private static final Pattern VERSION = Pattern.compile("(?i)\r\nApi-Version: *1\\.(\\d+)\r\n");

    private static final int LARGEST_ANSWER = 8192;

    /** The engine that the environment names, or the one of this machine. */
    public static DockerHost find(Map<String, String> environment) {
        String named = environment.getOrDefault("DOCKER_HOST", "");
        return new DockerHost(named.isBlank() ? DEFAULT : named);
    }

    /** What it is called in messages. */
    public String description() {
        return "Docker at " + address;
    }

    /**
     * Asks the engine for its version. One at a network address is not asked: its plugin knows how to get there.
     *
     * @throws CommandFailure when there is none, or when it is too old
     */
    public void check() {
        if (!address.startsWith(SOCKET)) {
            return;
        }
        Matcher version = VERSION.matcher(ping());
        if (!version.find()) {
            throw new CommandFailure(
                    ExitCode.MISSING, "What answers at " + address + " is no Docker engine: correct DOCKER_HOST.");
        }
        if (Integer.parseInt(version.group(1)) < OLDEST_MINOR_VERSION) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "The Docker engine at " + address + " is too old (API 1." + version.group(1)
                            + "): 20.10 (API 1.41) or newer is needed. Update Docker.");
        }
    }

    private String ping() {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(Path.of(address.substring(SOCKET.length()))));
            channel.write(
                    ByteBuffer.wrap("GET /_ping HTTP/1.0\r\nHost: docker\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
            ByteBuffer answer = ByteBuffer.allocate(LARGEST_ANSWER);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                // An answer may come in several pieces.
            }
            return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.MISSING,
                    "There is no Docker engine at " + address + " (" + e.getMessage()
                            + "). Start Docker, or name the engine with DOCKER_HOST.");
        }
    }
}
