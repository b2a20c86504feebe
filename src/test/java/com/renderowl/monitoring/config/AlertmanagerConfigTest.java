package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.config.ReceiverConfig.Integration.Email;
import com.renderowl.monitoring.config.ReceiverConfig.Integration.PagerDuty;
import com.renderowl.monitoring.config.ReceiverConfig.Integration.Slack;
import com.renderowl.monitoring.config.ReceiverConfig.Integration.Webhook;
import com.renderowl.monitoring.units.Cidr;
import com.renderowl.monitoring.units.HostPort;
import com.renderowl.monitoring.units.PrometheusDuration;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AlertmanagerConfigTest {

    static final String ELSEWHERE =
            "alertmanager: {deploy: false, namespace: alerting, selector: {app: am}, port: 9094}";

    @Test
    void elsewhere() {
        assertThat(Stacks.read(ELSEWHERE).alertmanager())
                .returns(true, AlertmanagerConfig::enabled)
                .returns(false, AlertmanagerConfig::runs)
                .returns(new PeerConfig.Pods("alerting", Map.of("app", "am")), AlertmanagerConfig::pods)
                .returns(9094, AlertmanagerConfig::port);
    }

    @Test
    void everyKey() {
        AlertmanagerConfig alertmanager =
                Stacks.read(Stacks.resource("/every-key.yaml")).alertmanager();
        assertThat(alertmanager.image()).hasToString("alertmanager:1");
        assertThat(alertmanager.replicas()).isEqualTo(1);
        assertThat(alertmanager.resources().cpuLimit()).hasToString("8m");
        assertThat(alertmanager.volume().storageClass()).isEqualTo("quick");
        assertThat(alertmanager.routing())
                .isEqualTo(new AlertRouting(
                        List.of(
                                new ReceiverConfig(
                                        "hook",
                                        new Webhook(URI.create("http://hook.tools:8080/in"), null, "hookToken", 8080),
                                        new PeerConfig.Pods("tools", Map.of("app", "hook")),
                                        null),
                                new ReceiverConfig(
                                        "hidden",
                                        new Webhook(null, "hookUrl", null, 8443),
                                        new PeerConfig.Pods("mon", Map.of("app", "hidden")),
                                        null),
                                new ReceiverConfig(
                                        "chat",
                                        new Slack("chatUrl", "#alerts", 80),
                                        new PeerConfig.Addresses(List.of(new Cidr("192.0.2.0/24"))),
                                        null),
                                new ReceiverConfig(
                                        "mail",
                                        new Email(
                                                List.of("a@b.example"),
                                                "m@b.example",
                                                new HostPort("smtp.b.example", 25),
                                                "m",
                                                "mailPassword",
                                                false),
                                        new PeerConfig.Pods("post", Map.of()),
                                        null),
                                new ReceiverConfig(
                                        "pager",
                                        new PagerDuty("pagerKey", URI.create("https://events.eu.example/v2")),
                                        new PeerConfig.Addresses(List.of(new Cidr("192.0.2.9/32"))),
                                        "pager.keys")),
                        Map.of("critical", "pager", "warning", "chat", "info", "hidden"),
                        "mail",
                        new AlertRouting.Grouping(
                                List.of("alertname", "job"),
                                PrometheusDuration.parse("10s"),
                                PrometheusDuration.parse("1m"),
                                PrometheusDuration.parse("1h")),
                        new AlertRouting.Watchdog(true, "hook", PrometheusDuration.parse("1m")),
                        true));
    }

    @Test
    void aStackOfProductionRequiresReceivers() {
        for (String stack : List.of("prod", "production", "production-eu")) {
            assertThat(Stacks.refused("", stack).problems())
                    .as(stack)
                    .extracting(Problem::path)
                    .containsExactly("alertmanager.routes", "alertmanager.watchdog");
            assertThat(StackConfigReader.read(Stacks.source("alertmanager: {deploy: false}"), Stacks.PROJECT, stack)
                            .config()
                            .alertmanager()
                            .runs())
                    .isFalse();
        }
        for (String stack : List.of("staging", "preproduction", "products")) {
            assertThat(StackConfigReader.read(Stacks.source(""), Stacks.PROJECT, stack)
                            .config()
                            .alertmanager()
                            .routing()
                            .requireReceivers())
                    .as(stack)
                    .isFalse();
        }
    }
}
