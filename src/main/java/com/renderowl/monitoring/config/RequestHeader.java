package com.renderowl.monitoring.config;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The syntax of a header that is added to requests, such as the one that names a tenant. It stands in clear text. */
final class RequestHeader {

    /**
     * What Prometheus sets itself and refuses to have changed.
     *
     * @see <a href="https://github.com/prometheus/prometheus/blob/v3.16.0/config/config.go">reservedHeaders</a>
     */
    private static final Set<String> RESERVED = Set.of(
            "host",
            "content-encoding",
            "content-length",
            "content-type",
            "user-agent",
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "www-authenticate",
            "accept-encoding",
            "x-prometheus-remote-write-version",
            "x-prometheus-remote-read-version",
            "x-amz-date",
            "x-amz-security-token",
            "x-amz-content-sha256");

    private static final Pattern FOR_SECRETS =
            Pattern.compile("auth|cookie|token|secret|passw|credential|api-?key", Pattern.CASE_INSENSITIVE);

    private static final Pattern LOGIN = Pattern.compile("(basic|bearer)\\s.*", Pattern.CASE_INSENSITIVE);

    static final Syntax<String> NAME = new Syntax<>(
            RequestHeader::name, "letters, digits, dashes and underscores, such as THANOS-TENANT or X-Scope-OrgID");

    static final Syntax<String> TEXT = new Syntax<>(RequestHeader::text, Syntax.TEXT.allowed() + " that is no secret");

    private RequestHeader() {}

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9_-]{1,100}")) {
            throw new IllegalArgumentException("is not the name of a header");
        }
        if (RESERVED.contains(text.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("is a header that Prometheus sets itself");
        }
        if (FOR_SECRETS.matcher(text).find()) {
            throw new IllegalArgumentException(
                    "is a header for secrets, and headers stand in clear text: use basicAuth or bearerTokenSecret");
        }
        return text;
    }

    private static String text(String text) {
        if (Shown.mayBeSecret(text) || LOGIN.matcher(text).matches()) {
            throw new SecretInClearException("holds a password or token");
        }
        return Syntax.TEXT.parse().apply(text);
    }
}
