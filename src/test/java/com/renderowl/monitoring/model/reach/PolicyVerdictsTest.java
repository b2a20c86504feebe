package com.renderowl.monitoring.model.reach;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.Port;
import com.renderowl.monitoring.model.Workload;
import com.renderowl.monitoring.units.Cidr;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PolicyVerdictsTest {

    private static final String NODE = "172.31.77.2";

    /** Everybody by name, whom the tests speak of; the stack's own pods are added. */
    private static final Map<String, Endpoint> OTHERS = Map.ofEntries(
            pod("backend", "renderowl-staging", Map.of("app", "renderowl-backend", "pod-template-hash", "1")),
            pod("frontend", "renderowl-staging", Map.of("app", "renderowl-frontend")),
            pod("postgres", "renderowl-staging", Map.of("app", "postgres")),
            pod("grafana", "monitoring", Map.of("app.kubernetes.io/name", "grafana")),
            pod("dns", "kube-system", Map.of("k8s-app", "kube-dns")),
            pod("ingress", "ingress-nginx", Map.of("app.kubernetes.io/name", "ingress-nginx")),
            pod("neighbour", "monitoring", Map.of("app", "neighbour")),
            pod("stranger", "default", Map.of("app", "stranger")),
            pod("impostor", "default", Map.of("app", "renderowl-backend")),
            Map.entry("service", Endpoint.outside("service", "10.96.0.1")),
            Map.entry("server", Endpoint.outside("server", NODE)),
            Map.entry("web", Endpoint.outside("web", "203.0.113.9")),
            Map.entry("node", Endpoint.hostPod("kubelet", "", Map.of(), List.of(Cidr.ofAddress(NODE)))));

    private static Map.Entry<String, Endpoint> pod(String name, String namespace, Map<String, String> labels) {
        return Map.entry(name, Endpoint.pod(name, namespace, labels));
    }

    /** A stack with everybody. */
    private record World(PolicyVerdicts verdicts, Map<String, Endpoint> everybody) {

        static World of(String yaml) {
            var model = TestStack.model(yaml);
            Map<String, Endpoint> everybody = new HashMap<>(OTHERS);
            for (Workload workload : model.workloads()) {
                everybody.put(workload.name(), replica(workload, "0"));
                everybody.put(workload.name() + "-1", replica(workload, "1"));
            }
            return new World(PolicyVerdicts.of(model), everybody);
        }

        private static Endpoint replica(Workload workload, String number) {
            String name = workload.name() + "-" + number;
            Map<String, String> labels = workload.labels().all();
            return workload.security().hostNetwork()
                    ? Endpoint.hostPod(name, workload.namespace(), labels, List.of(Cidr.ofAddress(NODE)))
                    : Endpoint.pod(name, workload.namespace(), labels);
        }

        /** What becomes of such as {@code prometheus -> backend 8080}; a port of UDP ends in {@code /UDP}. */
        String verdict(String connection) {
            String[] parts = connection.split(" -> | ");
            String[] port = parts[2].split("/");
            Verdict verdict = verdicts.verdict(
                    everybody.get(parts[0]),
                    everybody.get(parts[1]),
                    port.length == 1
                            ? Port.tcp("any", Integer.parseInt(port[0]))
                            : Port.udp("any", Integer.parseInt(port[0])));
            String kind = verdict instanceof Verdict.Allowed ? "allowed: " : verdict.passes() ? "open: " : "";
            return kind + verdict.reason();
        }

        void expect(String table) {
            table.lines().map(line -> line.split(" = ")).forEach(line -> assertThat(verdict(line[0].strip()))
                    .as(line[0])
                    .startsWith(line[1]));
        }
    }

    private final World defaults = World.of(TestStack.DEFAULTS);

    @Test
    void whatTheStackNeedsPassesWithItsPurpose() {
        defaults.expect(
                """
                prometheus -> backend 8080 = allowed: scrape renderowl-backend
                prometheus -> frontend 3000 = allowed: scrape renderowl-frontend
                prometheus -> node-exporter 9100 = allowed: scrape node-exporter
                prometheus -> alertmanager 9093 = allowed: send alerts, scrape alertmanager
                prometheus -> service 443 = allowed: discover targets
                prometheus -> server 6443 = allowed: discover targets
                prometheus -> dns 53 = allowed: resolve names
                prometheus -> dns 53/UDP = allowed: resolve names
                postgres-exporter -> postgres 5432 = allowed: read database figures
                redis-exporter -> backend 6379 = allowed: read database figures
                alertmanager -> prometheus 9090 = allowed: query
                grafana -> prometheus 9090 = allowed: query
                backend -> prometheus 9090 = allowed: query
                """);
    }

    @Test
    void nothingElseDoesAndThePoliciesThatStopItAreNamed() {
        defaults.expect(
                """
                stranger -> prometheus 9090 = stopped by ingress of prometheus
                neighbour -> prometheus 9090 = stopped by ingress of prometheus
                web -> alertmanager 9093 = stopped by ingress of alertmanager
                grafana -> alertmanager 9093 = stopped by ingress of alertmanager
                backend -> prometheus 9091 = stopped by ingress of prometheus
                prometheus -> impostor 8080 = stopped by egress of prometheus
                prometheus -> backend 8081 = stopped by egress of prometheus
                prometheus -> backend 8080/UDP = stopped by egress of prometheus
                prometheus -> web 443 = stopped by egress of prometheus
                prometheus -> server 443 = stopped by egress of prometheus
                prometheus -> postgres 5432 = stopped by egress of prometheus
                alertmanager -> node-exporter 9100 = stopped by egress of alertmanager
                alertmanager -> dns 53/UDP = stopped by egress of alertmanager
                postgres-exporter -> redis-exporter 9121 = stopped by egress of postgres-exporter and ingress of redis
                postgres-exporter -> postgres-exporter-1 9187 = stopped by egress of postgres-exporter and ingress of
                prometheus -> prometheus-1 9090 = stopped by egress of prometheus and ingress of prometheus
                """);
    }

    @Test
    void whatNoPolicyCoversIsOpenAndSaysWhy() {
        defaults.expect(
                """
                stranger -> backend 8080 = open: neither side
                stranger -> web 443 = open: neither side
                web -> node-exporter 9100 = open: it is on its node's network
                stranger -> node-exporter 22 = open: it is on its node's network
                node-exporter -> backend 8080 = open: neither side
                node-exporter -> prometheus 9090 = open: it comes from a node's network
                node -> alertmanager 9093 = open: it comes from a node's network
                prometheus -> prometheus 9090 = open: a pod always reaches itself
                prometheus -> prometheus 1 = open: a pod always reaches itself
                """);
    }

    @Test
    void nodeExporterOnTheNetworkOfPodsIsCoveredAsAnyOther() {
        World.of("exporters: {node: {hostNetwork: false}}")
                .expect(
                        """
                        prometheus -> node-exporter 9100 = allowed: scrape node-exporter
                        stranger -> node-exporter 9100 = stopped by ingress of node-exporter
                        node-exporter -> web 443 = stopped by egress of node-exporter
                        prometheus -> server 9100 = stopped by egress of prometheus
                        """);
    }

    @Test
    void exporterThatIsOffIsNobody() {
        World.of("exporters: {redis: {enabled: false}, node: {enabled: false}}")
                .expect(
                        """
                        prometheus -> server 9100 = stopped by egress of prometheus
                        postgres-exporter -> postgres 6379 = stopped by egress of postgres-exporter
                        stranger -> server 9100 = open: neither side
                        """);
    }

    @Test
    void grafanaOfTheStackIsOneOfItsOwn() {
        World.of("{grafana: {deploy: true}, secrets: {grafanaAdminPassword: planted}}")
                .expect(
                        """
                        grafana -> prometheus 9090 = allowed: query
                        grafana -> dns 53/UDP = allowed: resolve names
                        ingress -> grafana 3000 = allowed: look at dashboards
                        backend -> grafana 3000 = stopped by ingress of grafana
                        grafana -> web 443 = stopped by egress of grafana
                        ingress -> prometheus 9090 = stopped by ingress of prometheus
                        """);
    }

    @Test
    void ingressControllerIsAdmittedWhereTlsEndsThere() {
        World.of(TestStack.INGRESS_TLS).expect("ingress -> prometheus 9090 = allowed: query");
        World.of(TestStack.DEFAULTS).expect("ingress -> prometheus 9090 = stopped by ingress of prometheus");
    }

    @Test
    void alertmanagerElsewhereIsNotOursAndAsPodsOfAnApplicationMayQuery() {
        World world =
                World.of("alertmanager: {deploy: false, namespace: default, selector: {app: stranger}, port: 9999}");
        world.expect(
                """
                prometheus -> stranger 9999 = allowed: send alerts
                prometheus -> stranger 9093 = stopped by egress of prometheus
                stranger -> prometheus 9090 = allowed: query
                impostor -> prometheus 9090 = stopped by ingress of prometheus
                neighbour -> stranger 9999 = open: neither side
                """);
    }

    @Test
    void receiversAreReachedWhereTheyAreAndByAlertmanagerOnly() {
        World world = World.of(TestStack.RECEIVERS);
        world.everybody.put("chat", Endpoint.outside("chat", "10.2.0.31"));
        world.everybody.put("next", Endpoint.outside("next", "10.2.0.32"));
        world.everybody.put("tool", Endpoint.pod("tool", "tools", Map.of("any", "label")));
        world.everybody.put("switch", Endpoint.pod("switch", "watchers", Map.of("app", "switch")));
        world.expect(
                """
                alertmanager -> chat 8443 = allowed: notify
                alertmanager -> next 8443 = stopped by egress of alertmanager
                alertmanager -> chat 443 = stopped by egress of alertmanager
                alertmanager -> tool 8080 = allowed: notify
                alertmanager -> switch 443 = allowed: notify
                alertmanager -> dns 53/UDP = allowed: resolve names
                prometheus -> tool 8080 = stopped by egress of prometheus
                switch -> alertmanager 9093 = stopped by ingress of alertmanager
                """);
    }

    @Test
    void applicationBehindAServiceIsItsWholeNamespaceAndFixedTargetsAreAddresses() {
        World world = World.of(
                """
                applications:
                  renderer: {port: 9400, service: renderer, namespace: default}
                  storage: {targets: ["s.example.com:9000", "s.example.com:9001"], addresses: [203.0.113.0/28]}
                """);
        world.expect(
                """
                prometheus -> stranger 9400 = allowed: scrape renderer
                prometheus -> impostor 9400 = allowed: scrape renderer
                prometheus -> backend 9400 = stopped by egress of prometheus
                prometheus -> web 9000 = allowed: scrape storage
                prometheus -> web 9001 = allowed: scrape storage
                prometheus -> web 9002 = stopped by egress of prometheus
                stranger -> prometheus 9090 = stopped by ingress of prometheus
                """);
    }

    @Test
    void replicasReachEachOtherOnlyWhereTheyHaveToAgree() {
        World.of("{platform: operator, prometheus: {replicas: 2}, alertmanager: {replicas: 3}}")
                .expect(
                        """
                        alertmanager -> alertmanager-1 9094 = allowed: agree with other replicas
                        alertmanager -> alertmanager-1 9094/UDP = allowed: agree with other replicas
                        alertmanager -> alertmanager-1 9093 = stopped by egress of alertmanager and ingress of
                        prometheus -> prometheus-1 9090 = stopped by egress of prometheus and ingress of prometheus
                        prometheus -> alertmanager 9094 = stopped by egress of prometheus and ingress of alertmanager
                        """);
    }

    @Test
    void prometheusOfTheClusterIsSomebodyElse() {
        World world = World.of(
                """
                platform: operator
                operator:
                  deployPrometheus: false
                  existingPrometheus: {namespace: default, selector: {app: stranger}, port: 9091}
                """);
        assertThat(world.everybody).doesNotContainKey("prometheus");
        world.expect(
                """
                stranger -> postgres-exporter 9187 = allowed: scrape postgres-exporter
                stranger -> alertmanager 9093 = allowed: send alerts, scrape alertmanager
                alertmanager -> stranger 9091 = stopped by egress of alertmanager
                impostor -> postgres-exporter 9187 = stopped by ingress of postgres-exporter
                backend -> stranger 9091 = open: neither side
                """);
    }

    @Test
    void withoutPoliciesEverythingIsOpen() {
        World.of("network: {policies: false}")
                .expect(
                        """
                        stranger -> prometheus 9090 = open: the stack has no network policies
                        prometheus -> backend 8080 = open: the stack has no network policies
                        """);
    }

    /** To a network plugin the address of a pod is an address. */
    @ParameterizedTest
    @CsvSource({
        "10.244.0.7, 9100, true",
        "10.244.0.7, 6443, true",
        "10.244.0.7, 443, false",
        "198.51.100.7, 9100, false",
    })
    void podWhoseAddressIsInABlockThatIsAdmittedIsAdmitted(String address, int port, boolean passes) {
        Endpoint.Pod stranger = Endpoint.pod("stranger", "default", Map.of()).at(address);

        assertThat(defaults.verdicts
                        .verdict(defaults.everybody.get("prometheus"), stranger, Port.tcp("any", port))
                        .passes())
                .isEqualTo(passes);
    }

    @Test
    void podWithAnAddressOutsideOfTheBlocksIsNotInThem() {
        Endpoint.Pod both = Endpoint.pod("stranger", "default", Map.of()).at("10.244.0.7", "198.51.100.7");

        assertThat(defaults.verdicts
                        .verdict(defaults.everybody.get("prometheus"), both, Port.tcp("any", 9100))
                        .passes())
                .as("all of its addresses count")
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"network: {nodes: []}", "network: {nodes: [192.168.7.0/24]}"})
    void nodeExporterOnANodeThatIsNotConfiguredIsNotReached(String config) {
        World.of(config)
                .expect(
                        """
                        prometheus -> node-exporter 9100 = stopped by egress of prometheus
                        stranger -> node-exporter 9100 = open: it is on its node's network
                        """);
    }

    @Test
    void labelsOfAPodOnTheHostNetworkDoNotMatter() {
        World world = World.of(TestStack.DEFAULTS);
        world.everybody.put(
                "guest",
                Endpoint.hostPod(
                        "guest",
                        "renderowl-staging",
                        Map.of("app", "renderowl-backend"),
                        List.of(Cidr.ofAddress("198.51.100.7"))));
        world.expect("prometheus -> guest 8080 = stopped by egress of prometheus");
    }

    @Test
    void cellsAreEachWithEachAtEachPort() {
        List<Endpoint> some = List.of(OTHERS.get("backend"), OTHERS.get("grafana"), OTHERS.get("web"));

        List<Cell> cells = defaults.verdicts.cells(some, List.of(Port.tcp("a", 1), Port.udp("b", 1)));

        assertThat(cells).hasSize(3 * 3 * 2).doesNotHaveDuplicates();
        assertThat(cells.get(0)).hasToString("backend -> backend 1/TCP: a pod always reaches itself");
    }

    @Test
    void everyPortOfTheGraphIsThereOnce() {
        assertThat(defaults.verdicts.ports())
                .extracting(port -> port.number() + "/" + port.protocol())
                .doesNotHaveDuplicates()
                .contains("9090/TCP", "53/UDP", "53/TCP", "6379/TCP")
                .hasSize(13);
    }
}
