package com.renderowl.monitoring.model.alertmanager;

import com.renderowl.monitoring.config.ReceiverConfig;
import com.renderowl.monitoring.config.ReceiverConfig.Integration;
import com.renderowl.monitoring.model.Paths;
import com.renderowl.monitoring.model.prometheus.Yaml;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the list of receivers. Secrets are files that Alertmanager reads again for each notification, so that a
 * changed one needs no restart.
 *
 * @param config who is told
 * @param tellsResolved whether it is also told when an alert has ended
 * @see <a href="https://prometheus.io/docs/alerting/latest/configuration/#general-receiver-related-settings">Receivers</a>
 */
public record ReceiverEntry(ReceiverConfig config, boolean tellsResolved) {

    /** What an alert says, one paragraph for each; Slack's own template has the names only. */
    public static final String SLACK_TEXT = "{{ range .Alerts }}*{{ .Annotations.summary }}*\n"
            + "{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n\n{{ end }}";

    /** PagerDuty refuses severities that it does not know. */
    public static final String PAGER_DUTY_SEVERITY = "{{ if or (eq .CommonLabels.severity \"critical\")"
            + " (eq .CommonLabels.severity \"warning\") (eq .CommonLabels.severity \"info\") }}"
            + "{{ .CommonLabels.severity }}{{ else }}error{{ end }}";

    Map<String, Object> toYaml() {
        Integration integration = config.integration();
        Map<String, Object> receiver = Yaml.map("name", config.name());
        if (integration instanceof Integration.Webhook webhook) {
            receiver.put("webhook_configs", List.of(webhook(webhook)));
        } else if (integration instanceof Integration.Slack slack) {
            receiver.put("slack_configs", List.of(slack(slack)));
        } else if (integration instanceof Integration.Email email) {
            receiver.put("email_configs", List.of(email(email)));
        } else if (integration instanceof Integration.PagerDuty pagerDuty) {
            receiver.put("pagerduty_configs", List.of(pagerDuty(pagerDuty)));
        }
        return receiver;
    }

    private Map<String, Object> webhook(Integration.Webhook webhook) {
        return Yaml.map(
                "send_resolved",
                tellsResolved,
                "url",
                webhook.url() == null ? null : webhook.url().toString(),
                "url_file",
                file(webhook.urlSecret()),
                "http_config",
                webhook.bearerTokenSecret() == null
                        ? null
                        : Yaml.map("authorization", Yaml.map("credentials_file", file(webhook.bearerTokenSecret()))));
    }

    private Map<String, Object> slack(Integration.Slack slack) {
        return Yaml.map(
                "send_resolved",
                tellsResolved,
                "api_url_file",
                file(slack.urlSecret()),
                "channel",
                slack.channel(),
                "text",
                SLACK_TEXT);
    }

    private Map<String, Object> email(Integration.Email email) {
        return Yaml.map(
                "send_resolved", tellsResolved,
                "to", String.join(", ", email.recipients()),
                "from", email.sender(),
                "smarthost", email.server().toString(),
                "auth_username", email.username(),
                "auth_password_file", file(email.passwordSecret()),
                "require_tls", email.requireTls());
    }

    private Map<String, Object> pagerDuty(Integration.PagerDuty pagerDuty) {
        return Yaml.map(
                "send_resolved",
                tellsResolved,
                "routing_key_file",
                file(pagerDuty.routingKeySecret()),
                "url",
                pagerDuty.url().toString(),
                "severity",
                PAGER_DUTY_SEVERITY);
    }

    private @Nullable String file(@Nullable String secret) {
        if (secret == null) {
            return null;
        }
        return config.secretName() == null
                ? Paths.ALERTMANAGER_SECRETS + "/" + secret
                : Paths.ALERTMANAGER_EXISTING_SECRETS + "/" + config.secretName() + "/" + secret;
    }
}
