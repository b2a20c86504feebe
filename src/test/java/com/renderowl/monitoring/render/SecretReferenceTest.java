package com.renderowl.monitoring.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SecretReferenceTest {

    private static final String DEPLOYMENT =
            """
            kind: Deployment
            metadata: {name: exporter, namespace: monitoring}
            spec:
              template:
                spec:
                  imagePullSecrets: [{name: registry}]
                  containers:
                  - env:
                    - name: DATA_SOURCE_NAME
                      valueFrom: {secretKeyRef: {name: postgres, key: DATA_SOURCE_NAME}}
                    - name: REDIS_PASSWORD
                      valueFrom: {secretKeyRef: {name: redis, key: REDIS_PASSWORD, optional: true}}
                    envFrom:
                    - secretRef: {name: everything}
                  volumes:
                  - secret: {secretName: web, items: [{key: web.yml, path: web.yml}]}
                  - projected: {sources: [{secret: {name: postgres, items: [{key: ca.crt, path: ca}]}}]}
            """;

    private static List<SecretReference> missing(String... manifests) {
        return SecretReference.missingIn(
                List.of(manifests).stream().map(Manifest::of).toList());
    }

    @Test
    void findsSecretsWhereverAnObjectRefersToThem() {
        assertThat(missing(DEPLOYMENT))
                .containsExactly(
                        new SecretReference("monitoring", "everything", List.of(), false),
                        new SecretReference("monitoring", "postgres", List.of("DATA_SOURCE_NAME", "ca.crt"), false),
                        new SecretReference("monitoring", "registry", List.of(), false),
                        new SecretReference("monitoring", "web", List.of("web.yml"), false),
                        new SecretReference("monitoring", "redis", List.of("REDIS_PASSWORD"), true));
    }

    @Test
    void whatOneObjectNeedsIsNotOptional() {
        String other = DEPLOYMENT.replace("name: exporter", "name: other").replace(", optional: true", "");

        assertThat(missing(DEPLOYMENT, other)).noneMatch(SecretReference::isOptional);
    }

    @Test
    void secretsAmongTheObjectsAreNotMissing() {
        String here = "kind: Secret\nmetadata: {name: web, namespace: monitoring}\n";
        String elsewhere = "kind: Secret\nmetadata: {name: postgres, namespace: apps}\n";

        assertThat(missing(DEPLOYMENT, here, elsewhere))
                .extracting(SecretReference::name)
                .contains("postgres")
                .doesNotContain("web");
    }

    @Test
    void aCertificateIsMissingUnlessCertManagerMakesIt() {
        String ingress =
                """
                kind: Ingress
                metadata: {name: prometheus, namespace: monitoring%s}
                spec: {tls: [{hosts: [p.example], secretName: prometheus-tls}]}
                """;

        assertThat(missing(ingress.formatted("")))
                .containsExactly(
                        new SecretReference("monitoring", "prometheus-tls", List.of("tls.crt", "tls.key"), false));
        assertThat(missing(ingress.formatted(", annotations: {cert-manager.io/cluster-issuer: x}")))
                .isEmpty();
    }

    @Test
    void saysHowToCreateItWithoutAValueOnTheCommandLine() {
        assertThat(new SecretReference("monitoring", "web", List.of("a", "b"), false).command())
                .isEqualTo("kubectl -n monitoring create secret generic web --from-file=a=FILE --from-file=b=FILE");
        assertThat(new SecretReference("monitoring", "registry", List.of(), false).command())
                .isEqualTo("kubectl -n monitoring create secret generic registry --from-file=KEY=FILE");
    }
}
