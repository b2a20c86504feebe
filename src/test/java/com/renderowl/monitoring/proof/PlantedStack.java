package com.renderowl.monitoring.proof;

import java.util.Map;
import java.util.TreeMap;

/**
 * A stack that has every kind of secret that there is, each of them planted.
 *
 * @param secrets the planted words, by the names that the configuration gives the secrets
 */
public record PlantedStack(PlantedSecrets secrets) {

    /** What is configured so that each of the secrets is needed. */
    public static final String SETTINGS =
            """
            basicAuth:
              enabled: true
              users: {alice: {passwordSecret: alicePassword}}
            grafana: {deploy: true}
            prometheus:
              remoteWrite:
              - name: long-term
                url: https://metrics.example.com/api/v1/write
                basicAuth: {username: renderowl, passwordSecret: remoteWritePassword}
                addresses: [192.0.2.0/24]
              - name: archive
                url: https://archive.example.com/api/v1/write
                bearerTokenSecret: archiveToken
                addresses: [198.51.100.0/24]
            alertmanager:
              receivers:
                chat: {slack: {urlSecret: slackUrl}, destination: {addresses: [192.0.2.30/32]}}
                pager: {pagerduty: {routingKeySecret: pagerKey}, destination: {addresses: [192.0.2.20/32]}}
                mail:
                  email:
                    to: [on-call@example.com]
                    from: monitoring@example.com
                    server: smtp.example.com:587
                    username: monitoring
                    passwordSecret: smtpPassword
                  destination: {addresses: [192.0.2.40/32]}
                hook:
                  webhook: {urlSecret: hookUrl, bearerTokenSecret: hookToken}
                  destination: {addresses: [192.0.2.50/32]}
              routes: {critical: pager, warning: chat, default: mail}
              watchdog: {receiver: hook}
            """;

    /** New words for all of them. */
    public static PlantedStack create() {
        return new PlantedStack(PlantedSecrets.named(
                "postgresDataSourceName",
                "redisPassword",
                "scrapePassword",
                "grafanaAdminPassword",
                "alicePassword",
                "remoteWritePassword",
                "archiveToken",
                "slackUrl",
                "pagerKey",
                "smtpPassword",
                "hookUrl",
                "hookToken"));
    }

    /** The value of each secret, by its name: those that are URLs hold the word as their password or path. */
    public Map<String, String> values() {
        Map<String, String> values = new TreeMap<>();
        secrets.words().forEach((name, word) -> values.put(name, secrets.value(name)));
        values.put(
                "postgresDataSourceName",
                "postgresql://exporter:" + secrets.word("postgresDataSourceName") + "@postgres:5432/renderowl");
        values.put("slackUrl", "https://hooks.example.com/" + secrets.word("slackUrl"));
        values.put("hookUrl", "https://hooks.example.com/" + secrets.word("hookUrl"));
        return values;
    }
}
