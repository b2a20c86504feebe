package com.renderowl.monitoring.config;

import com.renderowl.monitoring.units.Names;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the way to Prometheus is encrypted. */
public sealed interface TlsConfig {

    /** An annotation that is neither the stack's own nor one by which the engine works. */
    Syntax<String> ANNOTATION = Syntax.matching(
            name -> Names.isLabelKey(name)
                    && !name.equals("cert-manager.io/cluster-issuer")
                    && !name.startsWith("pulumi.com/")
                    && !name.startsWith("renderowl"),
            "is not an annotation that can be given",
            "the key of an annotation; not cert-manager.io/cluster-issuer, which is tls.ingress.clusterIssuer, and none of the"
                    + " stack's own, pulumi.com/ and renderowl");

    /** Not at all; a service mesh may do it. */
    record None() implements TlsConfig {}

    /**
     * At an ingress, with a certificate that cert-manager keeps.
     *
     * @param host the DNS name under which people reach Prometheus
     * @param className the ingress class, or null for the cluster's default
     * @param clusterIssuer the cert-manager ClusterIssuer, or null where the certificate's Secret is made otherwise
     * @param secretName the Secret that holds the certificate
     * @param annotations further annotations of the Ingress, for its controller
     * @param unauthenticated whether an ingress that asks for no login is accepted
     */
    record Ingress(
            String host,
            @Nullable String className,
            @Nullable String clusterIssuer,
            String secretName,
            Map<String, String> annotations,
            boolean unauthenticated)
            implements TlsConfig {

        /**
         * Whether an annotation makes the controller ask for a login: {@code auth-url}, {@code auth-type} and the like of
         * ingress-nginx, HAProxy and AWS, or a chain of middlewares of Traefik.
         *
         * @see <a href="https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#authentication">
         *     ingress-nginx: authentication</a>
         */
        boolean authenticates() {
            return annotations.keySet().stream()
                    .map(key -> key.substring(key.indexOf('/') + 1))
                    .anyMatch(name -> name.startsWith("auth-") || name.equals("router.middlewares"));
        }
    }

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
                secretName,
                section.key(
                                "annotations",
                                "Further annotations of the Ingress, such as those by which its controller asks for a login")
                        .map(ANNOTATION, Syntax.TEXT, Map.of()),
                section.key("unauthenticated", "Accepts that anyone who reaches the ingress can read all of Prometheus")
                        .value(Syntax.FLAG, false));
    }

    /** Reports an ingress at which nothing asks for a login, and consent to one where something does. */
    static void checkAuthentication(Ingress ingress, boolean basicAuth, ObjectReader reader) {
        ObjectReader section = reader.object("ingress");
        String consent = section.pathOf("unauthenticated");
        if (basicAuth || ingress.authenticates()) {
            if (ingress.unauthenticated()) {
                section.refuse(
                        "unauthenticated",
                        "is true, but " + (basicAuth ? "basicAuth" : section.pathOf("annotations"))
                                + " asks for a login",
                        "false where something asks for a login",
                        "remove it: " + reader.reading().toRemove(consent));
            }
        } else if (!ingress.unauthenticated()) {
            reader.refuse(
                    "mode",
                    "'ingress' lets anyone who reaches the ingress read all of Prometheus: nothing asks for a login",
                    "with basicAuth.enabled, or with the ingress controller's own authentication by "
                            + section.pathOf("annotations") + ", such as nginx.ingress.kubernetes.io/auth-url",
                    "choose one of them; or accept it, as where the controller authenticates everything: "
                            + reader.reading().remedies().toSet(consent, "true"));
        }
    }

    private static void onlyWith(ObjectReader reader, String key, String mode) {
        String modePath = reader.pathOf("mode");
        reader.refuseIfGiven(key, "has no effect with the chosen " + modePath, "only with " + modePath + " " + mode);
    }
}
