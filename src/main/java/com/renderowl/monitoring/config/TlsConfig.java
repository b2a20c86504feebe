package com.renderowl.monitoring.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How the way to Prometheus is encrypted. */
public sealed interface TlsConfig {

    /** Not at all; a service mesh may do it. */
    record None() implements TlsConfig {}

    /**
     * At an ingress, with a certificate that cert-manager keeps.
     *
     * @param host the DNS name under which people reach Prometheus
     * @param className the ingress class, or null for the cluster's default
     * @param clusterIssuer the cert-manager ClusterIssuer, or null where the certificate's Secret is made otherwise
     * @param secretName the Secret that holds the certificate
     */
    record Ingress(String host, @Nullable String className, @Nullable String clusterIssuer, String secretName)
            implements TlsConfig {}

    /**
     * By Prometheus itself.
     *
     * @param secretName the Secret of type {@code kubernetes.io/tls} with {@code tls.crt}, {@code tls.key} and
     *     {@code ca.crt}
     * @param serverName the DNS name in the certificate, which the probes and the self-scrape check
     */
    record Native(String secretName, String serverName) implements TlsConfig {}

    /** Reads the section. */
    static TlsConfig read(ObjectReader reader, String monitoringNamespace) {
        TlsMode mode =
                TlsMode.valueOf(reader.key("mode", "Where TLS ends: nowhere, at an ingress, or in Prometheus itself")
                        .value(Syntax.oneOf("none", "ingress", "native"), "none")
                        .toUpperCase(Locale.ROOT));
        String secretName =
                reader.key("secretName", "Secret with the certificate").value(Syntax.DOTTED_NAME, "prometheus-tls");
        String serverName = reader.key("serverName", "DNS name in the certificate, with mode native")
                .value(Syntax.DNS_NAME, "prometheus." + monitoringNamespace + ".svc");
        ObjectReader section = reader.object("ingress");
        Ingress ingress = ingress(section, secretName);
        section.refuseUnknownKeys();
        reader.refuseUnknownKeys();
        return switch (mode) {
            case INGRESS -> {
                if (!section.has("host")) {
                    section.key("host", "").reportMissing(Syntax.DNS_NAME.allowed());
                }
                onlyWith(reader, "serverName", "native");
                yield ingress;
            }
            case NATIVE -> {
                onlyWith(reader, "ingress", "ingress");
                yield new Native(secretName, serverName);
            }
            case NONE -> {
                onlyWith(reader, "secretName", "ingress or native");
                onlyWith(reader, "serverName", "native");
                onlyWith(reader, "ingress", "ingress");
                yield new None();
            }
        };
    }

    private static Ingress ingress(ObjectReader section, String secretName) {
        String host = section.key("host", "DNS name under which people reach Prometheus; required with mode ingress")
                .valueOrNull(Syntax.DNS_NAME);
        return new Ingress(
                host == null ? "" : host,
                section.key("className", "Ingress class; the cluster's default when not given")
                        .valueOrNull(Syntax.DOTTED_NAME),
                section.key("clusterIssuer", "ClusterIssuer of cert-manager that keeps the certificate")
                        .valueOrNull(Syntax.DOTTED_NAME),
                secretName);
    }

    private static void onlyWith(ObjectReader reader, String key, String mode) {
        String modePath = reader.pathOf("mode");
        reader.refuseIfGiven(key, "has no effect with the chosen " + modePath, "only with " + modePath + " " + mode);
    }
}
