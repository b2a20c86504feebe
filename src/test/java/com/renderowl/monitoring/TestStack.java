package com.renderowl.monitoring;

import com.google.gson.Gson;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.model.StackModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Stacks to test with, from the configuration as people write it in {@code Pulumi.staging.yaml}. */
public final class TestStack {

    /** The project that the configuration belongs to. */
    public static final String PROJECT = "renderowl-monitoring";

    /** The stack's name. */
    public static final String NAME = "staging";

    /** Nothing configured: all defaults. */
    public static final String DEFAULTS = "{}";

    /** The password of the scrape user in {@link #BASIC_AUTH}. */
    public static final String SCRAPE_PASSWORD = "planted-scrape-password";

    /** The password of the user {@code reader} in {@link #BASIC_AUTH}. */
    public static final String READER_PASSWORD = "planted-reader-password";

    /** Basic authentication with a user by password and one by hash. */
    public static final String BASIC_AUTH =
            """
            basicAuth:
              enabled: true
              users:
                reader: {passwordSecret: readerPassword}
                guest: {passwordHash: $2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234}
            secrets: {scrapePassword: planted-scrape-password, readerPassword: planted-reader-password}
            """;

    /** TLS by Prometheus itself. */
    public static final String NATIVE_TLS = "tls: {mode: native}\n";

    /** TLS at an ingress. */
    public static final String INGRESS_TLS =
            """
            tls:
              mode: ingress
              secretName: prometheus-certificate
              ingress:
                host: prometheus.staging.example.com
                className: nginx
                clusterIssuer: letsencrypt
                annotations: {nginx.ingress.kubernetes.io/auth-url: "https://login.example.com/auth"}
            """;

    /** Every way to log in at a remote write: by token, by password, by certificate. */
    public static final String REMOTE_WRITE =
            """
            prometheus:
              remoteWrite:
                - name: archive
                  url: https://archive.example.com/api/v1/write
                  bearerTokenSecret: archiveToken
                  keepMetrics: renderowl_.*|up
                  maxShards: 4
                  addresses: [192.0.2.10/32]
                - name: central
                  url: http://central.example.com:9009/api/v1/push
                  basicAuth: {username: staging, passwordSecret: centralPassword}
                  addresses: [198.51.100.0/24]
                - name: long-term
                  url: https://receive.example.com:19291/api/v1/receive
                  tls: {caConfigMapName: authorities, certificateSecretName: writer, serverName: receive.internal}
                  headers: {THANOS-TENANT: renderowl, X-Region: eu}
                  dropMetrics: go_.*
                  dropLabels: [pod, node]
                  minShards: 2
                  queue: {capacity: 5000, maxSamplesPerSend: 1000, batchSendDeadline: 2s}
                  addresses: [203.0.113.7/32]
            secrets: {archiveToken: planted-archive-token, centralPassword: planted-central-password}
            """;

    /** A receiver of each kind, and routes to all of them. */
    public static final String RECEIVERS =
            """
            alertmanager:
              receivers:
                pager:
                  pagerduty: {routingKeySecret: pagerKey}
                  destination: {addresses: [10.2.0.20/32]}
                chat:
                  slack: {urlSecret: slackUrl, channel: "#alerts", port: 8443}
                  destination: {addresses: [10.2.0.30/32, 10.2.0.31/32]}
                mail:
                  email:
                    to: [on-call@example.com, team@example.com]
                    from: monitoring@example.com
                    server: smtp.example.com:587
                    username: monitoring
                    passwordSecret: smtpPassword
                  destination: {addresses: [10.2.0.40/32]}
                switch:
                  webhook: {urlSecret: switchUrl}
                  destination: {namespace: watchers, selector: {app: switch}}
                audit:
                  webhook: {url: "http://audit.tools.svc:8080/alerts", bearerTokenSecret: auditToken}
                  destination: {namespace: tools}
              routes: {critical: pager, warning: chat, info: audit, default: mail}
              watchdog: {receiver: switch, repeatInterval: 2m}
            secrets:
              pagerKey: planted-pager-key
              slackUrl: https://hooks.example.com:8443/services/planted-slack
              smtpPassword: planted-smtp-password
              switchUrl: https://switch.example.com/planted-switch
              auditToken: planted-audit-token
            """;

    /** The exporters' secrets. */
    public static final String EXPORTER_SECRETS =
            """
            secrets:
              postgresDataSourceName: postgresql://metrics:planted-postgres-password@postgres:5432/renderowl
              redisPassword: planted-redis-password
            """;

    private TestStack() {}

    /** The configuration as the engine hands it over; the key {@code secrets} counts as encrypted. */
    public static ConfigSource source(String yaml) {
        Map<String, String> values = new LinkedHashMap<>();
        ((Map<?, ?>) Document.yaml(yaml))
                .forEach((key, value) -> values.put(
                        PROJECT + ":" + key,
                        value instanceof Map || value instanceof Iterable
                                ? new Gson().toJson(value)
                                : String.valueOf(value)));
        return new ConfigSource(values, Set.of(PROJECT + ":secrets"));
    }

    /** Reads the configuration. */
    public static StackConfigReader.Result read(String yaml) {
        return StackConfigReader.read(source(yaml), PROJECT, NAME);
    }

    /** The model of the stack with this configuration. */
    public static StackModel model(String yaml) {
        return StackModel.of(read(yaml).config());
    }
}
