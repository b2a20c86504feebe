package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Secret;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.model.alertmanager.AlertmanagerConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class AlertmanagerObjectsTest {

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);
    private static final ProgramRun RECEIVERS = ProgramRun.of(TestStack.RECEIVERS);

    @Test
    void configurationIsThatOfTheModel() {
        assertThat(RECEIVERS.named("alertmanager-config").at("data"))
                .isEqualTo(Map.of(
                        "alertmanager.yml",
                        AlertmanagerConfiguration.of(
                                        TestStack.model(TestStack.RECEIVERS).config())
                                .toYaml()));
        assertThat(RECEIVERS.named("alertmanager-config").at("metadata.name")).isEqualTo("alertmanager-config");
    }

    @Test
    void changedConfigurationRestartsThePodAsAlertmanagerDoesNotReloadIt() {
        ProgramRun changed = ProgramRun.of("alertmanager: {grouping: {delay: 10s}}");

        assertThat(checksum(DEFAULTS)).matches("[0-9a-f]{64}");
        assertThat(checksum(changed)).matches("[0-9a-f]{64}").isNotEqualTo(checksum(DEFAULTS));
        assertThat(checksum(ProgramRun.of("prometheus: {retention: 3d}"))).isEqualTo(checksum(DEFAULTS));
    }

    @Test
    void changedSecretChangesTheSecretOnly() {
        ProgramRun changed = ProgramRun.of(TestStack.RECEIVERS.replace("planted-slack", "planted-other"));

        assertThat(changed.named("alertmanager-deployment").inputs())
                .as("Alertmanager reads the files each time it needs them")
                .isEqualTo(RECEIVERS.named("alertmanager-deployment").inputs());
        assertThat(credentials(changed)).isNotEqualTo(credentials(RECEIVERS));
    }

    @Test
    void secretHasAFileForEachSecretOfAReceiverAndIsSecret() {
        assertThat(credentials(RECEIVERS))
                .isEqualTo(Map.of(
                        "auditToken", "planted-audit-token",
                        "pagerKey", "planted-pager-key",
                        "slackUrl", "https://hooks.example.com:8443/services/planted-slack",
                        "smtpPassword", "planted-smtp-password",
                        "switchUrl", "https://switch.example.com/planted-switch"));
        assertThat(RECEIVERS.registrations())
                .filteredOn(resource -> !resource.name().equals("alertmanager-receivers"))
                .noneMatch(resource -> resource.inputs().toString().contains("planted"));
        assertThat(RECEIVERS.outputs().toString()).doesNotContain("planted");
        assertThat(DEFAULTS.ofKind("Secret")).isEmpty();
        assertThat(ProgramRun.run(TestStack.source(TestStack.RECEIVERS), new RunMode.Render(Path.of("x"), false))
                        .ofKind("Secret"))
                .isEmpty();
    }

    @Test
    void podSeesItsConfigurationItsSecretsAndItsVolume() {
        Document pod = new Document(RECEIVERS.named("alertmanager-deployment").at("spec.template.spec"));

        assertThat(pod.at("volumes"))
                .isEqualTo(
                        yaml(
                                """
                                - {name: config, configMap: {name: alertmanager-config}}
                                - {name: data, persistentVolumeClaim: {claimName: alertmanager-data}}
                                - {name: receivers, secret: {secretName: alertmanager-receivers, defaultMode: 288}}
                                """));
        assertThat(pod.at("containers[0].volumeMounts"))
                .isEqualTo(
                        yaml(
                                """
                                - {name: config, mountPath: /etc/alertmanager/config, readOnly: true}
                                - {name: data, mountPath: /alertmanager}
                                - {name: receivers, mountPath: /etc/alertmanager/secrets, readOnly: true}
                                """));
        assertThat(new Document(DEFAULTS.named("alertmanager-deployment").at("spec.template.spec")).list("volumes"))
                .as("without receivers there is no Secret to mount")
                .hasSize(2);
        assertThat(pod.at("securityContext.fsGroup")).isEqualTo(59093);
    }

    @Test
    void silencesOutliveThePod() {
        assertThat(DEFAULTS.named("alertmanager-data").at("spec"))
                .isEqualTo(yaml("{accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}"));
        assertThat(DEFAULTS.named("alertmanager-data").at("metadata.name")).isEqualTo("alertmanager-data");
        assertThat(DEFAULTS.named("alertmanager-deployment").at("spec.strategy.type"))
                .isEqualTo("Recreate");
        assertThat(ProgramRun.of("alertmanager: {volume: {size: 2Gi, storageClass: fast}}")
                        .named("alertmanager-data")
                        .at("spec.storageClassName"))
                .isEqualTo("fast");
    }

    @Test
    void podMayEndAsSlowlyAsItBegins() {
        Document pod = new Document(DEFAULTS.named("alertmanager-deployment").at("spec.template.spec"));

        assertThat(pod.at("containers[0].args").toString()).contains("--dispatch.start-delay=60s");
        assertThat((Integer) pod.at("terminationGracePeriodSeconds")).isGreaterThan(60);
    }

    @Test
    void serviceAndLabelsAreThoseThatPeopleKnow() {
        assertThat(DEFAULTS.named("alertmanager-service").at("metadata.name")).isEqualTo("alertmanager");
        assertThat(DEFAULTS.named("alertmanager-service").at("spec.ports"))
                .isEqualTo(yaml("[{name: web, port: 9093, targetPort: web, protocol: TCP}]"));
        assertThat(DEFAULTS.named("alertmanager-deployment").at("spec.selector.matchLabels"))
                .isEqualTo(
                        yaml(
                                """
                                app: alertmanager
                                app.kubernetes.io/component: alerting
                                app.kubernetes.io/instance: staging
                                app.kubernetes.io/name: alertmanager
                                app.kubernetes.io/part-of: renderowl-monitoring
                                """));
    }

    @Test
    void policyAdmitsPrometheusAndLetsOutToTheReceivers() {
        Document spec =
                new Document(RECEIVERS.named("alertmanager-network-policy").at("spec"));

        assertThat(spec.list("ingress")).singleElement().satisfies(rule -> {
            assertThat(rule.at("from[0].podSelector.matchLabels.app")).isEqualTo("prometheus");
            assertThat(rule.at("ports")).isEqualTo(yaml("[{port: 9093, protocol: TCP}]"));
        });
        assertThat(spec.list("egress").stream().skip(1).map(Document::root).toList())
                .as("after the one to Prometheus")
                .isEqualTo(
                        yaml(
                                """
                                - to: [{ipBlock: {cidr: 10.2.0.20/32}}]
                                  ports: [{port: 443, protocol: TCP}]
                                - to: [{ipBlock: {cidr: 10.2.0.30/32}}, {ipBlock: {cidr: 10.2.0.31/32}}]
                                  ports: [{port: 8443, protocol: TCP}]
                                - to: [{ipBlock: {cidr: 10.2.0.40/32}}]
                                  ports: [{port: 587, protocol: TCP}]
                                - to:
                                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: watchers}}
                                      podSelector: {matchLabels: {app: switch}}
                                  ports: [{port: 443, protocol: TCP}]
                                - to: [{namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: tools}}}]
                                  ports: [{port: 8080, protocol: TCP}]
                                - to:
                                    - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                                      podSelector: {matchLabels: {k8s-app: kube-dns}}
                                  ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
                                """));
    }

    @Test
    void withoutAnOwnAlertmanagerNothingOfItIsMade() {
        for (String off : List.of("alertmanager: {deploy: false}", "alertmanager: {enabled: false}")) {
            assertThat(ProgramRun.of(off).registrations()).as(off).noneMatch(resource -> resource.name()
                    .contains("alertmanager"));
        }
    }

    private static String checksum(ProgramRun run) {
        Map<?, ?> annotations =
                (Map<?, ?>) run.named("alertmanager-deployment").at("spec.template.metadata.annotations");
        return String.valueOf(annotations.get("monitoring.renderowl.com/config-checksum"));
    }

    private static Object credentials(ProgramRun run) {
        return ((Secret) run.named("alertmanager-receivers").at("stringData")).value();
    }
}
