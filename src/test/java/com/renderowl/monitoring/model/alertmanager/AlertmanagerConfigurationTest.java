package com.renderowl.monitoring.model.alertmanager;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.TestStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AlertmanagerConfigurationTest {

    private final Document receivers = configuration(TestStack.RECEIVERS);

    @Test
    void withoutReceiversEveryRouteEndsAtNobody() {
        assertThat(configuration(TestStack.DEFAULTS).at("route"))
                .isEqualTo(
                        yaml(
                                """
                                receiver: nobody
                                group_by: [alertname, severity, namespace]
                                group_wait: 30s
                                group_interval: 5m
                                repeat_interval: 4h
                                routes:
                                  - matchers: ['alertname="MonitoringReceiverTest"']
                                    receiver: nobody
                                    group_by: [...]
                                    group_wait: 0s
                                    group_interval: 10s
                                    repeat_interval: 1h
                                  - matchers: ['alertname="Watchdog"']
                                    receiver: nobody
                                    group_wait: 0s
                                    group_interval: 1m
                                    repeat_interval: 5m
                                  - {matchers: ['severity="critical"'], receiver: nobody}
                                  - {matchers: ['severity="warning"'], receiver: nobody}
                                  - {matchers: ['severity="info"'], receiver: nobody}
                                """));
        assertThat(configuration(TestStack.DEFAULTS).at("receivers")).isEqualTo(yaml("[{name: nobody}]"));
    }

    @Test
    void routesFollowTheConfiguration() {
        assertThat(receivers.text("route.receiver")).isEqualTo("mail");
        assertThat(receivers.list("route.routes"))
                .extracting(route -> route.at("receiver"))
                .containsExactly("nobody", "switch", "pager", "chat", "audit");
        assertThat(receivers.list("route.routes[0].routes"))
                .extracting(Document::root)
                .containsExactlyElementsOf(List.of("pager", "chat", "mail", "switch", "audit").stream()
                        .map(name -> (Object)
                                Map.of("matchers", List.of("receiver_test=\"" + name + "\""), "receiver", name))
                        .toList());
        assertThat(receivers.text("route.routes[1].repeat_interval")).isEqualTo("2m");
    }

    @Test
    void severityWithoutAReceiverGoesToTheDefault() {
        Document some = configuration(
                """
                alertmanager:
                  receivers:
                    team: {webhook: {url: "http://hook.tools.svc/"}, destination: {namespace: tools}}
                    pager: {webhook: {url: "http://page.tools.svc/"}, destination: {namespace: tools}}
                  routes: {critical: pager, default: team}
                  grouping: {by: [job], delay: 1s, interval: 2s, repeatInterval: 3s}
                  watchdog: {enabled: false}
                """);

        assertThat(some.list("route.routes"))
                .extracting(route -> route.at("receiver"))
                .containsExactly("nobody", "nobody", "pager", "team", "team");
        assertThat(some.at("route.group_by")).isEqualTo(List.of("job"));
        assertThat(List.of(
                        some.at("route.group_wait"), some.at("route.group_interval"), some.at("route.repeat_interval")))
                .containsExactly("1s", "2s", "3s");
    }

    @Test
    void aDeadMansSwitchThatIsToldOftenIsLookedAtAsOften() {
        assertThat(configuration("alertmanager: {watchdog: {repeatInterval: 20s}}")
                        .at("route.routes[1].group_interval"))
                .isEqualTo("20s");
    }

    @Test
    void receiversNameTheirSecretsByFile() {
        assertThat(receivers.at("receivers[1]"))
                .isEqualTo(
                        yaml(
                                """
                                name: pager
                                pagerduty_configs:
                                  - send_resolved: true
                                    routing_key_file: /etc/alertmanager/secrets/pagerKey
                                    url: https://events.pagerduty.com/v2/enqueue
                                    severity: '{{ if or (eq .CommonLabels.severity "critical") (eq .CommonLabels.severity
                                      "warning") (eq .CommonLabels.severity "info") }}{{ .CommonLabels.severity }}{{ else
                                      }}error{{ end }}'
                                """));
        assertThat(receivers.at("receivers[2].slack_configs[0].api_url_file"))
                .isEqualTo("/etc/alertmanager/secrets/slackUrl");
        assertThat(receivers.at("receivers[2].slack_configs[0].channel")).isEqualTo("#alerts");
        assertThat(receivers.at("receivers[3]"))
                .isEqualTo(
                        yaml(
                                """
                                name: mail
                                email_configs:
                                  - send_resolved: true
                                    to: on-call@example.com, team@example.com
                                    from: monitoring@example.com
                                    smarthost: smtp.example.com:587
                                    auth_username: monitoring
                                    auth_password_file: /etc/alertmanager/secrets/smtpPassword
                                    require_tls: true
                                """));
        assertThat(receivers.at("receivers[5]"))
                .isEqualTo(
                        yaml(
                                """
                                name: audit
                                webhook_configs:
                                  - send_resolved: true
                                    url: http://audit.tools.svc:8080/alerts
                                    http_config: {authorization: {credentials_file: /etc/alertmanager/secrets/auditToken}}
                                """));
    }

    @Test
    void aReceiverOfTheWatchdogAloneIsNotToldThatItEnded() {
        assertThat(receivers.at("receivers[4]"))
                .isEqualTo(
                        yaml(
                                """
                                name: switch
                                webhook_configs: [{send_resolved: false, url_file: /etc/alertmanager/secrets/switchUrl}]
                                """));
        assertThat(configuration(
                                """
                                alertmanager:
                                  receivers:
                                    team: {webhook: {url: "http://hook.tools.svc/"}, destination: {namespace: tools}}
                                  routes: {info: team}
                                  watchdog: {receiver: team}
                                """)
                        .at("receivers[1].webhook_configs[0].send_resolved"))
                .isEqualTo(true);
    }

    @Test
    void theSameConfigurationIsTheSameBytesAndHoldsNoSecret() {
        String text = AlertmanagerConfiguration.of(
                        TestStack.model(TestStack.RECEIVERS).config())
                .toYaml();
        for (int run = 0; run < 3; run++) {
            assertThat(AlertmanagerConfiguration.of(
                                    TestStack.model(TestStack.RECEIVERS).config())
                            .toYaml())
                    .isEqualTo(text);
        }
        assertThat(text).doesNotContain("planted").endsWith("\n").doesNotContain("\r", "\t");
    }

    private static Document configuration(String yaml) {
        return Document.parse(
                AlertmanagerConfiguration.of(TestStack.model(yaml).config()).toYaml());
    }
}
