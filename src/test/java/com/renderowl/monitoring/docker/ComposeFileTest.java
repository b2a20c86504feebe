package com.renderowl.monitoring.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.MonitoringProgram;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import com.renderowl.monitoring.config.StackConfigReader;
import com.renderowl.monitoring.model.StackModel;
import com.renderowl.monitoring.model.prometheus.PrometheusConfiguration;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is rendered for Docker Compose; that Compose makes the same containers of it, {@link ComposeTest} shows. */
@Tag("unit")
class ComposeFileTest {

    private static final String DOCKER = "platform: docker\n";

    @Test
    void aRenderingHoldsTheFilesThatContainersSeeAndThoseForPrometheusAlone() {
        Map<String, String> files = rendered(DOCKER);
        assertThat(files.keySet())
                .contains(
                        "docker-compose.yml",
                        "containers/prometheus/config/prometheus.yml",
                        "containers/alertmanager/config/alertmanager.yml",
                        "rules/backend.yaml",
                        "prometheus.yml",
                        "alertmanager.yml")
                .noneMatch(file -> file.startsWith("secrets"));
        StackModel model = TestStack.model(DOCKER);
        assertThat(files.get("containers/prometheus/config/prometheus.yml"))
                .isEqualTo(PrometheusConfiguration.of(model).toYaml());
        assertThat(rendered(DOCKER)).isEqualTo(files);
    }

    @Test
    void everyWorkloadIsAServiceAndSharesNothingThatIsNotSaid() {
        Map<?, ?> services = (Map<?, ?>) compose(DOCKER).get("services");
        assertThat(services.keySet().stream().map(String::valueOf).filter(name -> !name.endsWith("-owner")))
                .containsExactlyElementsOf(TestStack.model(DOCKER).workloads().stream()
                        .map(workload -> workload.name())
                        .toList());
        assertThat(services).allSatisfy((name, service) -> {
            boolean owner = String.valueOf(name).endsWith("-owner");
            assertThat(((Map<?, ?>) service).keySet())
                    .map(String::valueOf)
                    .contains("mem_limit", "memswap_limit", "read_only", "cap_drop", "security_opt", "user")
                    .contains(owner ? "cap_add" : "cpu_quota")
                    .doesNotContain("privileged", "env_file", "pid", owner ? "networks" : "network_mode");
        });
    }

    /** A new volume belongs to the image's user, one of an older release to its. */
    @Test
    void dataIsHandedOverToItsUserBeforeItsProgramStarts() {
        Map<?, ?> services = (Map<?, ?>) compose(DOCKER).get("services");
        assertThat(services.get("prometheus"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("user", "59090:59090")
                .containsEntry(
                        "depends_on",
                        Map.of("prometheus-owner", Map.of("condition", "service_completed_successfully")));
        assertThat(services.get("prometheus-owner"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .hasEntrySatisfying("entrypoint", program -> assertThat(program.toString())
                        .contains("chown -R \"$$0\" \"$$folder\""))
                .containsEntry("command", List.of("59090:59090", "/prometheus"))
                .containsEntry("network_mode", "none")
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("cap_add", List.of("CAP_CHOWN", "CAP_DAC_READ_SEARCH"));
        assertThat(services.keySet().stream().map(String::valueOf).filter(name -> name.endsWith("-owner")))
                .containsExactly("prometheus-owner", "alertmanager-owner");
    }

    @Test
    void secretsComeFromOutsideAndTheHeadSaysWhich() {
        String text = DOCKER + TestStack.EXPORTER_SECRETS;
        Map<String, String> files = rendered(text);
        assertThat(files.toString()).doesNotContain("planted");
        assertThat(files.get("docker-compose.yml"))
                .contains("#   variable POSTGRES_DATA_SOURCE_NAME\n#   variable REDIS_PASSWORD\n")
                .contains("DATA_SOURCE_NAME: ${POSTGRES_DATA_SOURCE_NAME:?")
                .contains("REDIS_PASSWORD: ${REDIS_PASSWORD:?");
    }

    /** As the stack does: an exporter without a password, and a connection that holds none. */
    @Test
    void withoutSecretsNothingHasToBeBrought() {
        assertThat(rendered(DOCKER).get("docker-compose.yml"))
                .contains("DATA_SOURCE_NAME: postgresql://postgres@host.docker.internal:5432/postgres?sslmode=disable")
                .doesNotContain("${", "REDIS_PASSWORD", "No secret is in here");
    }

    @Test
    void filesWithSecretsAreMountedFromAFolderThatIsNotRendered() {
        Map<String, String> files = rendered(
                DOCKER
                        + """
                alertmanager:
                  receivers:
                    chat:
                      slack: {urlSecret: slackUrl, channel: "#alerts", port: 8443}
                  routes: {critical: chat, warning: chat, info: chat, default: chat}
                secrets: {slackUrl: "https://hooks.example.com:8443/services/planted-slack"}
                """);
        assertThat(files.toString()).doesNotContain("planted");
        assertThat(files.keySet()).noneMatch(file -> file.startsWith("secrets"));
        assertThat(files.get("docker-compose.yml"))
                .contains("#   file     secrets/alertmanager/receivers/slackUrl (user 59093:59093)")
                .contains("source: ./secrets/alertmanager/receivers\n", "target: /etc/alertmanager/secrets\n");
    }

    @Test
    void prometheusAloneFindsFilesBesideItsOwnAndTheRestOnTheMachine() {
        String text = rendered(DOCKER
                        + "prometheus: {remoteWrite: [{name: a, url: 'https://a.example.com', bearerTokenSecret: t}]}\n"
                        + "secrets: {t: planted-token}\n")
                .get("prometheus.yml");
        assertThat(text).doesNotContain("/etc/", "host.docker.internal", "planted");
        Map<?, ?> document = (Map<?, ?>) Document.yaml(text);
        assertThat((List<?>) document.get("rule_files")).asString().contains("rules/backend.yaml");
        assertThat(Stream.of("localhost:9090", "localhost:8080", "localhost:9100", "localhost:9093"))
                .allMatch(text::contains);
        assertThat(text).contains("credentials_file: remote-write/t");
    }

    private static Map<?, ?> compose(String stack) {
        return (Map<?, ?>) Document.yaml(rendered(stack).get("docker-compose.yml"));
    }

    private static Map<String, String> rendered(String stack) {
        StackConfigReader.Result read = TestStack.read(stack);
        MonitoringProgram program =
                new MonitoringProgram(TestStack.source(stack), new RunMode.Render(Path.of("never-written"), false));
        assertThat(ProgramRun.run(program).failure()).isEmpty();
        assertThat(program.renderedFiles())
                .containsAllEntriesOf(ComposeFile.render(StackModel.of(read.config()), read.secrets()));
        return program.renderedFiles();
    }
}
