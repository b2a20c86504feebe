package com.renderowl.monitoring.kubernetes;

import com.renderowl.monitoring.harness.Command;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Map;

/** Certificates for tests. */
public final class Certificates {

    private static final String PASSWORD = "not-a-secret";

    private Certificates() {}

    /** The files of a Secret with a self-signed certificate, as cert-manager names them. */
    public static Map<String, String> secretFor(String dnsName) {
        try (TemporaryDirectory directory = TemporaryDirectory.create("certificate")) {
            Path store = directory.path().resolve("store.p12");
            Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
            Command.in(
                            directory.path(),
                            keytool,
                            "-genkeypair",
                            "-keyalg",
                            "EC",
                            "-alias",
                            "server",
                            "-dname",
                            "CN=" + dnsName,
                            "-ext",
                            "san=dns:" + dnsName,
                            "-storetype",
                            "PKCS12",
                            "-keystore",
                            store.toString(),
                            "-storepass",
                            PASSWORD)
                    .run()
                    .requireOutput();
            return read(store);
        }
    }

    private static Map<String, String> read(Path file) {
        try (InputStream input = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(input, PASSWORD.toCharArray());
            String certificate =
                    pem("CERTIFICATE", store.getCertificate("server").getEncoded());
            String key = pem(
                    "PRIVATE KEY",
                    store.getKey("server", PASSWORD.toCharArray()).getEncoded());
            return Map.of("tls.crt", certificate, "tls.key", key, "ca.crt", certificate);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException wrong) {
            throw new IllegalStateException(wrong);
        }
    }

    private static String pem(String kind, byte[] content) {
        return "-----BEGIN " + kind + "-----\n"
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(content)
                + "\n-----END " + kind + "-----\n";
    }
}
