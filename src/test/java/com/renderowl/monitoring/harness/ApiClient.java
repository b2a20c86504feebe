package com.renderowl.monitoring.harness;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Talks to an API server as its administrator, without the start of a program for each request. */
final class ApiClient {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Gson JSON = new Gson();

    private final ControlPlaneFiles files;
    private final HttpClient client;

    ApiClient(ControlPlaneFiles files) {
        this.files = files;
        this.client = HttpClient.newBuilder()
                .sslContext(trusting(files))
                .connectTimeout(PATIENCE)
                .build();
    }

    /** The objects of a list. */
    JsonArray list(String path) throws IOException {
        return send("GET", path, "application/json", null).getAsJsonArray("items");
    }

    void create(String path, Map<String, ?> object) throws IOException {
        send("POST", path, "application/json", object);
    }

    void merge(String path, Map<String, ?> change) throws IOException {
        send("PATCH", path, "application/merge-patch+json", change);
    }

    void delete(String path) throws IOException {
        send("DELETE", path, "application/json", null);
    }

    private JsonObject send(String method, String path, String type, @Nullable Object body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(files.url() + path))
                .timeout(PATIENCE)
                .header("Authorization", "Bearer " + files.token())
                .header("Content-Type", type)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(JSON.toJson(body)))
                .build();
        try {
            HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 300) {
                throw new IOException(method + " " + path + ": " + response.statusCode() + " " + response.body());
            }
            return JsonParser.parseString(response.body()).getAsJsonObject();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static SSLContext trusting(ControlPlaneFiles files) {
        try (InputStream authority = Files.newInputStream(files.certificateAuthority())) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate certificate :
                    CertificateFactory.getInstance("X.509").generateCertificates(authority)) {
                trusted.setCertificateEntry("authority-" + number++, certificate);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("The API server's certificate cannot be used", e);
        }
    }
}
