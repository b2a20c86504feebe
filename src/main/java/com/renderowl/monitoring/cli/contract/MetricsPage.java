package com.renderowl.monitoring.cli.contract;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.rules.contract.Exposition;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/**
 * The metrics page of a running program.
 *
 * @param url where it is: HTTP or HTTPS, without a password
 * @param patience how long all of it may take
 */
public record MetricsPage(URI url, Duration patience) {

    /** Prometheus itself would take more, but no page of this platform should be near it. */
    static final int LARGEST_BYTES = 16 * 1024 * 1024;

    private static final Pattern WEB = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);

    /**
     * The page at an address as a person writes it; without a path, {@code /metrics} is meant.
     *
     * @throws CommandFailure when it is none; a password in it is not shown
     */
    public static MetricsPage at(String address, Duration patience) {
        URI url;
        try {
            url = URI.create(address);
        } catch (IllegalArgumentException e) {
            throw wrongAddress("The address is no URL");
        }
        if (url.getRawUserInfo() != null) {
            throw wrongAddress("The address holds a user or a password, which would be seen in the list of processes");
        }
        if (url.getScheme() == null || !WEB.matcher(url.getScheme()).matches() || url.getHost() == null) {
            throw wrongAddress("'" + address + "' is no address of a web page");
        }
        return new MetricsPage(
                url.getRawPath() == null || url.getRawPath().isEmpty() ? url.resolve("/metrics") : url, patience);
    }

    private static CommandFailure wrongAddress(String what) {
        return new CommandFailure(ExitCode.USAGE, what + ": give http://HOST:PORT/metrics.");
    }

    /**
     * Fetches and reads it.
     *
     * @throws CommandFailure when nobody answers in time, or with anything but metrics
     */
    public Exposition read() {
        String text = fetch();
        try {
            Exposition exposition = Exposition.parse(text);
            if (exposition.samples().isEmpty()) {
                throw noMetrics("holds no metrics", "is this the path of its metrics?");
            }
            return exposition;
        } catch (IllegalArgumentException e) {
            throw noMetrics(
                    "is no page of metrics: " + e.getMessage(), "is this the path of its metrics? Most have /metrics");
        }
    }

    private String fetch() {
        CompletableFuture<String> text = CompletableFuture.supplyAsync(this::receive);
        try {
            return text.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw unreachable("did not answer within " + patience.toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof CommandFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("Reading " + url + " failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading " + url, e);
        }
    }

    private String receive() {
        HttpRequest request = HttpRequest.newBuilder(url)
                .timeout(patience)
                .header("Accept", Exposition.ACCEPT)
                .build();
        try {
            HttpResponse<InputStream> answer = HttpClient.newBuilder()
                    .connectTimeout(patience)
                    .build()
                    .send(request, BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                requireMetrics(answer);
                byte[] bytes = body.readNBytes(LARGEST_BYTES + 1);
                if (bytes.length > LARGEST_BYTES) {
                    throw noMetrics(
                            "is larger than " + LARGEST_BYTES / 1024 / 1024 + " MB",
                            "if these are metrics, a label of one of them has far too many values");
                }
                return new String(bytes, StandardCharsets.UTF_8);
            }
        } catch (ConnectException e) {
            throw unreachable("refuses connections, or its name is not known");
        } catch (IOException e) {
            throw unreachable("can not be read: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading " + url, e);
        }
    }

    private void requireMetrics(HttpResponse<InputStream> answer) {
        int status = answer.statusCode();
        if (status / 100 == 3) {
            throw noMetrics(
                    "redirects to " + answer.headers().firstValue("Location").orElse("elsewhere"),
                    "Prometheus would follow, but the configuration should name the right address: try that one");
        }
        if (status == 401 || status == 403) {
            throw noMetrics("asks for a login (status " + status + ")", "open its metrics to Prometheus first");
        }
        if (status != 200) {
            throw noMetrics("answers with status " + status, "is this the path of its metrics? Most have /metrics");
        }
        String type = answer.headers().firstValue("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        if (type.startsWith("text/html") || type.contains("json")) {
            throw noMetrics(
                    "is of the type " + type + ", so it is no page of metrics",
                    "is this the path of its metrics? Most have /metrics");
        }
    }

    private CommandFailure unreachable(String what) {
        return new CommandFailure(
                ExitCode.MISSING,
                url + " " + what
                        + ". Is it running, and can this machine reach it? For a pod: kubectl port-forward POD 8080");
    }

    private CommandFailure noMetrics(String what, String hint) {
        return new CommandFailure(ExitCode.FAILED, url + " " + what + "; " + hint + ".");
    }
}
