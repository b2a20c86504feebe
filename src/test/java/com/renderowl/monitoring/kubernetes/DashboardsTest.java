package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.ProgramRun.Secret;
import com.renderowl.monitoring.TestStack;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboards and the data source, as a Grafana that somebody else deploys finds them. */
@Tag("unit")
class DashboardsTest {

    private static final ProgramRun DEFAULTS = ProgramRun.of(TestStack.DEFAULTS);

    @Test
    void sidecarFindsEveryDashboardUnderAFileNameOfItsOwn() {
        List<Registration> found = labelled(DEFAULTS, "grafana_dashboard");

        assertThat(found)
                .extracting(dashboard -> dashboard.at("metadata.name"))
                .containsExactlyInAnyOrder(
                        "grafana-dashboard-overview",
                        "grafana-dashboard-backend",
                        "grafana-dashboard-rendering",
                        "grafana-dashboard-nodes",
                        "grafana-dashboard-postgresql",
                        "grafana-dashboard-redis",
                        "grafana-dashboard-prometheus");
        assertThat(found).allSatisfy(dashboard -> {
            assertThat(dashboard.at("metadata.namespace")).isEqualTo("monitoring");
            assertThat(annotations(dashboard)).containsEntry("grafana_folder", "Renderowl");
            Map<?, ?> files = (Map<?, ?>) dashboard.at("data");
            assertThat(files).hasSize(1);
            files.forEach((name, text) ->
                    assertThat(name).isEqualTo(Document.parse((String) text).text("uid") + ".json"));
        });
    }

    @Test
    void onlyWhatIsScrapedHasADashboard() {
        ProgramRun run = ProgramRun.of(
                """
                exporters: {node: {enabled: false}, redis: {enabled: false}}
                applications: {backend: {enabled: false}}
                """);

        assertThat(labelled(run, "grafana_dashboard"))
                .extracting(dashboard -> dashboard.at("metadata.name"))
                .containsExactlyInAnyOrder(
                        "grafana-dashboard-overview", "grafana-dashboard-postgresql", "grafana-dashboard-prometheus");
    }

    @Test
    void nothingIsMadeWhereGrafanaIsNotWanted() {
        ProgramRun run = ProgramRun.of("dashboards: {enabled: false}");

        assertThat(run.registrations()).noneMatch(resource -> resource.name().startsWith("dashboards"));
    }

    @Test
    void thresholdsAndFolderComeFromTheConfiguration() {
        ProgramRun run = ProgramRun.of(
                """
                alerts: {diskRatio: 0.7, runbooks: "https://wiki.example.com/alerts"}
                dashboards: {folder: Video platform}
                """);
        Registration nodes = run.named("dashboards-nodes");

        assertThat(annotations(nodes)).containsEntry("grafana_folder", "Video platform");
        assertThat(nodes.at("data").toString())
                .contains("{\"color\": \"red\", \"value\": 0.7}", "https://wiki.example.com/alerts")
                .doesNotContain("github.com", "\"setting\"");
    }

    @Test
    void dataSourceIsNoDefaultBesideThatOfAnotherGrafana() {
        Registration found = DEFAULTS.named("dashboards-datasource");

        assertThat(found.type()).endsWith(":ConfigMap");
        assertThat(labelled(DEFAULTS, "grafana_datasource")).containsExactly(found);
        assertThat(dataSource(found))
                .isEqualTo(
                        yaml(
                                """
                                apiVersion: 1
                                datasources:
                                  - name: Renderowl Prometheus
                                    uid: renderowl-prometheus
                                    type: prometheus
                                    access: proxy
                                    url: http://prometheus.monitoring.svc:9090
                                    isDefault: false
                                    editable: false
                                    jsonData: {httpMethod: POST, timeInterval: 15s}
                                """));
    }

    @Test
    void withBasicAuthenticationTheDataSourceIsASecretAndLogsInAsTheScrapeUser() {
        ProgramRun run = ProgramRun.of(TestStack.BASIC_AUTH);
        Registration found = run.named("dashboards-datasource");

        assertThat(found.type()).endsWith(":Secret");
        assertThat(labelled(run, "grafana_datasource")).containsExactly(found);
        Document dataSource = new Document(dataSource(found));
        assertThat(dataSource.at("datasources[0].basicAuth")).isEqualTo(true);
        assertThat(dataSource.at("datasources[0].basicAuthUser")).isEqualTo("prometheus-scrape");
        assertThat(dataSource.at("datasources[0].secureJsonData"))
                .isEqualTo(Map.of("basicAuthPassword", TestStack.SCRAPE_PASSWORD));
        assertThat(run.ofKind("ConfigMap"))
                .noneMatch(config -> config.inputs().toString().contains(TestStack.SCRAPE_PASSWORD));
    }

    /** Grafana takes what follows a dollar sign for a variable, unless there are two. */
    @Test
    void dollarsInAPasswordSurvive() {
        ProgramRun run = ProgramRun.of(TestStack.BASIC_AUTH.replace(TestStack.SCRAPE_PASSWORD, "'pa$$ $HOME ${x}'"));

        assertThat(new Document(dataSource(run.named("dashboards-datasource")))
                        .at("datasources[0].secureJsonData.basicAuthPassword"))
                .isEqualTo("pa$$$$ $$HOME $${x}");
    }

    @Test
    void withNativeTlsTheCertificateIsCheckedForTheRightName() {
        Document dataSource =
                new Document(dataSource(ProgramRun.of(TestStack.NATIVE_TLS).named("dashboards-datasource")));

        assertThat(dataSource.at("datasources[0].url")).isEqualTo("https://prometheus.monitoring.svc:9090");
        assertThat(dataSource.at("datasources[0].jsonData.serverName")).isEqualTo("prometheus.monitoring.svc");
        assertThat(dataSource.at("datasources[0].secureJsonData")).isNull();
    }

    private static List<Registration> labelled(ProgramRun run, String label) {
        return run.registrations().stream()
                .filter(resource ->
                        resource.at("metadata.labels") instanceof Map<?, ?> labels && "1".equals(labels.get(label)))
                .toList();
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> annotations(Registration resource) {
        return (Map<String, Object>) resource.at("metadata.annotations");
    }

    static Object dataSource(Registration resource) {
        Object files = resource.at("data") == null ? ((Secret) resource.at("stringData")).value() : resource.at("data");
        return yaml((String) ((Map<?, ?>) files).get("renderowl-prometheus.yaml"));
    }
}
