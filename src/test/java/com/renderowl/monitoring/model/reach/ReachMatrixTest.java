package com.renderowl.monitoring.model.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.Connection;
import com.renderowl.monitoring.model.reach.Participant.Kind;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class ReachMatrixTest {

    private final ReachMatrix defaults = ReachMatrix.of(TestStack.model(TestStack.DEFAULTS));

    private static Participant named(ReachMatrix matrix, String name) {
        return matrix.participants().stream()
                .filter(participant -> participant.names().contains(name))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everybodyOfTheGraphIsThereAndStrangersOfEachSort() {
        assertThat(defaults.participants(EnumSet.of(Kind.COVERED)))
                .extracting(Participant::name)
                .containsExactly("prometheus", "alertmanager", "postgres-exporter", "redis-exporter");
        assertThat(defaults.participants(EnumSet.of(Kind.ON_HOST)))
                .extracting(Participant::name)
                .containsExactly("node-exporter");
        assertThat(defaults.participants(EnumSet.of(Kind.PARTY)))
                .extracting(Participant::name)
                .containsExactly(
                        "backend",
                        "frontend",
                        "postgresql, redis, applications",
                        "grafana",
                        "kubernetes-service",
                        "kubernetes-api-server",
                        "dns");
        assertThat(defaults.participants(EnumSet.of(Kind.STRANGER)))
                .extracting(Participant::name)
                .containsExactly("another pod of monitoring", "a pod of another namespace", "an address outside");
    }

    @Test
    void whoIsMeantIsSaidInWords() {
        assertThat(defaults.participants())
                .extracting(Participant::meaning)
                .contains(
                        "pods of namespace monitoring with app=prometheus",
                        "pods of namespace monitoring-node with app=node-exporter, on the nodes: 10.0.0.0/8,"
                                + " 172.16.0.0/12, 192.168.0.0/16",
                        "every pod of namespace renderowl-staging",
                        "pods of namespace monitoring with app.kubernetes.io/name=grafana",
                        "10.96.0.1/32",
                        "pods of namespace elsewhere without these labels");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestStack.DEFAULTS,
                TestStack.RECEIVERS,
                TestStack.REMOTE_WRITE,
                TestStack.INGRESS_TLS,
                "exporters: {node: {hostNetwork: false}}",
                "{grafana: {deploy: true}, secrets: {grafanaAdminPassword: planted}}",
                "{platform: operator, prometheus: {replicas: 2}, alertmanager: {replicas: 3}}",
            })
    void everyConnectionOfTheGraphPasses(String config) {
        ReachMatrix matrix = ReachMatrix.of(TestStack.model(config));
        List<Connection> connections = matrix.verdicts().graph().connections();

        assertThat(connections).isNotEmpty().allSatisfy(connection -> assertThat(matrix.cell(
                                named(matrix, connection.from().name()),
                                named(matrix, connection.to().name()),
                                connection.port())
                        .verdict())
                .isInstanceOfAny(
                        Verdict.Allowed.class, connection.staysInPod() ? Verdict.Open.class : Verdict.Allowed.class));
    }

    @Test
    void nothingPassesToOrFromAStrangerButOnTheHostNetwork() {
        assertThat(defaults.cells())
                .filteredOn(cell -> isStranger(cell.from()) || isStranger(cell.to()))
                .hasSizeGreaterThan(100)
                .noneMatch(cell -> cell.verdict() instanceof Verdict.Allowed)
                .filteredOn(cell -> cell.verdict().equals(new Verdict.Open(Exposure.HOST_NETWORK)))
                .hasSize(3)
                .allMatch(cell -> cell.to().name().equals("node-exporter"));
    }

    private boolean isStranger(Endpoint endpoint) {
        return defaults.participants(EnumSet.of(Kind.STRANGER)).stream()
                .anyMatch(stranger -> stranger.endpoint().equals(endpoint));
    }

    @Test
    void theSameTwiceMeansTwoReplicas() {
        ReachMatrix matrix = ReachMatrix.of(TestStack.model("{platform: operator, alertmanager: {replicas: 3}}"));
        Participant alertmanager = named(matrix, "alertmanager");

        assertThat(alertmanager.ports())
                .extracting(port ->
                        matrix.cell(alertmanager, alertmanager, port).verdict().reason())
                .containsExactly(
                        "a pod always reaches itself", "agree with other replicas", "agree with other replicas");
    }

    @Test
    void twoPartiesOfOneNameAreToldApart() {
        ReachMatrix matrix = ReachMatrix.of(
                TestStack.model(
                        """
                grafana: {deploy: true}
                network: {grafana: {namespace: monitoring, selector: {team: boards}}}
                secrets: {grafanaAdminPassword: planted}
                """));

        assertThat(matrix.participants())
                .extracting(Participant::name)
                .doesNotHaveDuplicates()
                .contains("grafana", "another grafana");
    }

    @Test
    void strangersAreNobodyWhomTheConfigurationNames() {
        ReachMatrix matrix = ReachMatrix.of(
                TestStack.model(
                        """
                applications:
                  store: {targets: ["s.example.com:9000"], addresses: [203.0.113.0/24, 198.51.100.0/24]}
                  guest: {namespace: elsewhere, port: 9000, selector: {app: guest}}
                """));

        assertThat(matrix.participants(EnumSet.of(Kind.STRANGER)))
                .extracting(Participant::meaning)
                .containsExactly(
                        "pods of namespace monitoring without these labels",
                        "pods of namespace elsewhere-else without these labels",
                        "192.0.2.7/32");
    }

    @Test
    void whereEveryPodOfANamespaceIsAPartyThereIsNoStrangerInIt() {
        ReachMatrix matrix =
                ReachMatrix.of(TestStack.model("network: {grafana: {namespace: monitoring, selector: {}}}"));

        assertThat(matrix.participants(EnumSet.of(Kind.STRANGER)))
                .extracting(Participant::name)
                .containsExactly("a pod of another namespace", "an address outside");
    }
}
