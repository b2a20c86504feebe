package com.renderowl.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ExpectedPrometheusTest {

    private static final String EXISTING =
            """
            platform: operator
            operator:
              monitorLabels: {team: video, tier: gold}
              deployPrometheus: false
              existingPrometheus: {namespace: platform}
            """;

    @Test
    void saysEverySelectorAndWhatElseItNeeds() {
        assertThat(ExpectedPrometheus.of(TestStack.model(EXISTING)))
                .hasValue(
                        """
                This stack has no Prometheus of its own. The one in the namespace platform scrapes it if its Prometheus resource \
                has these selectors, or wider ones:
                  podMonitorSelector: {matchLabels: {team: video, tier: gold}}
                  podMonitorNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                  serviceMonitorSelector: {matchLabels: {team: video, tier: gold}}
                  serviceMonitorNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                  scrapeConfigSelector: {matchLabels: {team: video, tier: gold}}
                  scrapeConfigNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                  ruleSelector: {matchLabels: {team: video, tier: gold}}
                  ruleNamespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                Its alerts reach this stack's Alertmanager if spec.alerting.alertmanagers has {namespace: monitoring, \
                name: alertmanager, port: web}.
                Its account must be allowed to read pods in monitoring, monitoring-node, renderowl-staging; name it in \
                operator.existingPrometheus.serviceAccount, and the stack allows it.
                './monitoring doctor staging' says whether there is one that does.""");
    }

    @Test
    void saysNothingOfAnAlertmanagerAndAnAccountThatAreNotAsked() {
        String quiet = EXISTING.replace("{namespace: platform}", "{namespace: platform, serviceAccount: prometheus}")
                + "alertmanager: {enabled: false}\n";

        assertThat(ExpectedPrometheus.of(TestStack.model(quiet)).orElseThrow())
                .doesNotContain("Alertmanager", "account");
        assertThat(ExpectedPrometheus.of(TestStack.model("platform: operator"))).isEmpty();
    }
}
