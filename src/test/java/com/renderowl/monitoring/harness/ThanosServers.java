package com.renderowl.monitoring.harness;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A real Thanos on loopback: a receiver that takes samples by remote write over TLS, from clients with a certificate only,
 * and a querier that reads them back.
 */
public final class ThanosServers implements AutoCloseable {

    /** What {@link RequiresTools} has to name. */
    public static final String PROGRAM = "thanos";

    private final TemporaryDirectory directory = TemporaryDirectory.create("thanos");
    private final HttpClient client = HttpClient.newHttpClient();
    private final List<Daemon> daemons = new ArrayList<>();
    private final String receiverAddress = address();
    private final String querierAddress = address();

    private ThanosServers(Map<String, String> serverCertificate, String clientAuthority) {
        write("server.crt", serverCertificate.get("tls.crt"));
        write("server.key", serverCertificate.get("tls.key"));
        write("clients.crt", clientAuthority);
    }

    /**
     * Starts both and returns when they are ready.
     *
     * @param serverCertificate the receiver's own, under the keys {@code tls.crt} and {@code tls.key}
     * @param clientAuthority the certificate of whoever signed those of the clients
     */
    public static ThanosServers start(Map<String, String> serverCertificate, String clientAuthority) {
        ThanosServers servers = new ThanosServers(serverCertificate, clientAuthority);
        try {
            String stores = address();
            servers.run(
                    "receive",
                    address(),
                    "--grpc-address=" + stores,
                    "--remote-write.address=" + servers.receiverAddress,
                    "--remote-write.server-tls-cert=server.crt",
                    "--remote-write.server-tls-key=server.key",
                    "--remote-write.server-tls-client-ca=clients.crt",
                    "--receive.capnproto-address=" + address(),
                    "--tsdb.path=received",
                    "--label=receiver=\"test\"");
            servers.run("query", servers.querierAddress, "--grpc-address=" + address(), "--endpoint=" + stores);
            return servers;
        } catch (RuntimeException | AssertionError failure) {
            servers.close();
            throw failure;
        }
    }

    /** Where samples are sent to: {@code https://127.0.0.1:PORT/api/v1/receive}. */
    public String receiverUrl() {
        return "https://" + receiverAddress + "/api/v1/receive";
    }

    /**
     * The result of an instant query: an array of series with {@code metric} and {@code value}.
     *
     * @throws AssertionError with the answer, if it is not a success
     */
    public JsonArray query(String expression) {
        String path = "/api/v1/query?query=" + URLEncoder.encode(expression, StandardCharsets.UTF_8);
        try {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://" + querierAddress + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError("status %d: %s".formatted(answer.statusCode(), answer.body()));
            }
            return JsonParser.parseString(answer.body())
                    .getAsJsonObject()
                    .getAsJsonObject("data")
                    .getAsJsonArray("result");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while asking Thanos", e);
        }
    }

    private void run(String component, String httpAddress, String... arguments) {
        Command command = Command.in(
                        directory.path(), Tools.require(PROGRAM), component, "--http-address=" + httpAddress)
                .andArguments(List.of(arguments));
        daemons.add(Daemon.start(
                PROGRAM + "-" + component, command, started -> Daemon.answers("http://" + httpAddress + "/-/ready")));
    }

    private static String address() {
        return "127.0.0.1:" + FreePorts.next();
    }

    private void write(String name, String text) {
        try {
            Path file = directory.path().resolve(name);
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends both and deletes what they have stored. */
    @Override
    public void close() {
        daemons.forEach(Daemon::close);
        directory.close();
    }
}
