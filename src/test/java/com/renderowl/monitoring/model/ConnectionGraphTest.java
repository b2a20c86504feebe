package com.renderowl.monitoring.model;

import static com.renderowl.monitoring.TestStack.model;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ConnectionGraphTest {

    private final StackModel defaults = model(TestStack.DEFAULTS);

    @Test
    void everyThingThatIsMonitoredHasItsJob() {
        assertThat(jobs(defaults))
                .containsExactly(
                        "prometheus :9090/metrics",
                        "renderowl-backend :8080/metrics",
                        "renderowl-frontend :3000/api/metrics",
                        "node-exporter :9100/metrics",
                        "postgres-exporter :9187/metrics",
                        "redis-exporter :9121/metrics",
                        "alertmanager :9093/metrics");
    }

    @Test
    void applicationsAreLookedForInTheirOwnNamespaceAndExportersInOurs() {
        assertThat(discovery(defaults, "renderowl-backend"))
                .isEqualTo(new Discovery.Pods("renderowl-staging", Map.of("app", "renderowl-backend")));
        assertThat(discovery(defaults, "node-exporter")).isInstanceOfSatisfying(Discovery.Pods.class, pods -> {
            assertThat(pods.namespace()).isEqualTo("monitoring-node");
            assertThat(pods.selector()).containsEntry("app", "node-exporter");
        });
        assertThat(discovery(defaults, "redis-exporter"))
                .isInstanceOfSatisfying(Discovery.Pods.class, pods -> assertThat(pods.namespace())
                        .isEqualTo("monitoring"));
    }

    @Test
    void prometheusReachesWhatTheRequirementsListAndNothingElse() {
        assertThat(reachedBy(defaults, "prometheus"))
                .containsExactlyInAnyOrder(
                        "backend 8080/TCP",
                        "frontend 3000/TCP",
                        "node-exporter 9100/TCP",
                        "postgres-exporter 9187/TCP",
                        "redis-exporter 9121/TCP",
                        "alertmanager 9093/TCP",
                        "dns 53/UDP",
                        "dns 53/TCP",
                        "kubernetes-service 443/TCP",
                        "kubernetes-api-server 6443/TCP");
    }

    @Test
    void port443IsReachedOnlyAtTheAddressOfTheApiServer() {
        assertThat(defaults.graph().connections())
                .filteredOn(connection -> connection.port().number() == 443)
                .extracting(Connection::to)
                .containsExactly(new Party.Addresses("kubernetes-service", List.of(Cidr.parse("10.96.0.1/32"))));
    }

    @Test
    void exportersReachTheirDatabaseAndNamesOnly() {
        assertThat(reachedBy(defaults, "node-exporter")).isEmpty();
        assertThat(reachedBy(defaults, "postgres-exporter"))
                .containsExactlyInAnyOrder("postgresql 5432/TCP", "dns 53/UDP", "dns 53/TCP");
        assertThat(reachedBy(defaults, "redis-exporter"))
                .containsExactlyInAnyOrder("redis 6379/TCP", "dns 53/UDP", "dns 53/TCP");
    }

    @Test
    void onlyPrometheusReachesTheExporters() {
        for (String exporter : List.of("node-exporter", "postgres-exporter", "redis-exporter")) {
            assertThat(reachers(defaults, exporter)).as(exporter).containsExactly("prometheus");
        }
    }

    @Test
    void onlyGrafanaAlertmanagerAndTheApplicationNamespaceReachPrometheus() {
        assertThat(defaults.graph().into(defaults.prometheus().party()))
                .allSatisfy(connection -> assertThat(connection.port()).isEqualTo(PrometheusWorkload.PORT))
                .extracting(Connection::from)
                .containsExactlyInAnyOrder(
                        new Party.Pods("grafana", "monitoring", Map.of("app.kubernetes.io/name", "grafana")),
                        party(defaults, "alertmanager"),
                        new Party.Pods("applications", "renderowl-staging", Map.of()));
    }

    @Test
    void theIngressControllerReachesPrometheusOnlyWhenTlsEndsThere() {
        assertThat(reachers(model(TestStack.NATIVE_TLS), "prometheus"))
                .containsExactlyInAnyOrder("grafana", "alertmanager", "applications");
        assertThat(reachers(model(TestStack.INGRESS_TLS), "prometheus"))
                .containsExactlyInAnyOrder("grafana", "alertmanager", "applications", "ingress-controller");
    }

    @Test
    void alertmanagerIsReachedByPrometheusOnlyAndTellsNobodyByDefault() {
        assertThat(reachers(defaults, "alertmanager")).containsExactly("prometheus");
        assertThat(reachedBy(defaults, "alertmanager")).containsExactly("prometheus 9090/TCP");
        assertThat(jobs(defaults)).contains("alertmanager :9093/metrics");
    }

    @Test
    void alertmanagerReachesItsReceiversAndNames() {
        assertThat(reachedBy(model(TestStack.RECEIVERS), "alertmanager"))
                .containsExactlyInAnyOrder(
                        "prometheus 9090/TCP",
                        "receiver-pager 443/TCP",
                        "receiver-chat 8443/TCP",
                        "receiver-mail 587/TCP",
                        "receiver-switch 443/TCP",
                        "receiver-audit 8080/TCP",
                        "dns 53/UDP",
                        "dns 53/TCP");
        assertThat(PortMatrix.of(model(TestStack.RECEIVERS).graph()))
                .contains(
                        "alertmanager -> receiver-mail 587/TCP: notify",
                        "prometheus -> alertmanager 9093/TCP: send alerts",
                        "prometheus -> alertmanager 9093/TCP: scrape alertmanager");
    }

    @Test
    void alertmanagerThatIsThereAlreadyIsNotScraped() {
        StackModel model = model("alertmanager: {deploy: false}");

        assertThat(model.alertmanager()).isNull();
        assertThat(reachedBy(model, "prometheus")).contains("alertmanager 9093/TCP");
        assertThat(jobs(model)).noneMatch(job -> job.startsWith("alertmanager"));
    }

    @Test
    void withoutAlertmanagerNothingGoesToItOrComesFromIt() {
        StackModel model = model("alertmanager: {enabled: false}");

        assertThat(reachers(model, "prometheus")).containsExactlyInAnyOrder("grafana", "applications");
        assertThat(reachedBy(model, "prometheus")).noneMatch(line -> line.startsWith("alertmanager"));
    }

    @Test
    void exporterThatIsOffIsGoneFromEverything() {
        StackModel model = model("exporters: {node: {enabled: false}, redis: {enabled: false}}");

        assertThat(model.exporters()).extracting(Workload::name).containsExactly("postgres-exporter");
        assertThat(jobs(model))
                .containsExactly(
                        "prometheus :9090/metrics",
                        "renderowl-backend :8080/metrics",
                        "renderowl-frontend :3000/api/metrics",
                        "postgres-exporter :9187/metrics",
                        "alertmanager :9093/metrics");
        assertThat(reachedBy(model, "prometheus")).noneMatch(line -> line.contains("9100") || line.contains("9121"));
        assertThat(PortMatrix.of(model.graph())).noneMatch(line -> line.contains("redis") || line.contains("node-"));
    }

    @Test
    void furtherApplicationIsScrapedByConfigurationAlone() {
        StackModel model = model(
                """
                applications:
                  encoder:
                    namespace: encoding
                    selector: {app: encoder, tier: worker}
                    port: 9464
                    path: /internal/metrics
                    scheme: https
                    scrapeInterval: 30s
                """);

        ScrapeTarget target = target(model, "encoder");
        assertThat(target.discovery())
                .isEqualTo(new Discovery.Pods("encoding", Map.of("app", "encoder", "tier", "worker")));
        assertThat(target)
                .returns(9464, ScrapeTarget::port)
                .returns("/internal/metrics", ScrapeTarget::path)
                .returns("https", ScrapeTarget::scheme);
        assertThat(target.interval()).hasToString("30s");
        assertThat(reachedBy(model, "prometheus")).contains("encoder 9464/TCP");
        assertThat(reachers(model, "prometheus"))
                .as("to be scraped is no reason to be let in")
                .containsExactlyInAnyOrder("grafana", "alertmanager", "applications");
    }

    @Test
    void fixedTargetsOfSeveralPortsAreOneJob() {
        StackModel model = model(
                """
                applications:
                  storage:
                    targets: [storage-1.example.com:9000, storage-2.example.com:9000, storage-3.example.com:9001]
                    addresses: [192.0.2.0/28, 198.51.100.7/32]
                """);

        assertThat(target(model, "storage").discovery())
                .isInstanceOfSatisfying(Discovery.Fixed.class, fixed -> assertThat(fixed.targets())
                        .containsExactly(
                                HostPort.parse("storage-1.example.com:9000"),
                                HostPort.parse("storage-2.example.com:9000"),
                                HostPort.parse("storage-3.example.com:9001")));
        assertThat(model.graph().scrapeTargets()).extracting(ScrapeTarget::job).containsOnlyOnce("storage");
        assertThat(model.graph().connections())
                .filteredOn(connection -> connection.to().name().equals("storage"))
                .extracting(Connection::to, connection -> connection.port().number())
                .containsExactly(tuple(storage(), 9000), tuple(storage(), 9001));
    }

    @Test
    void applicationFoundByItsServiceIsReachedInItsWholeNamespaceOnItsPort() {
        StackModel model = model("applications: {backend: {service: backend, namespace: shop}}");

        assertThat(discovery(model, "renderowl-backend")).isEqualTo(new Discovery.Service("shop", "backend"));
        assertThat(model.graph().connections())
                .filteredOn(connection -> connection.to().name().equals("backend"))
                .extracting(Connection::to, connection -> connection.port().number())
                .containsExactly(tuple(new Party.Pods("backend", "shop", Map.of()), 8080));
    }

    @Test
    void databaseOutsideTheClusterIsKnownByItsAddresses() {
        StackModel model = model("exporters: {postgres: {port: 6432, database: {addresses: [192.0.2.5/32]}}}");

        assertThat(model.graph().connections())
                .filteredOn(connection -> connection.purpose() == Purpose.Other.DATABASE)
                .extracting(Connection::to)
                .contains(new Party.Addresses("postgresql", List.of(Cidr.parse("192.0.2.5/32"))));
        assertThat(reachedBy(model, "postgres-exporter")).contains("postgresql 6432/TCP");
    }

    @Test
    void remoteWritesAreReachedAtTheirAddressesAndThePortOfTheirUrl() {
        assertThat(model(TestStack.REMOTE_WRITE).graph().connections())
                .filteredOn(connection -> connection.purpose() == Purpose.Other.REMOTE_WRITE)
                .extracting(Connection::to, connection -> connection.port().number())
                .containsExactly(
                        tuple(new Party.Addresses("remote-write-archive", List.of(Cidr.parse("192.0.2.10/32"))), 443),
                        tuple(
                                new Party.Addresses("remote-write-central", List.of(Cidr.parse("198.51.100.0/24"))),
                                9009),
                        tuple(
                                new Party.Addresses("remote-write-long-term", List.of(Cidr.parse("203.0.113.7/32"))),
                                19291));
    }

    @Test
    void peersComeFromTheConfiguration() {
        StackModel model = model(
                """
                network:
                  grafana: {namespace: grafana, selector: {app: grafana}}
                  dns: {namespace: dns, selector: {app: coredns}}
                  apiServer:
                    serviceAddresses: [10.0.0.1/32]
                    endpointAddresses: [203.0.113.9/32]
                    endpointPort: 443
                alertmanager: {deploy: false, namespace: alerting, selector: {app: alertmanager}, port: 9193}
                """);

        assertThat(model.graph().connections())
                .extracting(Connection::from)
                .contains(
                        new Party.Pods("grafana", "grafana", Map.of("app", "grafana")),
                        new Party.Pods("alertmanager", "alerting", Map.of("app", "alertmanager")));
        assertThat(model.graph().connections())
                .extracting(Connection::to)
                .contains(
                        new Party.Pods("dns", "dns", Map.of("app", "coredns")),
                        new Party.Addresses("kubernetes-service", List.of(Cidr.parse("10.0.0.1/32"))),
                        new Party.Addresses("kubernetes-api-server", List.of(Cidr.parse("203.0.113.9/32"))));
        assertThat(reachedBy(model, "prometheus")).contains("alertmanager 9193/TCP", "kubernetes-api-server 443/TCP");
    }

    @Test
    void portMatrixHasALineForEveryConnection() {
        assertThat(PortMatrix.of(defaults.graph()))
                .hasSize(defaults.graph().connections().size())
                .contains(
                        "prometheus -> backend 8080/TCP: scrape renderowl-backend",
                        "grafana -> prometheus 9090/TCP: query",
                        "prometheus -> dns 53/UDP: resolve names",
                        "postgres-exporter -> postgresql 5432/TCP: read database figures");
    }

    @Test
    void portMatrixSaysWhatNoPolicyCanClose() {
        String open = "prometheus -> node-exporter 9100/TCP: scrape node-exporter"
                + " (open to whoever reaches the node: no policy covers its network)";

        assertThat(PortMatrix.of(defaults.graph())).contains(open);
        assertThat(PortMatrix.of(
                        model("exporters: {node: {hostNetwork: false}}").graph()))
                .contains("prometheus -> node-exporter 9100/TCP: scrape node-exporter");
    }

    private static Party.Addresses storage() {
        return new Party.Addresses("storage", List.of(Cidr.parse("192.0.2.0/28"), Cidr.parse("198.51.100.7/32")));
    }

    private static List<String> jobs(StackModel model) {
        return model.graph().scrapeTargets().stream()
                .map(target -> target.job() + " :" + target.port() + target.path())
                .toList();
    }

    private static ScrapeTarget target(StackModel model, String job) {
        return model.graph().scrapeTargets().stream()
                .filter(target -> target.job().equals(job))
                .findAny()
                .orElseThrow();
    }

    private static Discovery discovery(StackModel model, String job) {
        return target(model, job).discovery();
    }

    private static Set<String> reachedBy(StackModel model, String name) {
        return model.graph().outOf(party(model, name)).stream()
                .map(connection -> connection.to().name() + " "
                        + connection.port().number() + "/"
                        + connection.port().protocol())
                .collect(Collectors.toSet());
    }

    private static Set<String> reachers(StackModel model, String name) {
        return model.graph().into(party(model, name)).stream()
                .map(connection -> connection.from().name())
                .collect(Collectors.toSet());
    }

    private static Party.Own party(StackModel model, String name) {
        return model.graph().connections().stream()
                .flatMap(connection -> List.of(connection.from(), connection.to()).stream())
                .filter(party -> party instanceof Party.Own && party.name().equals(name))
                .map(Party.Own.class::cast)
                .findAny()
                .orElseThrow();
    }
}
