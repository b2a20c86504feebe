package com.renderowl.monitoring.cli.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cluster.ClusterAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ReachabilityTest {

    private static ClusterAccess access(String server, boolean isDirect) {
        return new ClusterAccess("dev", "/home/me/.kube/config", server, isDirect);
    }

    private static int closedPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aServerThatListensIsReachable() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatCode(() -> Reachability.check(access("https://127.0.0.1:" + socket.getLocalPort(), true)))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void aServerThatDoesNotListenIsSaidWithTheWayOut() throws IOException {
        String server = "https://127.0.0.1:" + closedPort();

        assertThatThrownBy(() -> Reachability.check(access(server, true)))
                .isInstanceOfSatisfying(CommandFailure.class, failure -> assertThat(failure.exitCode())
                        .isEqualTo(ExitCode.MISSING))
                .hasMessage("The cluster dev (" + server + ") does not answer: Connection refused. Start it, or choose"
                        + " another one: the context is from /home/me/.kube/config ('kubectl config get-contexts').");
    }

    @Test
    void behindAProxyNothingIsTried() throws IOException {
        ClusterAccess behindProxy = access("https://127.0.0.1:" + closedPort(), false);

        assertThatCode(() -> Reachability.check(behindProxy)).doesNotThrowAnyException();
    }

    @Test
    void aServerThatIsNoUrlIsSaid() {
        assertThatThrownBy(() -> Reachability.check(access("https:// nowhere", true)))
                .isInstanceOf(CommandFailure.class)
                .hasMessage(
                        "The context 'dev' in /home/me/.kube/config has the server 'https:// nowhere', which is not a"
                                + " URL: correct the kubeconfig.");
    }
}
