package com.renderowl.monitoring.config;

import java.net.URI;
import java.net.URISyntaxException;

/** URLs of http and https. */
final class WebUrl {

    private static final int HTTP_PORT = 80;

    private static final int HTTPS_PORT = 443;

    private WebUrl() {}

    /**
     * The syntax of a URL that may stand in clear: without user, password and token.
     *
     * @param example what a reader of an error message may write instead
     */
    static Syntax<URI> withoutSecrets(String example) {
        return new Syntax<>(
                WebUrl::parseWithoutSecrets,
                "an http or https URL without user, password and token, such as " + example);
    }

    /**
     * Reads a URL that may hold secrets.
     *
     * @throws IllegalArgumentException with the reason, which does not repeat the text
     */
    static URI parse(String text) {
        URI url;
        try {
            url = new URI(text);
        } catch (URISyntaxException notOne) {
            // Its message repeats the text, which may hold a password.
            throw new IllegalArgumentException("is not a URL");
        }
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null || url.getPort() > 65535 || url.getRawFragment() != null) {
            throw new IllegalArgumentException("is not an http or https URL");
        }
        return url;
    }

    /** The port that the URL means. */
    static int port(URI url) {
        if (url.getPort() > 0) {
            return url.getPort();
        }
        return url.getScheme().equals("https") ? HTTPS_PORT : HTTP_PORT;
    }

    private static URI parseWithoutSecrets(String text) {
        URI url = parse(text);
        if (url.getRawUserInfo() != null) {
            throw new SecretInClearException("holds a user or password");
        }
        if (url.getRawQuery() != null && Shown.mayBeSecret(url.getRawQuery())) {
            throw new SecretInClearException("holds a password or token");
        }
        return url;
    }
}
