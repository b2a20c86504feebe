package com.renderowl.monitoring.policies;

import com.renderowl.monitoring.TestStack;
import java.util.LinkedHashMap;
import java.util.Map;

/** Configurations with which everything that the policies depend on is there in one way and another. */
final class StackVariants {

    /** By name, in the order to report them. */
    static final Map<String, String> ALL = new LinkedHashMap<>();

    /** Everything at once, and the node exporter where policies cover it. */
    static final String EVERYTHING =
            """
            grafana: {deploy: true}
            tls: {mode: ingress, ingress: {host: prometheus.example.com, clusterIssuer: letsencrypt, unauthenticated: true}}
            exporters:
              node: {hostNetwork: false}
              postgres: {database: {selector: {app: postgres}}}
              redis: {database: {addresses: [10.9.8.0/30]}}
            alertmanager:
              receivers:
                chat:
                  slack: {urlSecret: slackUrl, port: 8443}
                  destination: {addresses: [192.0.2.30/32, 198.51.100.0/28]}
                relay:
                  webhook: {url: "http://relay.tools.svc:8080/alerts"}
                  destination: {namespace: tools, selector: {app: relay, tier: edge}}
              routes: {default: chat, warning: relay}
            applications:
              renderer: {port: 9400, service: renderer}
              storage: {targets: ["storage.example.com:9000", "storage.example.com:9001"], addresses: [203.0.113.64/28]}
            prometheus:
              remoteWrite: [{name: far, url: "https://a.example.com/", addresses: [10.1.0.0/16]}]
            network:
              grafana: {namespace: boards, selector: {team: boards}}
              apiServer: {serviceAddresses: [10.96.0.1/32], endpointAddresses: [172.31.77.2/32], endpointPort: 6443}
              nodes: [172.31.77.0/24]
            secrets: {grafanaAdminPassword: planted, slackUrl: "https://hooks.example.com:8443/planted"}
            """;

    static {
        ALL.put("defaults", TestStack.DEFAULTS);
        ALL.put("everything", EVERYTHING);
        ALL.put("a receiver of each kind", TestStack.RECEIVERS);
        ALL.put("remote write", TestStack.REMOTE_WRITE);
        ALL.put("ingress", TestStack.INGRESS_TLS);
        ALL.put(
                "Alertmanager elsewhere",
                "alertmanager: {deploy: false, namespace: alerts, selector: {app: am}, port: 9999}");
        ALL.put("no Alertmanager", "alertmanager: {enabled: false}");
        ALL.put(
                "no exporters",
                "exporters: {node: {enabled: false}, postgres: {enabled: false}, redis: {enabled: false}}");
        ALL.put("no node address", "network: {nodes: []}");
        ALL.put(
                "operator, all replicas",
                """
                platform: operator
                prometheus:
                  replicas: 2
                  objectStorage:
                    secretName: storage
                    addresses: [10.7.7.0/24]
                    query: {namespace: thanos, selector: {app: query}}
                alertmanager: {replicas: 3}
                """);
        ALL.put(
                "Prometheus elsewhere",
                """
                platform: operator
                operator: {deployPrometheus: false, existingPrometheus: {namespace: platform, selector: {app: prom}}}
                """);
    }

    private StackVariants() {}
}
