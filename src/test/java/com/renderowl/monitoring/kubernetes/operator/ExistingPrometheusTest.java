package com.renderowl.monitoring.kubernetes.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.PortMatrix;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stack that a Prometheus of the cluster scrapes. */
@Tag("unit")
class ExistingPrometheusTest {

    private static final String EXISTING =
            """
            platform: operator
            operator:
              deployPrometheus: false
              existingPrometheus:
                namespace: platform
                selector: {app.kubernetes.io/name: shared}
                service: shared
                port: 9091
                serviceAccount: scraper
            prometheus: {scrapeInterval: 20s, scrapeTimeout: 5s}
            applications:
              queue: {service: render-queue, port: 7000, scrapeInterval: 1m}
            grafana: {deploy: true}
            secrets: {grafanaAdminPassword: planted-grafana}
            """;

    private final ProgramRun run = ProgramRun.of(EXISTING);

    @Test
    void nothingOfAPrometheusIsDeclared() {
        assertThat(run.ofKind("Prometheus")).isEmpty();
        assertThat(run.registrations().stream()
                        .filter(resource -> resource.type()
                                .matches(".*:(ServiceAccount|Service|NetworkPolicy|StatefulSet|Deployment)"))
                        .map(resource -> resource.at("metadata.name")))
                .contains("node-exporter", "alertmanager", "grafana")
                .doesNotContain("prometheus");
        assertThat(run.ofKind("PodDisruptionBudget")).isEmpty();
        assertThat(run.otherCalls()).noneMatch(call -> call.contains("prometheuses.monitoring.coreos.com"));
    }

    @Test
    void monitorsAndRulesAreThoseOfAStackWithItsOwn() {
        ProgramRun own =
                ProgramRun.of("platform: operator\napplications:\n  queue: {service: render-queue, port: 7000}\n"
                        + "grafana: {deploy: true}\nsecrets: {grafanaAdminPassword: planted-grafana}\n");

        // The SDK sends requests side by side, so that their order says nothing.
        assertThat(selected(run)).isNotEmpty().containsExactlyInAnyOrderElementsOf(selected(own));
    }

    @Test
    void monitorsSayThemselvesHowOftenTheyAreScraped() {
        assertThat(run.named("prometheus-pod-monitor-node-exporter").at("spec.podMetricsEndpoints[0].interval"))
                .isEqualTo("20s");
        assertThat(run.named("prometheus-service-monitor-queue").at("spec.endpoints[0].interval"))
                .isEqualTo("1m");
        for (String timeout : List.of(
                "prometheus-pod-monitor-node-exporter spec.podMetricsEndpoints[0].scrapeTimeout",
                "prometheus-service-monitor-queue spec.endpoints[0].scrapeTimeout",
                "prometheus-scrape-config-prometheus spec.scrapeTimeout")) {
            String[] parts = timeout.split(" ");
            assertThat(run.named(parts[0]).at(parts[1])).as(timeout).isEqualTo("5s");
        }
        assertThat(run.named("prometheus-scrape-config-prometheus").at("spec.staticConfigs[0].targets"))
                .isEqualTo(List.of("localhost:9091"));
    }

    @Test
    void exportersAdmitItAndNobodyElse() {
        Registration policy = run.named("redis-exporter-network-policy");

        assertThat(policy.at("spec.ingress"))
                .isEqualTo(List.of(Map.of(
                        "from",
                        List.of(Map.of(
                                "namespaceSelector",
                                Map.of("matchLabels", Map.of("kubernetes.io/metadata.name", "platform")),
                                "podSelector",
                                Map.of("matchLabels", Map.of("app.kubernetes.io/name", "shared")))),
                        "ports",
                        List.of(Map.of("port", 9121, "protocol", "TCP")))));
        assertThat(PortMatrix.of(TestStack.model(EXISTING).graph()))
                .contains("prometheus -> alertmanager 9093/TCP: send alerts", "grafana -> prometheus 9091/TCP: query")
                .noneMatch(line -> line.contains("discover targets"));
    }

    @Test
    void itsAccountMayFindTargetsWhereItIsNamed() {
        assertThat(run.named("prometheus-role-binding-renderowl-staging").at("subjects"))
                .isEqualTo(List.of(Map.of("kind", "ServiceAccount", "name", "scraper", "namespace", "platform")));
        assertThat(ProgramRun.of(EXISTING.replace("    serviceAccount: scraper\n", ""))
                        .ofKind("RoleBinding"))
                .isEmpty();
    }

    @Test
    void grafanaAndTheOutputsLeadToIt() {
        assertThat(run.outputs())
                .containsEntry("prometheusUrl", "http://shared.platform.svc:9091")
                .containsEntry("portForward", "kubectl port-forward svc/shared 9091:9091 -n platform")
                .containsEntry("namespace", "monitoring");
        assertThat(run.outputs().get("workloads").toString()).doesNotContain("monitoring/prometheus");
        assertThat(run.registrations().stream()
                        .filter(resource -> resource.inputs().toString().contains("renderowl-prometheus.yaml"))
                        .map(resource -> resource.inputs().toString()))
                .isNotEmpty()
                .allMatch(text -> text.contains("http://shared.platform.svc:9091"));
    }

    /** The monitors and rules, by what no interval changes. */
    private static List<String> selected(ProgramRun run) {
        return run.registrations().stream()
                .filter(resource ->
                        resource.type().matches(".*:(PodMonitor|ServiceMonitor|ScrapeConfig|PrometheusRule)"))
                .map(resource -> resource + " in " + resource.parent() + " " + resource.at("metadata"))
                .toList();
    }
}
