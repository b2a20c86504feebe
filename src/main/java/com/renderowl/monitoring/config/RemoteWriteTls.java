package com.renderowl.monitoring.config;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Whom a remote write trusts, and how it shows who it is. The certificates are in Secrets and ConfigMaps of the monitoring
 * namespace that somebody else keeps, such as cert-manager. That a certificate is not checked can not be asked for.
 *
 * @param caSecretName the Secret with the certificate of the authority that signed the server's, or null
 * @param caConfigMapName the ConfigMap with it, or null; where neither is given, the authorities of the image are trusted
 * @param caKey its key there
 * @param certificateSecretName the Secret with the client's own certificate and key, under the keys of a Secret of the type
 *     {@code kubernetes.io/tls}; null where the client shows none
 * @param serverName the name that the server's certificate must have, or null for the host of the URL
 */
public record RemoteWriteTls(
        @Nullable String caSecretName,
        @Nullable String caConfigMapName,
        String caKey,
        @Nullable String certificateSecretName,
        @Nullable String serverName) {

    /** The key of the client's certificate. */
    public static final String CERTIFICATE_KEY = "tls.crt";

    /** The key of the client's private key. */
    public static final String PRIVATE_KEY = "tls.key";

    static RemoteWriteTls read(ObjectReader section, URI url) {
        RemoteWriteTls tls = new RemoteWriteTls(
                section.key("caSecretName", "Secret with the certificate of whoever signed the server's")
                        .valueOrNull(Syntax.DOTTED_NAME),
                section.key("caConfigMapName", "ConfigMap with it, instead of a Secret")
                        .valueOrNull(Syntax.DOTTED_NAME),
                section.key("caKey", "Key of that certificate there").value(Syntax.SECRET_KEY, "ca.crt"),
                section.key(
                                "certificateSecretName",
                                "Secret with the certificate and key (tls.crt, tls.key) that Prometheus shows")
                        .valueOrNull(Syntax.DOTTED_NAME),
                section.key("serverName", "Name in the server's certificate; the URL's host when not given")
                        .valueOrNull(Syntax.DNS_NAME));
        section.refuseUnknownKeys();
        if (section.has("caSecretName") && section.has("caConfigMapName")) {
            section.refuse("has caSecretName beside caConfigMapName", "one of them", "remove one of them");
        }
        if (tls.isUsed() && "http".equals(url.getScheme())) {
            section.refuse("is given, but the URL is one of http", "a URL of https", "correct the URL, or remove tls");
        }
        return tls;
    }

    /** Whether anything differs from what every client of https does. */
    public boolean isUsed() {
        return hasAuthority() || certificateSecretName != null || serverName != null;
    }

    /** Whether another authority than those of the image is trusted. */
    public boolean hasAuthority() {
        return caSecretName != null || caConfigMapName != null;
    }
}
