package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.RequiresTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that the pod mounts, judged by the real promtool in the places where the pod sees them. */
@Tag("rules")
@RequiresTools("promtool")
class RenderedConfigurationTest {

    private static final String CONFIG = "/etc/prometheus/config/prometheus.yml";
    private static final String WEB_CONFIG = "/etc/prometheus/web/web.yml";

    private static final Map<String, Map<String, String>> CERTIFICATE = Map.of(
            "prometheus-tls",
            Certificates.secretFor("prometheus.monitoring.svc"),
            "writer",
            Certificates.secretFor("writer"),
            "authorities",
            Certificates.secretFor("authority"));

    static Stream<Named<String>> configurations() {
        return Stream.of(
                Named.of("defaults", TestStack.DEFAULTS),
                Named.of("basic authentication and native TLS", TestStack.BASIC_AUTH + TestStack.NATIVE_TLS),
                Named.of("TLS at an ingress", TestStack.INGRESS_TLS),
                Named.of("remote write by token, by password and by certificate", TestStack.REMOTE_WRITE),
                Named.of(
                        "found by Services",
                        "applications: {backend: {service: api, namespace: shop}, frontend: {service: web}}"),
                Named.of(
                        "fixed targets",
                        "applications: {storage: {targets: ['storage.example.com:9000', '192.0.2.1:9001'],"
                                + " addresses: [192.0.2.0/28], scheme: https, scrapeInterval: 1m}}"),
                Named.of("no exporters and no alerts", nothingButApplications()),
                Named.of("50 applications", applications(50)));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void promtoolAcceptsTheConfiguration(String config) {
        try (PrometheusPod pod = PrometheusPod.prepare(ProgramRun.of(config), CERTIFICATE)) {
            CommandOutcome outcome = pod.promtool("check", "config", "--lint=all", "--lint-fatal", CONFIG);

            assertThat(outcome.requireOutput()).contains("SUCCESS").doesNotContain("WARNING");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {TestStack.BASIC_AUTH, TestStack.NATIVE_TLS, TestStack.BASIC_AUTH + TestStack.NATIVE_TLS})
    void promtoolAcceptsTheWebConfiguration(String config) {
        try (PrometheusPod pod = PrometheusPod.prepare(ProgramRun.of(config), CERTIFICATE)) {
            CommandOutcome outcome = pod.promtool("check", "web-config", WEB_CONFIG);

            assertThat(outcome.errors()).contains("SUCCESS");
            assertThat(outcome.succeeded()).isTrue();
        }
    }

    @Test
    void promtoolReadsTheCertificateThatTheWebConfigurationNames() {
        try (PrometheusPod pod = PrometheusPod.prepare(ProgramRun.of(TestStack.NATIVE_TLS), CERTIFICATE)) {
            pod.files().delete("/etc/prometheus/tls/tls.key");

            assertThat(pod.promtool("check", "web-config", WEB_CONFIG).succeeded())
                    .isFalse();
        }
    }

    /** Promtool does not look for files with passwords and certificates of authorities. */
    @ParameterizedTest
    @MethodSource("configurations")
    void everyFileThatIsReferredToIsMounted(String config) throws IOException {
        ProgramRun run = ProgramRun.of(config);
        try (PrometheusPod pod = PrometheusPod.prepare(run, CERTIFICATE)) {
            StringBuilder texts = new StringBuilder()
                    .append(run.named("prometheus-deployment").at("spec.template.spec.containers[0].args"))
                    .append(run.named("prometheus-deployment")
                            .at("spec.template.spec.containers[0].readinessProbe.exec"));
            for (Path file :
                    List.of(pod.path(CONFIG), pod.path(WEB_CONFIG), pod.path("/etc/prometheus/web/probe.yml"))) {
                // The pod's own paths again, as they stand in the Deployment.
                texts.append(
                        Files.exists(file)
                                ? Files.readString(file).replace(pod.path("/").toString(), "")
                                : "");
            }
            Set<String> paths = Pattern.compile("/etc/prometheus/[A-Za-z0-9/._-]+")
                    .matcher(texts)
                    .results()
                    .map(MatchResult::group)
                    .collect(Collectors.toSet());

            assertThat(paths).contains(CONFIG).allSatisfy(path -> assertThat(pod.path(path))
                    .isRegularFile());
        }
    }

    @Test
    void manyApplicationsAreManyJobs() throws IOException {
        try (PrometheusPod pod = PrometheusPod.prepare(ProgramRun.of(applications(50)), Map.of())) {
            assertThat(Document.parse(Files.readString(pod.path(CONFIG))).list("scrape_configs"))
                    .extracting(job -> job.text("job_name"))
                    .hasSize(57)
                    .contains("service-1", "service-50");
        }
    }

    private static String nothingButApplications() {
        return Stream.of("node", "postgres", "redis")
                        .map(name -> name + ": {enabled: false}")
                        .collect(Collectors.joining(", ", "exporters: {", "}\n"))
                + "alertmanager: {enabled: false}\n";
    }

    private static String applications(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "service-" + number + ": {selector: {app: service-" + number
                        + ", tier: video}, port: " + (9000 + number) + "}")
                .collect(Collectors.joining(", ", "applications: {", "}\n"));
    }
}
