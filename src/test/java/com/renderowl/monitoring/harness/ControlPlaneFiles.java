package com.renderowl.monitoring.harness;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The files of a control plane: its key, token and kubeconfig.
 *
 * @param directory holds them all
 * @param host the API server's address
 * @param port the API server's
 * @param token the administrator's
 */
record ControlPlaneFiles(Path directory, String host, int port, String token) {

    /** Writes what an API server on loopback needs to start. */
    static ControlPlaneFiles write(Path directory, int port) {
        return write(directory, "127.0.0.1", port, "");
    }

    /**
     * Writes what the API server needs to start.
     *
     * @param accounts further lines of its token file
     */
    static ControlPlaneFiles write(Path directory, String host, int port, String accounts) {
        ControlPlaneFiles files =
                new ControlPlaneFiles(directory, host, port, UUID.randomUUID().toString());
        writePrivately(files.tokenFile(), files.token + ",admin,admin,system:masters\n" + accounts);
        writePrivately(files.serviceAccountKey(), newKey());
        return files;
    }

    String url() {
        return "https://" + host + ":" + port;
    }

    Path tokenFile() {
        return directory.resolve("tokens.csv");
    }

    Path serviceAccountKey() {
        return directory.resolve("service-account.key");
    }

    Path certificates() {
        return directory.resolve("certificates");
    }

    /** The API server signs its certificate itself, so this is both. */
    Path certificateAuthority() {
        return certificates().resolve("apiserver.crt");
    }

    /** The API server writes the key after the certificate: if it is there, both are complete. */
    boolean certificateWritten() {
        return Files.exists(certificates().resolve("apiserver.key"));
    }

    Path kubeconfig() {
        return directory.resolve("kubeconfig");
    }

    void writeKubeconfig() {
        writeKubeconfig(kubeconfig(), token);
    }

    /** Writes the kubeconfig of whoever has a token. */
    void writeKubeconfig(Path file, String bearer) {
        try {
            String authority = Base64.getEncoder().encodeToString(Files.readAllBytes(certificateAuthority()));
            writePrivately(
                    file,
                    """
                    apiVersion: v1
                    kind: Config
                    current-context: test
                    contexts:
                    - name: test
                      context: {cluster: test, user: holder}
                    clusters:
                    - name: test
                      cluster:
                        server: %s
                        certificate-authority-data: %s
                    users:
                    - name: holder
                      user: {token: %s}
                    """
                            .formatted(url(), authority, bearer));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A text of {@code src/test/resources/harness}. */
    static String resource(String name) {
        try (@Nullable InputStream stream = ControlPlaneFiles.class.getResourceAsStream("/harness/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("No test resource harness/" + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            byte[] key = generator.generateKeyPair().getPrivate().getEncoded();
            String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            // The parts are kept apart so that no scanner takes this line for a key.
            return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted("PRIVATE KEY", text);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has RSA", e);
        }
    }

    static void writePrivately(Path file, String text) {
        try {
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
