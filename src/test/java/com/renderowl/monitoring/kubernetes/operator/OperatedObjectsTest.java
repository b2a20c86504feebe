package com.renderowl.monitoring.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.TestStack;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The custom resources, field by field; whether a real operator likes them is shown by the tier operator. */
@Tag("unit")
class OperatedObjectsTest {

    private static final String OPERATED =
            """
            platform: operator
            protect: true
            operator: {monitorLabels: {team: video}, shards: 3}
            applications:
              queue: {service: render-queue, port: 7000, scrapeInterval: 1m}
              legacy: {targets: ["legacy.example.com:9100"], addresses: [192.0.2.0/24]}
            prometheus:
              replicas: 2
              remoteWrite:
                - name: archive
                  url: https://archive.example.com/api/v1/write
                  basicAuth: {username: writer, passwordSecret: archivePassword}
                  keepMetrics: renderowl_.*
                  addresses: [192.0.2.10/32]
            secrets: {archivePassword: planted-archive}
            """;

    private final ProgramRun run = ProgramRun.of(OPERATED);

    @Test
    void everyJobIsAMonitorWithTheConfiguredLabel() {
        List<Registration> monitors = run.registrations().stream()
                .filter(object -> object.type().matches(".*:(PodMonitor|ServiceMonitor|ScrapeConfig)"))
                .toList();

        assertThat(monitors)
                .extracting(monitor -> monitor.at("kind") + " " + monitor.at("metadata.name"))
                .contains(
                        "PodMonitor renderowl-backend",
                        "PodMonitor renderowl-frontend",
                        "PodMonitor node-exporter",
                        "PodMonitor postgres-exporter",
                        "PodMonitor redis-exporter",
                        "ServiceMonitor queue",
                        "ScrapeConfig legacy",
                        "ScrapeConfig prometheus");
        assertThat(monitors).allSatisfy(monitor -> assertThat(labels(monitor)).containsEntry("team", "video"));
    }

    @Test
    void prometheusSelectsByThatLabelOnly() {
        Registration prometheus = run.named("prometheus-prometheus");

        for (String selector :
                List.of("podMonitorSelector", "serviceMonitorSelector", "scrapeConfigSelector", "ruleSelector")) {
            assertThat(prometheus.at("spec." + selector + ".matchLabels")).isEqualTo(Map.of("team", "video"));
        }
        assertThat(prometheus.at("spec.shards")).isEqualTo(3);
        assertThat(prometheus.at("spec.replicas")).isEqualTo(2);
        assertThat(prometheus.at("spec.version")).isEqualTo("v3.16.0");
    }

    @Test
    void definitionsAreLookedForBeforeAnythingThatNeedsThem() {
        assertThat(run.otherCalls())
                .contains("read kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"
                        + " prometheuses.monitoring.coreos.com");
        assertThat(run.named("prometheus-prometheus").request().getDependenciesList())
                .anyMatch(urn -> urn.endsWith("::prometheus-definition-prometheusrules"));
    }

    @Test
    void rulesAreTheFilesWithTheLabelToo() {
        assertThat(run.ofKind("PrometheusRule")).hasSizeGreaterThan(4).allSatisfy(rule -> {
            assertThat(labels(rule)).containsEntry("team", "video");
            assertThat(rule.at("spec.groups"))
                    .asInstanceOf(InstanceOfAssertFactories.LIST)
                    .isNotEmpty();
        });
    }

    @Test
    void credentialsStayInTheSecret() {
        Registration prometheus = run.named("prometheus-prometheus");

        assertThat(prometheus.at("spec.remoteWrite[0].basicAuth.password"))
                .isEqualTo(Map.of("name", "prometheus-remote-write", "key", "archivePassword"));
        assertThat(prometheus.inputs().toString()).doesNotContain("planted-archive");
        assertThat(run.named("prometheus-remote-write").at("stringData")).isInstanceOf(ProgramRun.Secret.class);
    }

