package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.util.LinkedHashMap;
import java.util.Map;
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
        Map<String, String> modes = new LinkedHashMap<>();
        for (String mode : new String[] {"none", "ingress", "native"}) {
            modes.put(mode, mode);
        }
        String mode = reader.key("mode", "Where TLS ends: nowhere, at an ingress, or in Prometheus itself")
                .choice("none", modes);
        String secretName =
                Checks.objectName(reader.key("secretName", "Secret with the certificate"), "prometheus-tls");
        ObjectReader ingress = reader.object("ingress");
        Ingress atIngress = new Ingress(
                dnsName(ingress.key("host", "DNS name under which people reach Prometheus"), "prometheus.example.com"),
                ingress.key("className", "Ingress class; the cluster's default when not given")
                        .checkedOrNull(Names::isDnsName, "is not a valid name", Names.OBJECT_ALLOWED),
                ingress.key("clusterIssuer", "ClusterIssuer of cert-manager that keeps the certificate")
                        .checkedOrNull(Names::isDnsName, "is not a valid name", Names.OBJECT_ALLOWED),
                secretName);
        String serverName = dnsName(
                reader.key("serverName", "DNS name in the certificate, with mode native"),
                "prometheus." + monitoringNamespace + ".svc");
        ingress.refuseUnknownKeys();
        reader.refuseUnknownKeys();
        checkMode(reader, ingress, mode);
        return switch (mode) {
            case "ingress" -> atIngress;
            case "native" -> new Native(secretName, serverName);
            default -> new None();
        };
    }

    private static void checkMode(ObjectReader reader, ObjectReader ingress, String mode) {
        if (mode.equals("ingress") && !ingress.has("host")) {
            reader.problems()
                    .add(
                            ingress.pathOf("host"),
                            "is missing",
                            "a DNS name",
                            "pulumi config set --path " + ingress.pathOf("host") + " NAME");
        }
        refuseWithout(reader, "ingress", mode);
        if (!mode.equals("native") && reader.has("serverName")) {
            notApplicable(reader, "serverName", "native");
        }
        if (mode.equals("none") && reader.has("secretName")) {
            notApplicable(reader, "secretName", "ingress or native");
        }
    }

    private static void refuseWithout(ObjectReader reader, String section, String mode) {
        if (!mode.equals(section) && reader.has(section)) {
            notApplicable(reader, section, section);
        }
    }

    private static void notApplicable(ObjectReader reader, String key, String mode) {
        reader.problems()
                .add(
                        reader.pathOf(key),
                        "has no effect with the chosen " + reader.pathOf("mode"),
                        "only with " + reader.pathOf("mode") + " " + mode,
                        "remove it or change the mode");
    }

    private static String dnsName(KeyReader key, String defaultValue) {
        return key.checked(defaultValue, Names::isDnsName, "is not a DNS name", "a DNS name such as " + defaultValue);
    }
}
