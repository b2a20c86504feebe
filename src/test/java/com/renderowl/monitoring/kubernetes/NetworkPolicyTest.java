package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.pulumi.test.PulumiTest;
import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.Connection;
import com.renderowl.monitoring.model.Party;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.Workload;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class NetworkPolicyTest {

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);

    @Test
    void policyOfPrometheusAdmitsWhatTheRequirementsListAndNothingElse() {
        assertThat(DEFAULTS.named("prometheus-network-policy").at("spec"))
                .isEqualTo(
                        yaml(
                                """
                                podSelector: &prometheus
                                  matchLabels:
                                    app: prometheus
                                    app.kubernetes.io/component: monitoring
                                    app.kubernetes.io/instance: staging
                                    app.kubernetes.io/name: prometheus
                                    app.kubernetes.io/part-of: renderowl-monitoring
                                policyTypes: [Ingress, Egress]
                                ingress:
                                  - from:
                                      - namespaceSelector: &monitoring {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                                        podSelector: {matchLabels: {app.kubernetes.io/name: grafana}}
                                    ports: [{port: 9090, protocol: TCP}]
                                  - from:
                                      - namespaceSelector: &applications {matchLabels: {kubernetes.io/metadata.name: renderowl-staging}}
                                    ports: [{port: 9090, protocol: TCP}]
                                  - from:
                                      - namespaceSelector: *monitoring
                                        podSelector:
                                          matchLabels: &alertmanager
                                            app: alertmanager
                                            app.kubernetes.io/component: alerting
                                            app.kubernetes.io/instance: staging
                                            app.kubernetes.io/name: alertmanager
                                            app.kubernetes.io/part-of: renderowl-monitoring
                                    ports: [{port: 9090, protocol: TCP}]
                                egress:
                                  - to: [{namespaceSelector: *applications, podSelector: {matchLabels: {app: renderowl-backend}}}]
                                    ports: [{port: 8080, protocol: TCP}]
                                  - to: [{namespaceSelector: *applications, podSelector: {matchLabels: {app: renderowl-frontend}}}]
                                    ports: [{port: 3000, protocol: TCP}]
                                  - to:
                                      - {ipBlock: {cidr: 10.0.0.0/8}}
                                      - {ipBlock: {cidr: 172.16.0.0/12}}
                                      - {ipBlock: {cidr: 192.168.0.0/16}}
                                    ports: [{port: 9100, protocol: TCP}]
                                  - to:
                                      - namespaceSelector: *monitoring
                                        podSelector:
                                          matchLabels:
                                            app: postgres-exporter
                                            app.kubernetes.io/component: exporter
                                            app.kubernetes.io/instance: staging
                                            app.kubernetes.io/name: postgres-exporter
                                            app.kubernetes.io/part-of: renderowl-monitoring
                                    ports: [{port: 9187, protocol: TCP}]
                                  - to:
                                      - namespaceSelector: *monitoring
                                        podSelector:
                                          matchLabels:
                                            app: redis-exporter
                                            app.kubernetes.io/component: exporter
                                            app.kubernetes.io/instance: staging
                                            app.kubernetes.io/name: redis-exporter
                                            app.kubernetes.io/part-of: renderowl-monitoring
                                    ports: [{port: 9121, protocol: TCP}]
                                  - to: [{namespaceSelector: *monitoring, podSelector: {matchLabels: *alertmanager}}]
                                    ports: [{port: 9093, protocol: TCP}]
                                  - to: [{ipBlock: {cidr: 10.96.0.1/32}}]
                                    ports: [{port: 443, protocol: TCP}]
                                  - to:
                                      - {ipBlock: {cidr: 10.0.0.0/8}}
                                      - {ipBlock: {cidr: 172.16.0.0/12}}
                                      - {ipBlock: {cidr: 192.168.0.0/16}}
                                    ports: [{port: 6443, protocol: TCP}]
                                  - to:
                                      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                                        podSelector: {matchLabels: {k8s-app: kube-dns}}
                                    ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
                                """));
    }

    @Test
    void nodeExporterOpensNothingAndIsReachedByPrometheusOnly() {
        Registration policy = DEFAULTS.named("node-exporter-network-policy");

        assertThat(policy.at("spec.policyTypes")).isEqualTo(yaml("[Ingress, Egress]"));
        assertThat(policy.at("spec.egress")).isNull();
        assertThat(policy.at("spec.ingress"))
                .isEqualTo(
                        yaml(
                                """
                                - from:
                                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                                      podSelector:
                                        matchLabels:
                                          app: prometheus
                                          app.kubernetes.io/component: monitoring
                                          app.kubernetes.io/instance: staging
                                          app.kubernetes.io/name: prometheus
                                          app.kubernetes.io/part-of: renderowl-monitoring
                                  ports: [{port: 9100, protocol: TCP}]
                                """));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                TestStack.DEFAULTS,
                TestStack.INGRESS_TLS,
                TestStack.REMOTE_WRITE,
                TestStack.RECEIVERS,
                "exporters: {redis: {enabled: false}, node: {hostNetwork: false}}",
                "applications: {storage: {targets: ['storage.example.com:9000'], addresses: [192.0.2.0/28]}}",
            })
    void policiesAreTheConnectionGraphAndNothingElse(String config) {
        StackModel model = TestStack.model(config);
        ProgramRun run = ProgramRun.of(config);
        List<Workload> workloads = model.workloads();

        assertThat(run.ofKind("NetworkPolicy")).hasSameSizeAs(workloads);
        for (Workload workload : workloads) {
            Document spec =
                    new Document(run.named(workload.name() + "-network-policy").at("spec"));
            assertThat(rules(spec.list("ingress"), "from"))
                    .as("into %s", workload.name())
                    .isEqualTo(expected(model.graph().into(workload.party()), Connection::from));
            assertThat(rules(spec.list("egress"), "to"))
                    .as("out of %s", workload.name())
                    .isEqualTo(expected(model.graph().outOf(workload.party()), Connection::to));
        }
    }

    @Test
    void everyRuleNamesItsPeersAndPorts() {
        assertThat(DEFAULTS.ofKind("NetworkPolicy").stream()
                        .flatMap(policy -> Stream.concat(
                                policy.inputs().list("spec.ingress").stream(),
                                policy.inputs().list("spec.egress").stream())))
                .as("a rule without peers or ports means everybody and everything")
                .isNotEmpty()
                .allSatisfy(rule -> {
                    assertThat(rule.list("ports")).isNotEmpty();
                    assertThat(Stream.concat(rule.list("from").stream(), rule.list("to").stream()))
                            .isNotEmpty();
                });
    }

    @Test
    void partyWithoutAddressesIsNobodyRatherThanEverybody() {
        StackModel model = TestStack.model(TestStack.DEFAULTS);
        NetworkPolicyRules rules = new NetworkPolicyRules(model.graph(), List.of());

        assertThat(PulumiTest.extractValue(
                        rules.of(model.prometheus().party()).egress().orElseThrow()))
                .hasSize(8)
                .allMatch(rule -> rule.to().isPresent());
    }

    @Test
    void policiesSelectOurOwnPodsOnly() {
        assertThat(DEFAULTS.ofKind("NetworkPolicy")).hasSize(5).allSatisfy(policy -> {
            assertThat(policy.at("spec.podSelector.matchLabels").toString())
                    .contains("app.kubernetes.io/part-of=renderowl-monitoring");
            assertThat(policy.at("metadata.namespace")).isIn("monitoring", "monitoring-node");
        });
    }

    @Test
    void policiesCanBeLeftToOthers() {
        assertThat(ProgramRun.of(
                                """
                                network: {policies: false}
                                prometheus: {remoteWrite: [{name: far, url: "https://a.example.com/"}]}
                                """)
                        .ofKind("NetworkPolicy"))
                .isEmpty();
    }

    private static Set<String> rules(List<Document> rules, String side) {
        return rules.stream()
                .flatMap(rule -> rule.list(side).stream().flatMap(peer -> rule.list("ports").stream()
                        .map(port -> peer(peer) + " " + port.at("port") + "/" + port.at("protocol"))))
                .collect(Collectors.toSet());
    }

    private static String peer(Document peer) {
        if (peer.at("ipBlock") != null) {
            return peer.text("ipBlock.cidr");
        }
        Object namespace = ((Map<?, ?>) peer.at("namespaceSelector.matchLabels")).get("kubernetes.io/metadata.name");
        Object pods = peer.at("podSelector.matchLabels");
        return namespace + " " + (pods == null ? "{}" : new TreeMap<>((Map<?, ?>) pods));
    }

    private static Set<String> expected(List<Connection> connections, Function<Connection, Party> otherSide) {
        return connections.stream()
                .flatMap(connection -> peers(otherSide.apply(connection)).stream()
                        .map(peer -> peer + " " + connection.port().number() + "/"
                                + connection.port().protocol()))
                .collect(Collectors.toSet());
    }

    private static List<String> peers(Party party) {
        if (party instanceof Party.Addresses addresses) {
            return addresses.addresses().stream().map(Object::toString).toList();
        }
        if (party instanceof Party.Pods pods) {
            return List.of(pods.namespace() + " " + new TreeMap<>(pods.selector()));
        }
        Party.Own own = (Party.Own) party;
        return own.hostNetwork()
                ? List.of("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16")
                : List.of(own.namespace() + " " + new TreeMap<>(own.selector()));
    }
}
