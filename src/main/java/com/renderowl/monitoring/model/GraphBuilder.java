package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.NetworkConfig;
import com.renderowl.monitoring.config.PeerConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.units.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Collects every connection that a stack needs. */
final class GraphBuilder {

    private final StackConfig config;
    private final Workload prometheus;
    private final Party.Own prometheusParty;
    private final List<Connection> connections = new ArrayList<>();

    GraphBuilder(StackConfig config, Workload prometheus) {
        this.config = config;
        this.prometheus = prometheus;
        this.prometheusParty = prometheus.party();
    }

    ConnectionGraph build(List<Exporter> exporters) {
        scrapeItself();
        config.applications().forEach(this::scrapeApplication);
        exporters.forEach(this::connectExporter);
        switch (config.platform()) {
            case KUBERNETES -> {
                admitQueries();
                sendAlerts();
                discover();
                copySamples();
                resolveNames(prometheusParty);
                exporters.stream()
                        .filter(exporter -> exporter.database() != null)
                        .forEach(exporter -> resolveNames(exporter.workload().party()));
            }
            // Nothing is policed inside the one network of an engine, so only what is scraped matters.
            case DOCKER -> {}
        }
        return new ConnectionGraph(connections);
    }

    private void scrapeItself() {
        String scheme = config.tls() instanceof TlsConfig.Native ? "https" : "http";
        Discovery itself = new Discovery.Fixed(
                List.of(new HostPort("localhost", prometheus.port().number())), List.of());
        connect(
                prometheusParty,
                prometheusParty,
                prometheus.port(),
                new Purpose.Scrape(new ScrapeTarget(
                        prometheus.name(), itself, prometheus.port().number(), "/metrics", scheme, null, false, true)));
    }

    private void scrapeApplication(ApplicationConfig application) {
        ScrapeTarget job = new ScrapeTarget(
                application.job(),
                application.discovery(),
                application.port(),
                application.path(),
                application.scheme(),
                application.scrapeInterval(),
                false,
                false);
        Purpose purpose = new Purpose.Scrape(job);
        Port port = Port.tcp("metrics", application.port());
        String name = application.name();
        Discovery discovery = application.discovery();
        if (discovery instanceof Discovery.Pods pods) {
            connect(prometheusParty, new Party.Pods(name, pods.namespace(), pods.selector()), port, purpose);
        } else if (discovery instanceof Discovery.Service service) {
            // Which pods a Service selects is not known here, so its whole namespace is admitted on this one port.
            connect(prometheusParty, new Party.Pods(name, service.namespace(), Map.of()), port, purpose);
        } else if (discovery instanceof Discovery.Fixed fixed) {
            Party party = new Party.Addresses(name, fixed.addresses());
            fixed.targets().stream()
                    .map(HostPort::port)
                    .distinct()
                    .forEach(number -> connect(prometheusParty, party, Port.tcp("metrics", number), purpose));
        }
    }

    private void connectExporter(Exporter exporter) {
        Workload workload = exporter.workload();
        boolean isNode = workload.kind() == WorkloadKind.EVERY_NODE;
        ScrapeTarget job = new ScrapeTarget(
                workload.name(),
                discoveryOf(workload),
                workload.port().number(),
                "/metrics",
                "http",
                null,
                isNode,
                false);
        connect(prometheusParty, workload.party(), workload.port(), new Purpose.Scrape(job));
        if (exporter.database() != null) {
            connect(
                    workload.party(),
                    exporter.database(),
                    Port.tcp("database", exporter.databasePort()),
                    Purpose.Other.DATABASE);
        }
    }

    private Discovery discoveryOf(Workload workload) {
        return switch (config.platform()) {
            case KUBERNETES ->
                new Discovery.Pods(workload.namespace(), workload.labels().selector());
            case DOCKER ->
                new Discovery.Fixed(
                        List.of(new HostPort(
                                workload.name(), workload.port().number())),
                        List.of());
        };
    }

    private void admitQueries() {
        NetworkConfig network = config.network();
        admit(pods("grafana", network.grafana()));
        admit(new Party.Pods("applications", config.namespaces().application(), Map.of()));
        if (config.alertmanager().enabled()) {
            admit(pods("alertmanager", config.alertmanager().pods()));
        }
        if (config.tls() instanceof TlsConfig.Ingress) {
            admit(pods("ingress-controller", network.ingressController()));
        }
    }

    private void admit(Party party) {
        connect(party, prometheusParty, prometheus.port(), Purpose.Other.QUERIES);
    }

    private void sendAlerts() {
        if (config.alertmanager().enabled()) {
            connect(
                    prometheusParty,
                    pods("alertmanager", config.alertmanager().pods()),
                    Port.tcp("alerts", config.alertmanager().port()),
                    Purpose.Other.ALERTS);
        }
    }

    private void discover() {
        NetworkConfig.ApiServer server = config.network().apiServer();
        connect(
                prometheusParty,
                new Party.Addresses("kubernetes-service", server.serviceAddresses()),
                Port.tcp("https", server.servicePort()),
                Purpose.Other.DISCOVERY);
        connect(
                prometheusParty,
                new Party.Addresses("kubernetes-api-server", server.endpointAddresses()),
                Port.tcp("https", server.endpointPort()),
                Purpose.Other.DISCOVERY);
    }

    private void copySamples() {
        for (RemoteWriteConfig remoteWrite : config.prometheus().remoteWrites()) {
            connect(
                    prometheusParty,
                    new Party.Addresses("remote-write-" + remoteWrite.name(), remoteWrite.addresses()),
                    Port.tcp("samples", remoteWrite.port()),
                    Purpose.Other.REMOTE_WRITE);
        }
    }

    private void resolveNames(Party from) {
        Party dns = pods("dns", config.network().dns());
        connect(from, dns, Port.udp("dns", 53), Purpose.Other.NAMES);
        connect(from, dns, Port.tcp("dns-tcp", 53), Purpose.Other.NAMES);
    }

    private void connect(Party from, Party to, Port port, Purpose purpose) {
        connections.add(new Connection(from, to, port, purpose));
    }

    private static Party.Pods pods(String name, PeerConfig.Pods peer) {
        return new Party.Pods(name, peer.namespace(), peer.selector());
    }
}
