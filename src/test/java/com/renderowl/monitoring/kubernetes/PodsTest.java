package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.TestStack;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class PodsTest {

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);

    @Test
    void thereIsAWorkloadForPrometheusAlertmanagerAndEachExporter() {
        assertThat(workloads(DEFAULTS))
                .extracting(Registration::name)
                .containsExactlyInAnyOrder(
                        "prometheus-deployment",
                        "alertmanager-deployment",
                        "node-exporter-daemonset",
                        "postgres-exporter-deployment",
                        "redis-exporter-deployment");
        assertThat(workloads(ProgramRun.of("{exporters: {node: {enabled: false}, postgres: {enabled: false}},"
                        + " alertmanager: {deploy: false}}")))
                .extracting(Registration::name)
                .containsExactlyInAnyOrder("prometheus-deployment", "redis-exporter-deployment");
    }

    @ParameterizedTest
    @CsvSource({
        "prometheus-deployment, 250m, 512Mi, 1, 2Gi",
        "alertmanager-deployment, 50m, 64Mi, 250m, 128Mi",
        "node-exporter-daemonset, 100m, 64Mi, 250m, 256Mi",
        "postgres-exporter-deployment, 100m, 64Mi, 250m, 128Mi",
        "redis-exporter-deployment, 100m, 64Mi, 250m, 128Mi",
    })
    void resourcesAreThoseOfTheRequirements(
            String workload, String cpuRequest, String memoryRequest, String cpuLimit, String memoryLimit) {
        Document container = container(DEFAULTS.named(workload));

        assertThat(container.text("resources.requests.cpu")).isEqualTo(cpuRequest);
        assertThat(container.text("resources.requests.memory")).isEqualTo(memoryRequest);
        assertThat(container.text("resources.limits.cpu")).isEqualTo(cpuLimit);
        assertThat(container.text("resources.limits.memory")).isEqualTo(memoryLimit);
        assertThat(container.at("resources.requests.ephemeral-storage")).isNotNull();
        assertThat(container.at("resources.limits.ephemeral-storage")).isNotNull();
    }

    @Test
    void resourcesComeFromTheConfiguration() {
        Document container = container(ProgramRun.of(
                        "prometheus: {resources: {requests: {cpu: 500m, memory: 1Gi}, limits: {cpu: 2500m, memory: 4Gi}}}")
                .named("prometheus-deployment"));

        assertThat(container.at("resources.requests")).asString().contains("cpu=500m", "memory=1Gi");
        assertThat(container.at("resources.limits")).asString().contains("cpu=2500m", "memory=4Gi");
    }

    @Test
    void containersMeetTheRestrictedStandard() {
        assertThat(workloads(DEFAULTS)).allSatisfy(workload -> {
            Document container = container(workload);
            assertThat(container.at("securityContext"))
                    .asInstanceOf(InstanceOfAssertFactories.MAP)
                    .containsEntry("allowPrivilegeEscalation", false)
                    .containsEntry("capabilities", yaml("{drop: [ALL]}"))
                    .containsEntry("readOnlyRootFilesystem", true)
                    .containsEntry("runAsNonRoot", true);
            assertThat(container.at("securityContext.privileged")).isNull();
            assertThat(pod(workload).at("securityContext.runAsNonRoot")).isEqualTo(true);
            assertThat(pod(workload).at("securityContext.seccompProfile")).isEqualTo(yaml("{type: RuntimeDefault}"));
            assertThat((Integer) pod(workload).at("securityContext.runAsUser")).isPositive();
            assertThat((Integer) container.at("securityContext.runAsUser")).isPositive();
        });
    }

    @Test
    void onlyTheNodeExporterSeesItsNode() {
        Document node = pod(DEFAULTS.named("node-exporter-daemonset"));
        assertThat(node.at("hostNetwork")).isEqualTo(true);
        assertThat(node.at("hostPID")).isNull();
        assertThat(node.list("volumes")).isNotEmpty().allMatch(volume -> volume.at("hostPath") != null);
        assertThat(container(DEFAULTS.named("node-exporter-daemonset")).list("volumeMounts"))
                .hasSize(3)
                .allMatch(mount -> Boolean.TRUE.equals(mount.at("readOnly")));
        assertThat(DEFAULTS.named("node-exporter-daemonset").at("metadata.namespace"))
                .isEqualTo("monitoring-node");

        assertThat(others()).hasSize(4).allSatisfy(workload -> {
            assertThat(pod(workload).at("hostNetwork")).isNull();
            assertThat(pod(workload).at("hostPID")).isNull();
            assertThat(pod(workload).list("volumes")).noneMatch(volume -> volume.at("hostPath") != null);
            assertThat(workload.at("metadata.namespace")).isEqualTo("monitoring");
        });
        assertThat(pod(ProgramRun.of("exporters: {node: {hostNetwork: false}}").named("node-exporter-daemonset"))
                        .at("hostNetwork"))
                .isNull();
    }

    @Test
    void nodeExporterRunsOnEveryLinuxNode() {
        Document node = pod(DEFAULTS.named("node-exporter-daemonset"));

        assertThat(node.at("tolerations")).isEqualTo(yaml("[{operator: Exists}]"));
        assertThat(node.at("nodeSelector")).isEqualTo(yaml("{kubernetes.io/os: linux}"));
    }

    @Test
    void onlyPrometheusGetsAToken() {
        assertThat(workloads(DEFAULTS))
                .filteredOn(workload -> Boolean.TRUE.equals(pod(workload).at("automountServiceAccountToken")))
                .extracting(Registration::name)
                .containsExactly("prometheus-deployment");
        assertThat(workloads(DEFAULTS))
                .allSatisfy(workload -> assertThat(pod(workload).at("automountServiceAccountToken"))
                        .isInstanceOf(Boolean.class));
        assertThat(DEFAULTS.ofKind("ServiceAccount"))
                .hasSize(5)
                .allMatch(account -> Boolean.FALSE.equals(account.at("automountServiceAccountToken")));
    }

    @Test
    void everyPodRunsAsItsOwnAccount() {
        assertThat(workloads(DEFAULTS)).allSatisfy(workload -> assertThat(DEFAULTS.ofKind("ServiceAccount"))
                .filteredOn(account ->
                        account.at("metadata.name").equals(pod(workload).at("serviceAccountName"))
                                && account.at("metadata.namespace").equals(workload.at("metadata.namespace")))
                .hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"startupProbe", "readinessProbe", "livenessProbe"})
    void everyContainerIsProbedOnItsOwnPort(String probe) {
        assertThat(workloads(DEFAULTS)).allSatisfy(workload -> {
            Document container = container(workload);
            Object port = container.at("ports[0].containerPort");
            assertThat(Stream.of(container.at(probe + ".httpGet.port"), container.at(probe + ".tcpSocket.port")))
                    .as(probe)
                    .containsOnlyOnce(port);
            assertThat((Integer) container.at(probe + ".periodSeconds")).isPositive();
            assertThat((Integer) container.at(probe + ".timeoutSeconds")).isPositive();
            assertThat((Integer) container.at(probe + ".failureThreshold")).isPositive();
        });
    }

    @Test
    void withBasicAuthTheContainerProbesItself() {
        Document container = container(ProgramRun.of(TestStack.BASIC_AUTH).named("prometheus-deployment"));

        assertThat(container.at("readinessProbe.exec.command"))
                .isEqualTo(
                        yaml(
                                """
                                - promtool
                                - check
                                - ready
                                - --http.config.file=/etc/prometheus/web/probe.yml
                                - --url=http://localhost:9090
                                """));
        assertThat(container.at("livenessProbe.tcpSocket.port")).isEqualTo(9090);
        assertThat(container.at("livenessProbe.httpGet")).isNull();
    }

    @Test
    void imagesArePinnedAndPulledAsConfigured() {
        assertThat(workloads(DEFAULTS))
                .extracting(workload -> container(workload).text("image"))
                .containsExactlyInAnyOrder(
                        "prom/prometheus:v3.16.0",
                        "prom/alertmanager:v0.34.2",
                        "prom/node-exporter:v1.12.1",
                        "prometheuscommunity/postgres-exporter:v0.20.1",
                        "oliver006/redis_exporter:v1.91.1");
        assertThat(workloads(DEFAULTS))
                .allMatch(workload -> container(workload).at("imagePullPolicy").equals("Always"));

        Document other = container(ProgramRun.of(
                        "{imagePullPolicy: IfNotPresent, prometheus: {image: 'registry.example.com/prometheus:v3.15.0'}}")
                .named("prometheus-deployment"));
        assertThat(other.at("image")).isEqualTo("registry.example.com/prometheus:v3.15.0");
        assertThat(other.at("imagePullPolicy")).isEqualTo("IfNotPresent");
    }

    @Test
    void exportersTakeSecretsFromTheirSecretAndStartWithoutIt() {
        assertThat(container(DEFAULTS.named("postgres-exporter-deployment")).at("env"))
                .isEqualTo(
                        yaml(
                                """
                                - name: DATA_SOURCE_NAME
                                  valueFrom:
                                    secretKeyRef: {name: postgres-exporter, key: DATA_SOURCE_NAME, optional: true}
                                """));
        assertThat(container(DEFAULTS.named("redis-exporter-deployment")).at("env"))
                .isEqualTo(
                        yaml(
                                """
                                - {name: REDIS_ADDR, value: "redis.renderowl-staging.svc:6379"}
                                - name: REDIS_PASSWORD
                                  valueFrom:
                                    secretKeyRef: {name: redis-exporter, key: REDIS_PASSWORD, optional: true}
                                """));
    }

    @Test
    void selectorsMatchThePodsAndLeaveTheVersionOut() {
        assertThat(workloads(DEFAULTS)).allSatisfy(workload -> {
            Map<?, ?> selector = (Map<?, ?>) workload.at("spec.selector.matchLabels");
            assertThat(((Map<?, ?>) workload.at("spec.template.metadata.labels"))
                            .entrySet()
                            .containsAll(selector.entrySet()))
                    .isTrue();
            assertThat(selector.get("app")).isEqualTo(workload.at("metadata.name"));
            assertThat(selector.containsKey("app.kubernetes.io/version")).isFalse();
        });
    }

    @Test
    void namesOfOtherServicesDoNotLeakIntoTheEnvironment() {
        assertThat(workloads(DEFAULTS))
                .allMatch(workload -> Boolean.FALSE.equals(pod(workload).at("enableServiceLinks")));
    }

    private static List<Registration> workloads(ProgramRun run) {
        return Stream.concat(run.ofKind("Deployment").stream(), run.ofKind("DaemonSet").stream())
                .toList();
    }

    private static List<Registration> others() {
        return DEFAULTS.ofKind("Deployment");
    }

    private static Document pod(Registration workload) {
        return new Document(workload.at("spec.template.spec"));
    }

    private static Document container(Registration workload) {
        List<Document> containers = pod(workload).list("containers");
        assertThat(containers).hasSize(1);
        assertThat(pod(workload).at("initContainers")).isNull();
        return containers.get(0);
    }
}
