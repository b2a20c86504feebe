package com.renderowl.monitoring.cli.cluster;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cluster.ClusterAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;

/** Whether the API server answers at all. The provider finds that out as well, but only after a minute of retries. */
public final class Reachability {

    private static final int DEADLINE_MILLISECONDS = 3_000;
    private static final int HTTP_PORT = 80;
    private static final int HTTPS_PORT = 443;

    private Reachability() {}

    /**
     * Connects to the API server and hangs up.
     *
     * @throws CommandFailure when it does not answer within three seconds; the message says why and what to check
     */
    public static void check(ClusterAccess cluster) {
        if (!cluster.isDirect()) {
            return;
        }
        URI server = server(cluster);
        int port =
                server.getPort() >= 0 ? server.getPort() : "http".equals(server.getScheme()) ? HTTP_PORT : HTTPS_PORT;
        String reason = "";
        try {
            for (InetAddress address : InetAddress.getAllByName(server.getHost())) {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, port), DEADLINE_MILLISECONDS);
                    return;
                } catch (IOException e) {
                    reason = e.getMessage();
                }
            }
        } catch (UnknownHostException e) {
            reason = "no such host";
        }
        throw new CommandFailure(
                ExitCode.MISSING,
                "The " + cluster.description() + " does not answer: " + reason + ". Start it, or choose another one: "
                        + "the context is from " + cluster.source() + " ('kubectl config get-contexts').");
    }

    private static URI server(ClusterAccess cluster) {
        String text = cluster.server().contains("://") ? cluster.server() : "https://" + cluster.server();
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            // Reported below, like a URL without a host.
        }
        throw new CommandFailure(
                ExitCode.MISSING,
                "The context '" + cluster.context() + "' in " + cluster.source() + " has the server '"
                        + cluster.server() + "', which is not a URL: correct the kubeconfig.");
    }
}