    @Test
    void theSidecarReadsItsBucketFromAFileAndKeepsToItselfUnlessSomebodyAsks() {
        ProgramRun quiet = ProgramRun.of(
                """
                platform: operator
                prometheus:
                  objectStorage: {configSecret: bucket, key: bucket.yml, addresses: [192.0.2.90/32], port: 9000}
                secrets: {bucket: planted-bucket}
                """);
        Registration prometheus = quiet.named("prometheus-prometheus");

        assertThat(prometheus.at("spec.thanos.image")).isEqualTo("thanosio/thanos:v0.42.5");
        assertThat(prometheus.at("spec.thanos.version")).isEqualTo("v0.42.5");
        assertThat(prometheus.at("spec.thanos.objectStorageConfigFile"))
                .isEqualTo("/etc/thanos/object-storage/objstore.yml");
        assertThat(prometheus.at("spec.thanos.grpcListenLocal")).isEqualTo(true);
        assertThat(prometheus.at("spec.thanos.resources.limits.memory")).isEqualTo("512Mi");
        assertThat(prometheus.at("spec.volumes[0].secret.secretName")).isEqualTo("prometheus-object-storage");
        assertThat(prometheus.at("spec.volumes[0].secret.items[0]"))
                .isEqualTo(Map.of("key", "bucket.yml", "path", "objstore.yml"));
        assertThat(prometheus.inputs().toString()).doesNotContain("planted");
        assertThat(((ProgramRun.Secret) quiet.named("prometheus-object-storage").at("stringData")).value())
                .isEqualTo(Map.of("bucket.yml", "planted-bucket"));
        assertThat(quiet.named("prometheus-network-policy").inputs().toString())
                .contains("192.0.2.90/32")
                .doesNotContain("10901");

        ProgramRun asked = ProgramRun.of(
                """
                platform: operator
                prometheus:
                  objectStorage:
                    secretName: bucket-of-others
                    addresses: [192.0.2.90/32]
                    query: {namespace: thanos, selector: {app: query}}
                """);

        assertThat(asked.named("prometheus-prometheus").at("spec.thanos.grpcListenLocal"))
                .isNull();
        assertThat(asked.named("prometheus-prometheus").at("spec.volumes[0].secret.secretName"))
                .isEqualTo("bucket-of-others");
        assertThat(asked.named("prometheus-network-policy").inputs().toString()).contains("10901", "app=query");
        assertThat(asked.registrations()).noneMatch(object -> object.name().equals("prometheus-object-storage"));
        assertThat(run.named("prometheus-prometheus").at("spec.thanos")).isNull();
    }

    /** Under the names that the StatefulSets look for, so that a larger size reaches them with plain {@code pulumi} too. */
    @Test
    void everyReplicaOfEveryShardHasAClaimThatTheStackMakes() {
        List<Registration> claims = run.ofKind("PersistentVolumeClaim");

        assertThat(claims)
                .extracting(claim -> claim.name() + " " + claim.at("metadata.name"))
                .containsExactlyInAnyOrder(
                        "prometheus-data-0 prometheus-staging-db-prometheus-staging-0",
                        "prometheus-data-1 prometheus-staging-db-prometheus-staging-1",
                        "prometheus-data-shard-1-0 prometheus-staging-db-prometheus-staging-shard-1-0",
                        "prometheus-data-shard-1-1 prometheus-staging-db-prometheus-staging-shard-1-1",
                        "prometheus-data-shard-2-0 prometheus-staging-db-prometheus-staging-shard-2-0",
                        "prometheus-data-shard-2-1 prometheus-staging-db-prometheus-staging-shard-2-1",
                        "alertmanager-data-0 alertmanager-staging-db-alertmanager-staging-0");
        assertThat(claims).allSatisfy(claim -> {
            assertThat(claim.request().getRetainOnDelete()).isTrue();
            assertThat(claim.request().getProtect())
                    .as("or there could not be fewer replicas")
                    .isFalse();
            assertThat(claim.at("metadata.annotations").toString()).contains("pulumi.com/skipAwait=true");
        });
        for (String part : List.of("prometheus", "alertmanager")) {
            Registration resource = run.named(part + "-" + part);
            assertThat(resource.request().getDependenciesList())
                    .as("a claim that is there first has the size of the stack's")
                    .anyMatch(urn -> urn.endsWith("::" + part + "-data-0"));
            assertThat(resource.request().getIgnoreChangesList())
                    .as("another template would have the operator make the StatefulSet anew")
                    .containsExactly("spec.storage");
        }
    }

