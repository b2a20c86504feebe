package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/**
 * The table of wrong configurations, {@code src/test/resources/wrong-configurations}: each with the whole message that a
 * user reads.
 */
class WrongConfigurationsTest {

    /** What stands for a password wherever the table has one. */
    private static final String PLANTED = "planted-secret";

    record Wrong(String name, String stack, Set<String> encrypted, String config, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Wrong> table() {
        return Stream.of(
                        "prometheus",
                        "capacity",
                        "remote-write",
                        "applications",
                        "cluster",
                        "network",
                        "alerts",
                        "alertmanager",
                        "grafana",
                        "operator",
                        "secrets",
                        "docker")
                .flatMap(WrongConfigurationsTest::table);
    }

    @ParameterizedTest
    @MethodSource("table")
    void isRefusedWithTheWholeMessage(Wrong wrong) {
        assertThat(refusal(wrong)).hasMessage(wrong.message.stripTrailing());
    }

    @ParameterizedTest
    @MethodSource("table")
    void holdsNoSecretInAnythingThatIsPrinted(Wrong wrong) {
        InvalidConfigurationException refusal = refusal(wrong);
        StringWriter trace = new StringWriter();
        refusal.printStackTrace(new PrintWriter(trace));
        assertThat(trace.toString()).doesNotContain(PLANTED);
        assertThat(refusal.problems().toString()).doesNotContain(PLANTED);
        assertThat(refusal.getCause()).isNull();
    }

    @Test
    void isLongEnoughAndPlantsSecrets() {
        assertThat(table()).hasSizeGreaterThan(100).extracting(Wrong::name).doesNotHaveDuplicates();
        assertThat(table().filter(wrong -> wrong.config.contains(PLANTED))).hasSizeGreaterThan(20);
    }

    @Test
    void allProblemsComeInOneReportWhoseOrderDoesNotDependOnTheInput() {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("renderowl-monitoring:tls", "{\"mode\": \"mesh\"}");
        values.put("renderowl-monitoring:prometheus", "{\"retention\": \"x\", \"image\": \"prom\"}");
        values.put("renderowl-monitoring:zebra", "1");
        values.put("renderowl-monitoring:apple", "1");
        values.put("aws:region", "eu");
        values.put("renderowl-monitoring:applications", "{\"backend\": {\"port\": 0}}");
        values.put("renderowl-monitoring:secrets", "{\"old\": \"planted-secret\"}");
        ConfigSource source = new ConfigSource(values, Set.of("renderowl-monitoring:secrets"));
        String root =
                "secrets, platform, operator, docker, imagePullPolicy, protect, cluster, namespaces, prometheus, capacity, applications, exporters, alerts,"
                        + " alertmanager, grafana, dashboards, network, basicAuth, tls";
        for (int run = 0; run < 3; run++) {
            assertThat(Stacks.refused(source))
                    .hasMessage("The stack's configuration has 8 problems; nothing was changed."
                            + "\n  1. aws:region: belongs to 'aws', which this program does not read"
                            + "\n     allowed: keys of renderowl-monitoring"
                            + "\n     fix: remove it: ./monitoring config rm --path 'aws:region' --stack staging"
                            + "\n  2. prometheus.image: 'prom' is not pinned: what runs would depend on the day it is"
                            + " pulled"
                            + "\n     allowed: an image with a tag other than latest, a digest or both, such as"
                            + " prom/prometheus:v3.16.0"
                            + "\n     fix: ./monitoring config set --path prometheus.image VALUE --stack staging"
                            + "\n  3. prometheus.retention: 'x' is not a duration"
                            + "\n     allowed: a number with a unit (ms, s, m, h, d, w or y), such as 15s, 1h30m or 15d"
                            + "\n     fix: ./monitoring config set --path prometheus.retention VALUE --stack staging"
                            + "\n  4. applications.backend.port: '0' is out of range"
                            + "\n     allowed: a whole number from 1 to 65535"
                            + "\n     fix: ./monitoring config set --path applications.backend.port VALUE --stack staging"
                            + "\n  5. tls.mode: 'mesh' is not one of the choices"
                            + "\n     allowed: none, ingress, native"
                            + "\n     fix: ./monitoring config set --path tls.mode VALUE --stack staging"
                            + "\n  6. apple: is not a known key"
                            + "\n     allowed: " + root
                            + "\n     fix: remove it: ./monitoring config rm --path apple --stack staging"
                            + "\n  7. zebra: is not a known key"
                            + "\n     allowed: " + root
                            + "\n     fix: remove it: ./monitoring config rm --path zebra --stack staging"
                            + "\n  8. secrets.old: is not referred to by anything"
                            + "\n     allowed: grafanaAdminPassword, postgresDataSourceName, redisPassword, scrapePassword"
                            + "\n     fix: remove it: ./monitoring config rm --path secrets.old --stack staging");
        }
    }

    @Test
    void unknownKeysComeByName() {
        List<String> names =
                List.of("pear", "fig", "zebra", "quince", "apple", "mango", "cherry", "lemon", "date", "kiwi");
        ConfigSource source = Stacks.source(String.join(": 1\n", names) + ": 1");
        assertThat(Stacks.refused(source).problems())
                .extracting(Problem::path)
                .containsExactlyElementsOf(names.stream().sorted().toList());
    }

    private static InvalidConfigurationException refusal(Wrong wrong) {
        InvalidConfigurationException refusal = catchThrowableOfType(
                InvalidConfigurationException.class,
                () -> StackConfigReader.read(
                        Stacks.source(wrong.config, wrong.encrypted), Stacks.PROJECT, wrong.stack));
        assertThat(refusal).as("refusal of %s", wrong.config).isNotNull();
        return refusal;
    }

    private static Stream<Wrong> table(String file) {
        String text = Stacks.resource("/wrong-configurations/" + file + ".yaml");
        List<Map<String, Object>> rows = new Yaml(new SafeConstructor(new LoaderOptions())).load(text);
        List<Wrong> table = new ArrayList<>();
        for (Map<String, Object> row : rows) {
            @SuppressWarnings("unchecked")
            List<String> encrypted = (List<String>) row.getOrDefault("encrypted", List.of("secrets"));
            table.add(new Wrong(
                    (String) row.get("name"),
                    (String) row.getOrDefault("stack", "staging"),
                    Set.copyOf(encrypted),
                    (String) row.get("config"),
                    (String) row.get("message")));
        }
        return table.stream();
    }
}
