package com.renderowl.monitoring.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.renderowl.monitoring.cli.support.ExitCode;
import com.renderowl.monitoring.cli.support.Project;
import com.renderowl.monitoring.cli.support.RecordedConsole;
import com.renderowl.monitoring.harness.Tools;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code monitoring matrix}, without an engine, a cluster or a passphrase. */
@Tag("unit")
class MatrixCommandTest {

    private static final String KEY = "  renderowl-monitoring:";

    /** With the most columns, and names that need more room than there is. */
    private static final String WIDEST =
            """
            platform: operator
            prometheus: {replicas: 2, objectStorage: {secretName: s, addresses: [10.7.7.0/24], query: {namespace: thanos}}}
            alertmanager: {replicas: 3}
            grafana: {deploy: true, adminSecretName: grafana}
            tls: {mode: ingress, ingress: {host: prometheus.example.com, clusterIssuer: letsencrypt, unauthenticated: true}}
            applications: {one: {port: 1, service: s}, two: {port: 2, service: s}, three: {port: 3, service: s}}
            """;

    @TempDir
    private Path folder;

    private final RecordedConsole console = new RecordedConsole();
    private final StringWriter errors = new StringWriter();

    @BeforeEach
    void project() throws IOException {
        for (String file :
                List.of("Pulumi.yaml", "Pulumi.staging.yaml", "Pulumi.production.yaml", "Pulumi.local.yaml")) {
            Files.copy(Tools.projectRoot().resolve(file), folder.resolve(file));
        }
    }

    private int run(String... arguments) {
        Workbench workbench =
                new Workbench(new Project(folder), Map.of("HOME", folder.toString()), console.console(), List.of());
        return MonitoringCommand.commandLine(workbench)
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    private void configure(String yaml) throws IOException {
        StringBuilder file = new StringBuilder("config:\n");
        yaml.lines().forEach(line -> file.append(KEY).append(line).append('\n'));
        Files.writeString(folder.resolve("Pulumi.other.yaml"), file);
    }

    @Test
    void thePageShowsWhatIsPrintedForStaging() throws IOException {
        assertThat(run("matrix")).isEqualTo(ExitCode.DONE);

        assertThat(Files.readString(Tools.projectRoot().resolve("docs/security.md")))
                .as("the output of './monitoring matrix' in docs/security.md")
                .contains("\n```text\n" + console.output() + "```\n");
    }

    @Test
    void gridsSayWhatBecomesOfEveryConnection() {
        assertThat(run("matrix", "staging")).isEqualTo(ExitCode.DONE);

        assertThat(console.output())
                .containsPattern("(?m)^prometheus +self +yes +yes +yes +yes$")
                .containsPattern("(?m)^a pod of another namespace +no +no +open +no +no$")
                .containsPattern("(?m)^dns 53/UDP\\+TCP +yes +no +open +yes +yes$")
                .contains("  prometheus -> alertmanager           9093        send alerts, scrape alertmanager\n")
                .contains("narrow them,\nabove all network.nodes and network.apiServer.");
        assertThat(console.messages()).isEmpty();
        assertThat(folder.resolve(".monitoring")).as("nothing is made").doesNotExist();
    }

    @Test
    void everythingFitsIntoATerminal() throws IOException {
        configure(WIDEST);

        assertThat(run("matrix", "other")).isEqualTo(ExitCode.DONE);
        assertThat(console.output().lines())
                .allSatisfy(
                        line -> assertThat(line).hasSizeLessThanOrEqualTo(110).doesNotEndWith(" "));
        assertThat(console.output())
                .as("columns that do not fit come in a table below")
                .containsPattern("(?s)\nfrom .*\nfrom .*\nto ");
    }

    @Test
    void narrowBlocksAreNoCauseForAWarning() throws IOException {
        configure("network: {nodes: [172.31.77.0/24], apiServer: {endpointAddresses: [172.31.77.2/32]}}");

        assertThat(run("matrix", "other")).isEqualTo(ExitCode.DONE);
        assertThat(console.output()).doesNotContain("narrow");
    }

    @Test
    void encryptedValuesAreNotNeeded() throws IOException {
        configure("secrets: {redisPassword: {secure: v1:AAAAAAAAAAAAAAAA:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==}}");

        assertThat(run("matrix", "other")).as(errors.toString()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void jsonHasEveryCell() {
        assertThat(run("matrix", "production", "--json")).isEqualTo(ExitCode.DONE);

        JsonObject matrix = JsonParser.parseString(console.output()).getAsJsonObject();
        assertThat(matrix.get("stack").getAsString()).isEqualTo("production");
        assertThat(matrix.get("policies").getAsBoolean()).isTrue();
        List<JsonElement> cells = matrix.getAsJsonArray("cells").asList();
        assertThat(cells)
                .hasSizeGreaterThan(500)
                .contains(
                        JsonParser.parseString(
                                """
                                {"from": "prometheus", "to": "alertmanager", "port": 9093, "protocol": "TCP",
                                 "verdict": "allowed", "purposes": ["send alerts", "scrape alertmanager"]}
                                """),
                        JsonParser.parseString(
                                """
                                {"from": "a pod of another namespace", "to": "alertmanager", "port": 9094,
                                 "protocol": "UDP", "verdict": "denied", "reason": "stopped by ingress of alertmanager"}
                                """))
                .extracting(cell -> cell.getAsJsonObject().get("verdict").getAsString())
                .containsOnly("allowed", "denied", "open");
        assertThat(matrix.getAsJsonArray("participants").asList())
                .extracting(
                        participant -> participant.getAsJsonObject().get("kind").getAsString())
                .containsOnly("covered", "on-host", "party", "stranger");
    }

    @Test
    void stackWithoutPoliciesSaysSoAndWhatOthersHaveToLetPass() throws IOException {
        configure("network: {policies: false}");

        assertThat(run("matrix", "other")).isEqualTo(ExitCode.DONE);
        assertThat(console.output())
                .startsWith(
                        "The stack other has no network policies, as network.policies is false: it stops nothing.\n")
                .contains("  redis-exporter -> redis              6379        read database figures\n")
                .doesNotContain("INTO THE STACK'S PODS", "a pod of another namespace", "narrow");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--json"})
    void stackOnDockerHasOneNetworkWithoutPolicies(String option) {
        String[] line = option.isEmpty() ? new String[] {"matrix", "local"} : new String[] {"matrix", "local", option};

        assertThat(run(line)).isEqualTo(ExitCode.USAGE);
        assertThat(console.output()).isEmpty();
        assertThat(errors.toString().lines())
                .containsExactly("monitoring: The stack local runs on Docker, in one network without policies: every"
                        + " container there reaches every other one, so there is no matrix.");
    }

    @Test
    void wrongConfigurationIsRefusedWithEveryProblem() throws IOException {
        configure("network: {policies: perhaps, nodes: [10.0.0.1/8]}");

        assertThat(run("matrix", "other")).isEqualTo(ExitCode.USAGE);
        assertThat(errors.toString()).contains("network.policies", "network.nodes");
    }
}
