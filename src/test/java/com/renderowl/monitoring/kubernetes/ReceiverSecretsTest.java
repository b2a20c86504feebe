package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Receivers whose credentials are in a Secret that somebody else makes. */
@Tag("unit")
class ReceiverSecretsTest {

    private static final String RECEIVERS =
            """
            exporters: {postgres: {enabled: false}}
            alertmanager:
              receivers:
                chat:
                  slack: {urlSecret: url}
                  secretName: chat.keys
                  destination: {addresses: [10.2.0.1/32]}
                switch:
                  webhook: {urlSecret: switch, bearerTokenSecret: token}
                  secretName: chat.keys
                  destination: {addresses: [10.2.0.2/32]}
              routes: {default: chat}
              watchdog: {receiver: switch}
            """;

    @Test
    void onThePlainPlatformTheyAreFilesOfThatSecret() {
        ProgramRun run = ProgramRun.of(RECEIVERS);

        assertThat(run.failure()).isEmpty();
        assertThat(run.named("alertmanager-config").at("data").toString())
                .contains(
                        "api_url_file: /etc/alertmanager/existing-secrets/chat.keys/url",
                        "url_file: /etc/alertmanager/existing-secrets/chat.keys/switch",
                        "credentials_file: /etc/alertmanager/existing-secrets/chat.keys/token");
        assertThat(run.named("alertmanager-deployment").inputs().toString())
                .contains("mountPath=/etc/alertmanager/existing-secrets/chat.keys", "secretName=chat.keys");
        assertThat(run.ofKind("Secret")).isEmpty();
    }

    @Test
    void onTheOperatorTheyAreKeysOfThatSecret() {
        ProgramRun run = ProgramRun.of("platform: operator\n" + RECEIVERS);

        assertThat(run.named("alertmanager-config").at("spec.receivers[1].slackConfigs[0].apiURL"))
                .isEqualTo(Map.of("name", "chat.keys", "key", "url"));
        assertThat(run.named("alertmanager-config").at("spec.receivers[2].webhookConfigs[0].urlSecret"))
                .isEqualTo(Map.of("name", "chat.keys", "key", "switch"));
        assertThat(run.named("alertmanager-alertmanager").at("spec.alertmanagerConfiguration.name"))
                .isEqualTo("staging");
    }

    @Test
    void whoeverRunsTheStackIsToldToMakeIt() {
        assertThat(ProgramRun.of(RECEIVERS).warnings())
                .singleElement()
                .asString()
                .contains(
                        "Secret monitoring/chat.keys (keys switch, token, url)",
                        "kubectl create namespace monitoring; kubectl -n monitoring create secret generic chat.keys"
                                + " --from-file=switch=FILE --from-file=token=FILE --from-file=url=FILE");
    }

    @Test
    void aDestinationThatIsAnExampleIsAWarning() {
        String example = RECEIVERS.replace("10.2.0.1/32", "192.0.2.0/24");

        assertThat(ProgramRun.of(example).warnings())
                .anyMatch(warning -> warning.contains("Notifications to chat go nowhere")
                        && warning.contains("'alertmanager.receivers.chat.destination.addresses[0]' VALUE"));
        assertThat(ProgramRun.of(example + "network: {policies: false}\n").warnings())
                .noneMatch(warning -> warning.contains("go nowhere"));
    }

    @Test
    void replicasReachEachOtherAndOneAloneReachesNobody() {
        String operated = "platform: operator\n" + RECEIVERS;
        ProgramRun three = ProgramRun.of(operated.replace("alertmanager:\n", "alertmanager:\n  replicas: 3\n"));

        for (String direction : new String[] {"ingress", "egress"}) {
            assertThat(three.named("alertmanager-network-policy")
                            .at("spec." + direction)
                            .toString())
                    .contains("{port=9094, protocol=TCP}, {port=9094, protocol=UDP}");
        }
        assertThat(three.ofKind("PodDisruptionBudget")).hasSize(1);
        ProgramRun one = ProgramRun.of(operated);
        assertThat(one.named("alertmanager-network-policy").at("spec").toString())
                .doesNotContain("9094");
        assertThat(one.ofKind("PodDisruptionBudget")).isEmpty();
    }
}