    @Test
    void namespacesAreProtected() {
        assertThat(run.named("namespaces-monitoring").request().getProtect()).isTrue();
        assertThat(ProgramRun.of("platform: operator")
                        .named("namespaces-monitoring")
                        .request()
                        .getProtect())
                .isFalse();
    }

    @Test
    void oneReplicaHasNoDisruptionBudgetThatWouldBlockDrains() {
        assertThat(run.ofKind("PodDisruptionBudget")).hasSize(1);
        assertThat(ProgramRun.of("platform: operator").ofKind("PodDisruptionBudget"))
                .isEmpty();
    }

    @Test
    void theRestOfTheStackIsTheSame() {
        List<String> plain = names(ProgramRun.of("{}"));
        List<String> operated = names(ProgramRun.of("platform: operator"));

        assertThat(operated)
                .containsAll(plain.stream()
                        .filter(name -> !name.contains(" prometheus") && !name.contains(" alertmanager"))
                        .toList());
    }

    @Test
    void tlsIsPrometheusOwnOrThatOfAnIngress() {
        assertThat(ProgramRun.of("platform: operator\n" + TestStack.NATIVE_TLS)
                        .named("prometheus-prometheus")
                        .at("spec.web.tlsConfig.keySecret"))
                .isEqualTo(Map.of("name", "prometheus-tls", "key", "tls.key"));
        ProgramRun ingress = ProgramRun.of("platform: operator\n" + TestStack.INGRESS_TLS);
        assertThat(ingress.named("prometheus-prometheus").at("spec.externalUrl"))
                .isEqualTo("https://prometheus.staging.example.com/");
        assertThat(ingress.named("prometheus-prometheus").at("spec.additionalArgs"))
                .hasToString("[{name=web.cors.origin, value=https://prometheus\\.staging\\.example\\.com}]");
        assertThat(ingress.ofKind("Ingress")).singleElement().satisfies(object -> assertThat(
                        object.at("metadata.annotations").toString())
                .contains("cert-manager.io/cluster-issuer", "nginx.ingress.kubernetes.io/auth-url"));
    }

    @Test
    void anImageKnownByItsDigestAloneHasNoVersionThatCouldBeWrong() {
        String digest = "@sha256:" + "0123456789abcdef".repeat(4);
        ProgramRun digests = ProgramRun.of(
                """
                platform: operator
                prometheus: {image: "prom/prometheus%1$s"}
                alertmanager: {image: "prom/alertmanager:v0.34.2%1$s"}
                """
                        .formatted(digest));

        assertThat(digests.failure()).isEmpty();
        assertThat(digests.named("prometheus-prometheus").at("spec.image")).isEqualTo("prom/prometheus" + digest);
        assertThat(digests.named("prometheus-prometheus").at("spec.version")).isNull();
        assertThat(digests.named("alertmanager-alertmanager").at("spec.image"))
                .isEqualTo("prom/alertmanager:v0.34.2" + digest);
        assertThat(digests.named("alertmanager-alertmanager").at("spec.version"))
                .isEqualTo("v0.34.2");
    }

    @ParameterizedTest
    @CsvSource({"0.85.0, true", "0.9.0, true", "0.91.0, false", "0.100.1, false", "1.0.0, false", "0.91.0-rc.1, true"})
    void olderReleasesAreFound(String version, boolean isOlder) {
        assertThat(Definitions.isOlder(version, "0.91.0")).isEqualTo(isOlder);
    }

    private static List<String> names(ProgramRun run) {
        return run.registrations().stream()
                .map(resource -> resource.type() + " " + resource.name())
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> labels(Registration object) {
        return (Map<String, Object>) object.at("metadata.labels");
    }
}
