package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PrometheusObjectsTest {

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);

    @Test
    void oldPrometheusGoesBeforeTheNewOneTakesTheVolume() {
        assertThat(DEFAULTS.named("prometheus-deployment").at("spec.strategy")).isEqualTo(yaml("{type: Recreate}"));
        assertThat(DEFAULTS.named("prometheus-deployment").at("spec.replicas")).isEqualTo(1);
        assertThat(DEFAULTS.named("prometheus-deployment").at("spec.template.spec.terminationGracePeriodSeconds"))
                .isEqualTo(300);
        assertThat(DEFAULTS.named("redis-exporter-deployment").at("spec.strategy"))
                .isEqualTo(yaml("{type: RollingUpdate}"));
    }

    @Test
    void configurationIsMountedAsADirectorySoThatItIsRefreshed() {
        assertThat(DEFAULTS.named("prometheus-deployment").at("spec.template.spec.volumes"))
                .isEqualTo(
                        yaml(
                                """
                                - {name: config, configMap: {name: prometheus-config}}
                                - {name: rules, configMap: {name: prometheus-rules}}
                                - {name: data, persistentVolumeClaim: {claimName: prometheus-data}}
                                """));
        assertThat(DEFAULTS.named("prometheus-deployment").at("spec.template.spec.containers[0].volumeMounts"))
                .isEqualTo(
                        yaml(
                                """
                                - {name: config, mountPath: /etc/prometheus/config, readOnly: true}
                                - {name: rules, mountPath: /etc/prometheus/rules, readOnly: true}
                                - {name: data, mountPath: /prometheus}
                                """));
    }

    @Test
    void configurationIsThatOfTheModelAndChangesNoPod() {
        ProgramRun changed = ProgramRun.of("prometheus: {retention: 3d}");

        assertThat(DEFAULTS.named("prometheus-config").at("data"))
                .isEqualTo(Map.of(
                        "prometheus.yml",
                        PrometheusConfiguration.of(TestStack.model(TestStack.DEFAULTS))
                                .toYaml()));
        assertThat(changed.named("prometheus-config").at("data").toString()).contains("time: 3d");
        assertThat(changed.named("prometheus-deployment").inputs())
                .as("Prometheus reloads its configuration; nothing else may change with it")
                .isEqualTo(DEFAULTS.named("prometheus-deployment").inputs());
        assertThat(DEFAULTS.named("prometheus-config").at("immutable")).isNull();
    }

    @Test
    void rulesAreThoseOfTheModelAndChangeNoPod() {
        ProgramRun changed = ProgramRun.of("alerts: {cpuRatio: 0.9}");

        assertThat(DEFAULTS.named("prometheus-rules").at("data"))
                .isEqualTo(TestStack.model(TestStack.DEFAULTS).ruleFiles());
        assertThat(changed.named("prometheus-rules").at("data").toString()).contains("> 0.9 # setting: cpuRatio");
        assertThat(changed.named("prometheus-deployment").inputs())
                .as("Prometheus reloads its rules; nothing else may change with them")
                .isEqualTo(DEFAULTS.named("prometheus-deployment").inputs());
        assertThat(changed.named("prometheus-config").inputs())
                .isEqualTo(DEFAULTS.named("prometheus-config").inputs());
        assertThat(DEFAULTS.named("prometheus-rules").at("immutable")).isNull();
    }

    @Test
    void namesOfWhatIsMountedAreThoseOfWhatIsMade() {
        ProgramRun run = ProgramRun.of(TestStack.BASIC_AUTH + TestStack.NATIVE_TLS);

        assertThat(run.named("prometheus-config").at("metadata.name")).isEqualTo("prometheus-config");
        assertThat(run.named("prometheus-rules").at("metadata.name")).isEqualTo("prometheus-rules");
        assertThat(run.named("prometheus-data").at("metadata.name")).isEqualTo("prometheus-data");
        assertThat(run.named("prometheus-web").at("metadata.name")).isEqualTo("prometheus-web");
        assertThat(run.named("prometheus-deployment").at("spec.template.spec.volumes"))
                .isEqualTo(
                        yaml(
                                """
                                - {name: config, configMap: {name: prometheus-config}}
                                - {name: rules, configMap: {name: prometheus-rules}}
                                - {name: data, persistentVolumeClaim: {claimName: prometheus-data}}
                                - {name: web, secret: {secretName: prometheus-web, defaultMode: 288}}
                                - {name: tls, secret: {secretName: prometheus-tls, defaultMode: 288}}
                                """));
        assertThat(run.named("prometheus-deployment").at("spec.template.spec.securityContext.fsGroup"))
                .as("the group that may read these files")
                .isEqualTo(59090);
    }

    @Test
    void volumeHasTheConfiguredSizeAndIsNotWaitedFor() {
        assertThat(DEFAULTS.named("prometheus-data").at("spec"))
                .isEqualTo(yaml("{accessModes: [ReadWriteOnce], resources: {requests: {storage: 16Gi}}}"));
        assertThat(DEFAULTS.named("prometheus-data").at("metadata.annotations"))
                .isEqualTo(yaml("{monitoring.renderowl.com/owner: renderowl-monitoring/staging/kept-identity,"
                        + " pulumi.com/patchFieldManager: renderowl-monitoring, pulumi.com/patchForce:"
                        + " 'true', pulumi.com/skipAwait: 'true'}"));
        assertThat(ProgramRun.of("prometheus: {volume: {size: 50Gi, storageClass: fast}}")
                        .named("prometheus-data")
                        .at("spec"))
                .isEqualTo(
                        yaml(
                                """
                                accessModes: [ReadWriteOnce]
                                resources: {requests: {storage: 50Gi}}
                                storageClassName: fast
                                """));
    }

    @Test
    void serviceIsTheOneThatPeopleKnow() {
        assertThat(DEFAULTS.named("prometheus-service").at("metadata.name")).isEqualTo("prometheus");
        assertThat(DEFAULTS.named("prometheus-service").at("metadata.namespace"))
                .isEqualTo("monitoring");
        assertThat(DEFAULTS.named("prometheus-service").at("metadata.labels.app"))
                .isEqualTo("prometheus");
        assertThat(DEFAULTS.named("prometheus-service")
                        .at("metadata.annotations")
                        .toString())
                .contains("pulumi.com/skipAwait=true");
        assertThat(DEFAULTS.named("prometheus-service").at("spec.type")).isEqualTo("ClusterIP");
        assertThat(DEFAULTS.named("prometheus-service").at("spec.ports"))
                .isEqualTo(yaml("[{name: web, port: 9090, targetPort: web, protocol: TCP}]"));
        assertThat(DEFAULTS.named("prometheus-service").at("spec.selector"))
                .isEqualTo(DEFAULTS.named("prometheus-deployment").at("spec.selector.matchLabels"));
        assertThat(DEFAULTS.named("node-exporter-service").at("spec.clusterIP"))
                .as("each node's exporter tells something else")
                .isEqualTo("None");
    }

    @Test
    void ingressEndsTlsWithACertificateOfCertManager() {
        ProgramRun run = ProgramRun.of(TestStack.INGRESS_TLS);

        assertThat(run.named("prometheus-ingress").at("metadata.annotations"))
                .isEqualTo(yaml("{cert-manager.io/cluster-issuer: letsencrypt, monitoring.renderowl.com/owner:"
                        + " renderowl-monitoring/staging/kept-identity, nginx.ingress.kubernetes.io/auth-url:"
                        + " 'https://login.example.com/auth', pulumi.com/patchFieldManager:"
                        + " renderowl-monitoring, pulumi.com/patchForce: 'true', pulumi.com/skipAwait:"
                        + " 'true'}"));
        assertThat(run.named("prometheus-ingress").at("spec"))
                .isEqualTo(
                        yaml(
                                """
                                ingressClassName: nginx
                                tls: [{hosts: [prometheus.staging.example.com], secretName: prometheus-certificate}]
                                rules:
                                  - host: prometheus.staging.example.com
                                    http:
                                      paths:
                                        - path: /
                                          pathType: Prefix
                                          backend: {service: {name: prometheus, port: {number: 9090}}}
                                """));
        assertThat(DEFAULTS.ofKind("Ingress")).isEmpty();
    }

    @Test
    void podsStartAfterWhatTheyNeed() {
        assertThat(DEFAULTS.named("prometheus-deployment").request().getDependenciesList())
                .anyMatch(urn -> urn.endsWith("::namespaces-monitoring"))
                .anyMatch(urn -> urn.endsWith("::prometheus-config"))
                .anyMatch(urn -> urn.endsWith("::prometheus-data"))
                .anyMatch(urn -> urn.endsWith("::prometheus-account"))
                .anyMatch(urn -> urn.endsWith("::prometheus-network-policy"));
        assertThat(ProgramRun.of(TestStack.BASIC_AUTH)
                        .named("prometheus-deployment")
                        .request()
                        .getDependenciesList())
                .anyMatch(urn -> urn.endsWith("::prometheus-web"));
    }
}
