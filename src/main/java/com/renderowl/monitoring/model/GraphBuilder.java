package com.renderowl.monitoring.model;

import com.renderowl.monitoring.config.ApplicationConfig;
import com.renderowl.monitoring.config.Discovery;
import com.renderowl.monitoring.config.ExistingPrometheus;
import com.renderowl.monitoring.config.NetworkConfig;
import com.renderowl.monitoring.config.ObjectStorageConfig;
import com.renderowl.monitoring.config.PeerConfig;
import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.config.RemoteWriteConfig;
import com.renderowl.monitoring.config.StackConfig;
import com.renderowl.monitoring.config.TlsConfig;
import com.renderowl.monitoring.units.HostPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Collects every connection that a stack needs. */
final class GraphBuilder {

    private final StackConfig config;
    private final Workload prometheus;
    private final boolean runsPrometheus;
    private final Party prometheusParty;
    private final Port prometheusPort;
    private final @Nullable Workload alertmanager;
    private final @Nullable Workload grafana;
    private final List<Connection> connections = new ArrayList<>();

    GraphBuilder(StackConfig config, Workload prometheus, @Nullable Workload alertmanager, @Nullable Workload grafana) {
        this.config = config;
        this.prometheus = prometheus;
        this.alertmanager = alertmanager;
        this.grafana = grafana;
        this.runsPrometheus = config.operator().deployPrometheus();
        ExistingPrometheus existing = config.operator().existing();
        this.prometheusParty = runsPrometheus ? prometheus.party() : Party.of("prometheus", existing.pods());
        this.prometheusPort = runsPrometheus ? prometheus.port() : Port.tcp("web", existing.port());
    }

    ConnectionGraph build(List<Exporter> exporters) {
        scrapeItself();
        config.applications().forEach(this::scrapeApplication);
        exporters.forEach(this::connectExporter);
        switch (config.platform()) {
            case KUBERNETES, OPERATOR -> connectThroughPolicies(exporters);
            // Nothing is policed inside the one network of an engine, so that only what is scraped matters.
            case DOCKER -> {
                if (alertmanager != null) {
                    scrapeAlertmanager(alertmanager);
                }
            }
        }
        return new ConnectionGraph(connections);
    }

    private void connectThroughPolicies(List<Exporter> exporters) {
        admitQueries();
        if (config.alertmanager().enabled()) {
            sendAlerts();
        }
        if (runsPrometheus) {
            discover();
            copySamples();
            uploadBlocks();
            resolveNames(prometheusParty);
        }
        if (grafana != null) {
            resolveNames(grafana.party());
        }
        exporters.stream()
                .filter(exporter -> exporter.database() != null)
                .forEach(exporter -> resolveNames(exporter.workload().party()));
    }

    private void scrapeItself() {
        String scheme = config.tls() instanceof TlsConfig.Native ? "https" : "http";
        Discovery itself = new Discovery.Fixed(List.of(new HostPort("localhost", prometheusPort.number())), List.of());
        connect(
                prometheusParty,
                prometheusParty,
                prometheusPort,
                new Purpose.Scrape(new ScrapeTarget(
                        prometheus.name(), itself, prometheusPort.number(), "/metrics", scheme, null, false, true)));
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
        connect(prometheusParty, workload.party(), workload.port(), new Purpose.Scrape(job(workload, isNode)));
        if (exporter.database() != null) {
            connect(
                    workload.party(),
                    exporter.database(),
                    Port.tcp("database", exporter.databasePort()),
                    Purpose.Other.DATABASE);
        }
    }

    private ScrapeTarget job(Workload workload, boolean isNode) {
        return new ScrapeTarget(
                workload.name(),
                WorkloadDiscovery.of(config.platform(), workload),
                workload.port().number(),
                "/metrics",
                "http",
                null,
                isNode,
                false);
    }

    private void admitQueries() {
        NetworkConfig network = config.network();
        if (grafana != null) {
            admit(grafana.party());
            connect(
                    Party.of("ingress-controller", network.ingressController()),
                    grafana.party(),
                    grafana.port(),
                    Purpose.Other.DASHBOARDS);
        }
        if (!runsPrometheus) {
            // Whom that one admits beside the stack's own pods is nothing that the stack could say.
            return;
        }
        if (grafana == null || !isSelected(grafana, network.grafana())) {
            admit(Party.of("grafana", network.grafana()));
        }
        admit(new Party.Pods("applications", config.namespaces().application(), Map.of()));
        if (config.alertmanager().enabled()) {
            admit(
                    alertmanager == null
                            ? Party.of("alertmanager", config.alertmanager().pods())
                            : alertmanager.party());
        }
        if (config.tls() instanceof TlsConfig.Ingress) {
            admit(Party.of("ingress-controller", network.ingressController()));
        }
    }

    private static boolean isSelected(Workload workload, PeerConfig.Pods pods) {
        return workload.namespace().equals(pods.namespace())
                && workload.labels()
                        .selector()
                        .entrySet()
                        .containsAll(pods.selector().entrySet());
    }

    private void admit(Party party) {
        connect(party, prometheusParty, prometheusPort, Purpose.Other.QUERIES);
    }

    private void sendAlerts() {
        if (alertmanager == null) {
            Party elsewhere = Party.of("alertmanager", config.alertmanager().pods());
            Port port = Port.tcp("alerts", config.alertmanager().port());
            connect(prometheusParty, elsewhere, port, Purpose.Other.ALERTS);
            return;
        }
        connect(prometheusParty, alertmanager.party(), alertmanager.port(), Purpose.Other.ALERTS);
        scrapeAlertmanager(alertmanager);
        List<ReceiverConfig> receivers = config.alertmanager().routing().receivers();
        for (ReceiverConfig receiver : receivers) {
            connect(
                    alertmanager.party(),
                    Party.of("receiver-" + receiver.name(), receiver.destination()),
                    Port.tcp("notifications", receiver.integration().port()),
                    Purpose.Other.NOTIFICATIONS);
        }
        boolean hasPeers = config.alertmanager().replicas() > 1;
        if (hasPeers) {
            AlertmanagerWorkload.CLUSTER_PORTS.forEach(
                    port -> connect(alertmanager.party(), alertmanager.party(), port, Purpose.Other.AGREEMENT));
        }
        if (hasPeers || !receivers.isEmpty()) {
            resolveNames(alertmanager.party());
        }
    }

    private void scrapeAlertmanager(Workload scraped) {
        connect(prometheusParty, scraped.party(), scraped.port(), new Purpose.Scrape(job(scraped, false)));
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

    private void uploadBlocks() {
        ObjectStorageConfig storage = config.prometheus().objectStorage();
        if (storage == null) {
            return;
        }
        connect(
                prometheusParty,
                new Party.Addresses("object-storage", storage.addresses()),
                Port.tcp("blocks", storage.port()),
                Purpose.Other.OBJECT_STORAGE);
        if (storage.query() != null) {
            connect(
                    Party.of("thanos-query", storage.query()),
                    prometheusParty,
                    PrometheusWorkload.STORE,
                    Purpose.Other.RECENT_SAMPLES);
        }
    }

    private void resolveNames(Party from) {
        Party dns = Party.of("dns", config.network().dns());
        connect(from, dns, Port.udp("dns", 53), Purpose.Other.NAMES);
        connect(from, dns, Port.tcp("dns-tcp", 53), Purpose.Other.NAMES);
    }

    private void connect(Party from, Party to, Port port, Purpose purpose) {
        connections.add(new Connection(from, to, port, purpose));
    }
}
