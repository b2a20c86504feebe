package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.ProgramRun.Secret;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Grafana as a part of the stack. */
@Tag("unit")
class GrafanaTest {

    private static final String CONFIG =
            """
            grafana: {deploy: true}
            secrets: {grafanaAdminPassword: planted-grafana-password}
            """;

    private static final String WITH_BASIC_AUTH =
            TestStack.BASIC_AUTH.replace("secrets: {", "secrets: {grafanaAdminPassword: planted-grafana-password, ")
                    + "grafana: {deploy: true}\n";

    private static final ProgramRun RUN = ProgramRun.of(CONFIG);

    private static final Registration DEPLOYMENT = RUN.named("grafana-deployment");

    @Test
    void meetsTheRestrictedStandardWithAReadOnlyRoot() {
        Document pod = pod(DEPLOYMENT);

        assertThat(DEPLOYMENT.at("metadata.namespace")).isEqualTo("monitoring");
        assertThat(pod.at("securityContext"))
                .isEqualTo(
                        yaml(
                                """
                                {runAsNonRoot: true, runAsUser: 472, runAsGroup: 472, fsGroup: 472,
                                fsGroupChangePolicy: OnRootMismatch, seccompProfile: {type: RuntimeDefault}}
                                """));
        assertThat(container(DEPLOYMENT).at("securityContext"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("readOnlyRootFilesystem", true)
                .containsEntry("allowPrivilegeEscalation", false)
                .containsEntry("capabilities", yaml("{drop: [ALL]}"));
        assertThat(pod.at("automountServiceAccountToken")).isEqualTo(false);
        assertThat(container(DEPLOYMENT).at("image")).isEqualTo("grafana/grafana:13.2.3");
    }

    @Test
    void writesOnlyWhatGoesWithThePod() {
        List<Document> mounts = container(DEPLOYMENT).list("volumeMounts");

        assertThat(mounts)
                .filteredOn(mount -> !Boolean.TRUE.equals(mount.at("readOnly")))
                .extracting(mount -> mount.at("mountPath"))
                .containsExactlyInAnyOrder("/var/lib/grafana", "/tmp");
        assertThat(mounts).allMatch(mount -> mount.at("subPath") == null, "a file that is never refreshed");
        assertThat(pod(DEPLOYMENT).list("volumes"))
                .filteredOn(volume -> List.of("data", "scratch").contains(volume.text("name")))
                .extracting(volume -> volume.at("emptyDir.sizeLimit"))
                .containsExactlyInAnyOrder("512Mi", "64Mi");
    }

    /** What the provider watches is what the dashboards are mounted at, in files that the sidecar's objects hold. */
    @Test
    void everyDashboardIsWhereGrafanaLooks() {
        Document provider = Document.parse(
                (String) ((Map<?, ?>) RUN.named("grafana-config").at("data")).get("renderowl-dashboards.yaml"));
        Document volume = volume(DEPLOYMENT, "dashboards");

        assertThat(provider.at("providers[0]"))
                .isEqualTo(
                        yaml(
                                """
                                {name: renderowl, type: file, folder: Renderowl, disableDeletion: false,
                                allowUiUpdates: false, updateIntervalSeconds: 30, options: {path: /etc/grafana/dashboards}}
                                """));
        assertThat(mountPath(DEPLOYMENT, "dashboards")).isEqualTo("/etc/grafana/dashboards");
        assertThat(mountPath(DEPLOYMENT, "config")).isEqualTo("/etc/grafana/provisioning/dashboards");
        assertThat(volume.list("projected.sources"))
                .extracting(source -> source.at("configMap.name"))
                .containsExactlyInAnyOrderElementsOf(RUN.ofKind("ConfigMap").stream()
                        .filter(config -> config.name().startsWith("dashboards-"))
                        .filter(config -> !config.name().equals("dashboards-datasource"))
                        .map(config -> config.at("metadata.name"))
                        .toList());
        assertThat(environment())
                .containsEntry(
                        "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH", "/etc/grafana/dashboards/renderowl-overview.json");
        assertThat(RUN.named("dashboards-overview").at("data").toString()).startsWith("{renderowl-overview.json=");
    }

    @Test
    void dataSourceIsItsDefault() {
        assertThat(new Document(DashboardsTest.dataSource(RUN.named("dashboards-datasource")))
                        .at("datasources[0].isDefault"))
                .isEqualTo(true);
        assertThat(volume(DEPLOYMENT, "datasource").at("configMap.name")).isEqualTo("grafana-datasource");
        assertThat(mountPath(DEPLOYMENT, "datasource")).isEqualTo("/etc/grafana/provisioning/datasources");
    }

    @Test
    void withBasicAuthenticationTheDataSourceComesFromItsSecret() {
        Registration deployment = ProgramRun.of(WITH_BASIC_AUTH).named("grafana-deployment");

        assertThat(volume(deployment, "datasource").at("secret.secretName")).isEqualTo("grafana-datasource");
        assertThat(deployment.inputs().toString()).doesNotContain(TestStack.SCRAPE_PASSWORD);
    }

    /** Prometheus' private key is in the same Secret. */
    @Test
    void withNativeTlsItSeesTheAuthorityAndNotTheKey() {
        ProgramRun run = ProgramRun.of(CONFIG + TestStack.NATIVE_TLS);
        Registration deployment = run.named("grafana-deployment");
        Document dataSource = new Document(DashboardsTest.dataSource(run.named("dashboards-datasource")));

        assertThat(volume(deployment, "authority").at("secret.secretName")).isEqualTo("prometheus-tls");
        assertThat(volume(deployment, "authority").at("secret.items")).isEqualTo(yaml("[{key: ca.crt, path: ca.crt}]"));
        assertThat(dataSource.at("datasources[0].jsonData.tlsAuthWithCACert")).isEqualTo(true);
        assertThat(dataSource.at("datasources[0].secureJsonData.tlsCACert"))
                .isEqualTo("$__file{" + mountPath(deployment, "authority") + "/ca.crt}");
    }

    @Test
    void passwordIsAFileFromASecret() {
        Secret files = (Secret) RUN.named("grafana-admin").at("stringData");

        assertThat(files.value()).isEqualTo(Map.of("admin-password", "planted-grafana-password"));
        assertThat(volume(DEPLOYMENT, "admin").at("secret.secretName"))
                .isEqualTo(RUN.named("grafana-admin").at("metadata.name"));
        assertThat(environment())
                .containsEntry(
                        "GF_SECURITY_ADMIN_PASSWORD", "$__file{" + mountPath(DEPLOYMENT, "admin") + "/admin-password}");
        assertThat(RUN.registrations())
                .filteredOn(resource -> !resource.name().equals("grafana-admin"))
                .noneMatch(resource -> resource.inputs().toString().contains("planted-grafana-password"));
    }

    @Test
    void passwordCanBeSomebodyElsesSecret() {
        ProgramRun run = ProgramRun.of("grafana: {deploy: true, adminSecretName: grafana-login}");

        assertThat(volume(run.named("grafana-deployment"), "admin").at("secret.secretName"))
                .isEqualTo("grafana-login");
        assertThat(run.registrations()).noneMatch(resource -> resource.name().equals("grafana-admin"));
    }

    @Test
    void renderedWithoutSecretsThereAreNone(@TempDir Path directory) {
        ProgramRun run = ProgramRun.run(TestStack.source(WITH_BASIC_AUTH), new RunMode.Render(directory, false));

        assertThat(run.failure()).isEmpty();
        assertThat(run.ofKind("Secret")).isEmpty();
        assertThat(run.registrations().toString()).doesNotContain("planted");
    }

    @Test
    void restartsForWhatItReadsAtItsStartOnly() {
        String revision = revision(CONFIG);

        assertThat(revision(CONFIG.replace("planted-grafana", "planted-other"))).isNotEqualTo(revision);
        assertThat(revision(CONFIG + "prometheus: {scrapeInterval: 30s}\n"))
                .as("the data source tells the interval")
                .isNotEqualTo(revision);
        assertThat(revision(CONFIG + "dashboards: {folder: Other}\n")).isNotEqualTo(revision);
        assertThat(revision(CONFIG + "alerts: {diskRatio: 0.7}\n"))
                .as("a dashboard")
                .isEqualTo(revision);
        assertThat(revision(WITH_BASIC_AUTH.replace("planted-scrape", "planted-new")))
                .isNotEqualTo(revision(WITH_BASIC_AUTH));
    }

    @Test
    void talksToPrometheusAndIsReachedByTheIngressControllerOnly() {
        assertThat(RUN.named("grafana-network-policy").at("spec"))
                .isEqualTo(
                        yaml(
                                """
                                podSelector:
                                  matchLabels:
                                    app: grafana
                                    app.kubernetes.io/component: dashboards
                                    app.kubernetes.io/instance: staging
                                    app.kubernetes.io/name: grafana
                                    app.kubernetes.io/part-of: renderowl-monitoring
                                policyTypes: [Ingress, Egress]
                                ingress:
                                  - from:
                                      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: ingress-nginx}}
                                        podSelector: {matchLabels: {app.kubernetes.io/name: ingress-nginx}}
                                    ports: [{port: 3000, protocol: TCP}]
                                egress:
                                  - to:
                                      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: monitoring}}
                                        podSelector:
                                          matchLabels:
                                            app: prometheus
                                            app.kubernetes.io/component: monitoring
                                            app.kubernetes.io/instance: staging
                                            app.kubernetes.io/name: prometheus
                                            app.kubernetes.io/part-of: renderowl-monitoring
                                    ports: [{port: 9090, protocol: TCP}]
                                  - to:
                                      - namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: kube-system}}
                                        podSelector: {matchLabels: {k8s-app: kube-dns}}
                                    ports: [{port: 53, protocol: UDP}, {port: 53, protocol: TCP}]
                                """));
    }

    @Test
    void prometheusAdmitsItAndNoOtherGrafanaUnlessItIsToldOf() {
        assertThat(admittedByPrometheus(RUN))
                .filteredOn(peer -> peer.contains("grafana"))
                .hasSize(1);
        assertThat(admittedByPrometheus(ProgramRun.of(CONFIG + "network: {grafana: {namespace: graphs}}\n")))
                .filteredOn(peer -> peer.contains("grafana"))
                .hasSize(2)
                .anyMatch(peer -> peer.contains("graphs"));
    }

    @Test
    void serviceHasThePortThatPeopleKnowAndTheOutputsSayHowToGetThere() {
        assertThat(RUN.named("grafana-service").at("metadata.name")).isEqualTo("grafana");
        assertThat(RUN.named("grafana-service").at("spec.ports"))
                .isEqualTo(yaml("[{name: web, port: 3000, targetPort: web, protocol: TCP}]"));
        assertThat(RUN.outputs())
                .containsEntry("grafanaPortForward", "kubectl port-forward svc/grafana 3000:3000 -n monitoring");
        assertThat((List<?>) RUN.outputs().get("workloads")).asString().contains("monitoring/grafana");
        assertThat(ProgramRun.of(TestStack.DEFAULTS).outputs()).doesNotContainKey("grafanaPortForward");
    }

    @Test
    void startsAfterWhatItMounts() {
        assertThat(DEPLOYMENT.request().getDependenciesList())
                .anyMatch(urn -> urn.endsWith("::dashboards-overview"))
                .anyMatch(urn -> urn.endsWith("::dashboards-datasource"))
                .anyMatch(urn -> urn.endsWith("::grafana-admin"))
                .anyMatch(urn -> urn.endsWith("::grafana-config"));
    }

    private static List<String> admittedByPrometheus(ProgramRun run) {
        return new Document(run.named("prometheus-network-policy").at("spec"))
                .list("ingress").stream().map(Document::toString).toList();
    }

    private static String revision(String config) {
        Registration deployment = ProgramRun.of(config).named("grafana-deployment");
        return String.valueOf(((Map<?, ?>) deployment.at("spec.template.metadata.annotations"))
                .get("monitoring.renderowl.com/secret-revision"));
    }

    private static Map<String, String> environment() {
        return container(DEPLOYMENT).list("env").stream()
                .collect(Collectors.toMap(variable -> variable.text("name"), variable -> variable.text("value")));
    }

    private static Document volume(Registration deployment, String name) {
        return named(pod(deployment).list("volumes").stream(), name);
    }

    private static String mountPath(Registration deployment, String name) {
        return named(container(deployment).list("volumeMounts").stream(), name).text("mountPath");
    }

    private static Document named(Stream<Document> documents, String name) {
        return documents
                .filter(document -> document.text("name").equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Document pod(Registration workload) {
        return new Document(workload.at("spec.template.spec"));
    }

    private static Document container(Registration workload) {
        return pod(workload).list("containers").get(0);
    }
}
