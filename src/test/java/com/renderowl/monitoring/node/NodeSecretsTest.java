package com.renderowl.monitoring.node;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.App;
import com.renderowl.monitoring.harness.CommandOutcome;
import com.renderowl.monitoring.harness.EngineStack;
import com.renderowl.monitoring.harness.GrafanaStandIn;
import com.renderowl.monitoring.harness.MonitoringCli;
import com.renderowl.monitoring.harness.RequiresTools;
import com.renderowl.monitoring.harness.TemporaryDirectory;
import com.renderowl.monitoring.harness.TestNode;
import com.renderowl.monitoring.harness.WithTestNode;
import com.renderowl.monitoring.node.LeakSearch.Finding;
import com.renderowl.monitoring.node.LeakSearch.Kind;
import com.renderowl.monitoring.proof.ClusterSnapshot;
import com.renderowl.monitoring.proof.PlantedSecrets;
import com.renderowl.monitoring.proof.PlantedStack;
import com.renderowl.monitoring.proof.StackSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Every secret of a stack is planted, the user's own commands are run, and while and after each of them everything is searched:
 * what they say, their files, all processes of the machine, all objects and logs of the cluster, and what the programs answer.
 * {@link PermittedPlaces} says where a secret may be; {@link Decoys} show that the search finds things.
 */
@Tag("node")
@WithTestNode
@RequiresTools({"pulumi", "pulumi-language-java", "pulumi-resource-kubernetes"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class NodeSecretsTest {

    private static final String APPLICATION = "renderowl-staging";
    private static final String STACK = "staging";
    private static final Duration DEADLINE = Duration.ofMinutes(3);

    /** What comes after a secret's name when it is replaced by another one. */
    private static final String SECOND = ", second";

    private static final List<String> ROTATED = List.of("redisPassword", "scrapePassword", "alicePassword");

    /**
     * Where samples are sent to: a backend that knows no such path and says so, which Prometheus logs. For an endpoint that is
     * silent Prometheus waits a minute when it is stopped.
     */
    private static final String REFUSING_ENDPOINTS =
            """
            prometheus:
              remoteWrite:
              - name: long-term
                url: http://renderowl-backend.renderowl-staging.svc:8080/api/v1/write
                basicAuth: {username: renderowl, passwordSecret: remoteWritePassword}
                addresses: [10.244.0.0/16]
              - name: archive
                url: http://renderowl-backend.renderowl-staging.svc:8080/api/v1/archive
                bearerTokenSecret: archiveToken
                addresses: [10.244.0.0/16]
            """;

    /** The value that the cluster does not take. */
    private static final String REFUSED = "redisPassword, refused";

    private final TestNode node;
    private final MonitoringCli cli = MonitoringCli.create();
    private final PlantedStack stack = PlantedStack.create();
    private final PlantedSecrets more = PlantedSecrets.named(
            "redisPassword" + SECOND, "scrapePassword" + SECOND, "alicePassword" + SECOND, REFUSED, SecretSteps.DECOY);
    private final PlantedSecrets planted = stack.secrets().and(more);
    private final LivePrometheus prometheus;
    private SecretSteps steps;
    private StackSettings settings;

    NodeSecretsTest(TestNode node) {
        this.node = node;
        prometheus = new LivePrometheus(node);
    }

    @BeforeAll
    void prepare() {
        node.provide(GrafanaStandIn.ON_NODE, GrafanaStandIn.IMAGE);
        NodePlatform.deploy(node, APPLICATION, planted.word("postgresDataSourceName"), planted.word("redisPassword"));
        steps = new SecretSteps(node, cli.on(node), prometheus, planted);
        node.kubectl("-n", APPLICATION, "expose", "deployment/renderowl-backend", "--port=8080");
        settings = NodePlatform.settings(STACK)
                .with(PlantedStack.SETTINGS)
                .with(REFUSING_ENDPOINTS)
                .with(steps.decoys().settings());
        cli.configure(STACK, settings.file());
        prometheus.as("alice", value("alicePassword"));
    }

    @AfterAll
    void end() {
        steps.close();
        prometheus.close();
        cli.run("destroy", STACK, "--yes");
        cli.close();
        NodePlatform.remove(node, APPLICATION);
    }

    @Test
    @Order(1)
    void secretsAreTypedAndNothingShowsThem() {
        Map<String, String> values = new TreeMap<>(stack.values());
        values.replaceAll((name, unused) -> value(name));
        steps.step("./monitoring config set --secret, for each", () -> set(values), () -> {});
        steps.run("config", "--stack", STACK).requireOutput();

        MonitoringCli.Running asked = cli.start("config", "get", "--path", "secrets.pagerKey", "--stack", STACK);
        assertThat(planted.foundIn(asked.await().requireOutput()))
                .as("what the user asks for is shown")
                .containsExactly("pagerKey");
        asked.forget();
    }

    @Test
    @Order(2)
    void previewsShowNone() {
        steps.run("preview", STACK).requireOutput();
        CommandOutcome diff = steps.run("preview", STACK, "--diff");
        steps.run("preview", STACK, "--json").requireOutput();

        assertThat(planted.foundIn(diff.requireOutput() + diff.errors()))
                .as("the values that it does show")
                .containsExactly(SecretSteps.DECOY);
    }

    @Test
    @Order(3)
    void deployedSecretsAreWhereTheyMustBe() {
        stack.secrets().words().keySet().forEach(steps::use);
        steps.deployed(true);
        steps.step("./monitoring up " + STACK, () -> cli.run("up", STACK), this::awaitTargets)
                .requireOutput();
        hashes().forEach((user, hash) -> steps.discovered("hash of " + user, hash));
        steps.run("status", STACK).requireOutput();
        steps.run("outputs", STACK, "--json").requireOutput();
        steps.run("drift", STACK).requireOutput();
    }

    @Test
    @Order(4)
    void programsThatCannotReachTheirDatabasesDoNotSayHowTheyTried() {
        steps.step("databases away, every receiver told", this::disturb, this::awaitTargets);
    }

    @Test
    @Order(5)
    void editedStackShowsNone() {
        cli.configure(STACK, settings.with("prometheus: {retention: 30d}").file());
        steps.run("up", STACK).requireOutput();
    }

    @Test
    @Order(6)
    void rotatedSecretsAreReplacedInPlace() {
        Map<String, String> before = identities();
        Map<String, String> values = new TreeMap<>();
        ROTATED.forEach(name -> values.put(name, value(name + SECOND)));
        steps.step("./monitoring config set --secret, for new values", () -> set(values), () -> {});
        Map<String, String> oldHashes = hashes();
        node.kubectlCommand(
                        "-n",
                        APPLICATION,
                        "exec",
                        "--stdin",
                        "deployment/redis",
                        "--",
                        "sh",
                        "-c",
                        "REDISCLI_AUTH=\"$PASSWORD\" exec redis-cli -x config set requirepass")
                .run(value("redisPassword" + SECOND))
                .requireOutput();
        ROTATED.forEach(name -> steps.replace(name, name + SECOND));
        oldHashes.keySet().forEach(user -> steps.retire("hash of " + user));

        steps.step("./monitoring up, for new values", () -> cli.run("up", STACK), () -> {
                    prometheus.as("alice", value("alicePassword" + SECOND));
                    awaitTargets();
                })
                .requireOutput();

        assertThat(identities()).as("Secrets are the same objects as before").isEqualTo(before);
        assertThat(hashes().values()).doesNotContainAnyElementsOf(oldHashes.values());
        hashes().forEach((user, hash) -> steps.discovered("hash of " + user + SECOND, hash));
        prometheus.as("alice", value("alicePassword"));
        assertThat(prometheus.request("/metrics").statusCode())
                .as("the old password")
                .isEqualTo(401);
        prometheus.as("alice", value("alicePassword" + SECOND));
        assertThat(prometheus.value("redis_up"))
                .as("Redis takes the new password")
                .contains(1.0);
    }

    @Test
    @Order(7)
    void failedUpdateShowsNone() {
        node.kubectl("-n", "monitoring", "patch", "secret", "redis-exporter", "--patch={\"immutable\":true}");
        set(Map.of("redisPassword", value(REFUSED)));

        CommandOutcome failed = steps.run("up", STACK);

        assertThat(failed.exitCode()).isNotZero();
        assertThat(failed.output() + failed.errors()).contains("redis-exporter", "immutable");
    }

    @Test
    @Order(8)
    void driftIsShownAndRepairedWithoutThem() {
        set(Map.of("redisPassword", value("redisPassword" + SECOND)));
        node.kubectl("-n", "monitoring", "delete", "secret", "redis-exporter", "prometheus-web");

        CommandOutcome drift = steps.run("drift", STACK);
        steps.step("./monitoring up, after drift", () -> cli.run("up", STACK), this::awaitTargets)
                .requireOutput();

        assertThat(drift.exitCode()).isEqualTo(4);
        assertThat(drift.output()).contains("redis-exporter", "prometheus-web");
    }

    @Test
    @Order(9)
    void renderedFilesHoldNoneUnlessTheUserWantsThem() {
        steps.expectDecoys(EnumSet.of(Kind.RENDERED), true);
        steps.run("render", STACK).requireOutput();

        try (TemporaryDirectory directory = TemporaryDirectory.create("wanted")) {
            Path wanted = directory.path().resolve("out");
            cli.run("render", STACK, "--include-secrets", "--output", wanted.toString())
                    .requireOutput();
            LeakSearch search = new LeakSearch(planted);
            CommandFiles.search(search, directory.path());
            assertThat(search.findings())
                    .extracting(Finding::secret)
                    .contains("pagerKey", "redisPassword" + SECOND)
                    .doesNotContain("redisPassword");
        }
    }

    @Test
    @Order(10)
    void historyHoldsOldValuesEncrypted() {
        StateHistory history = new StateHistory(cli, STACK);

        assertThat(planted.foundIn(history.first()))
                .contains("redisPassword", "scrapePassword")
                .doesNotContain("redisPassword" + SECOND);
        assertThat(planted.foundIn(history.now()))
                .contains("redisPassword" + SECOND, "scrapePassword" + SECOND)
                .doesNotContain("redisPassword");
    }

    @Test
    @Order(11)
    void destroyedStackLeavesNone() {
        steps.deployed(false);
        steps.run("destroy", STACK, "--yes").requireOutput();
        steps.conclude();
    }

    /** By plain {@code pulumi} the program gets its configuration from its environment; so the search sees environments. */
    @Test
    @Order(12)
    @SuppressWarnings("try") // the watch looks by itself as long as it is open
    void plainPulumiTellsTheProgramByItsEnvironmentAndIsSeen() {
        PlantedStack other = PlantedStack.create();
        LeakSearch search = new LeakSearch(other.secrets());
        try (EngineStack engine = EngineStack.create(STACK)) {
            engine.on(node).withHostedProgram(App.class).withConfig(settings.values());
            other.values().forEach((name, value) -> engine.withSecret("secrets." + name, value));
            engine.pulumi("config");
            try (ProcessWatch watch = ProcessWatch.start(search, new PodNames(node.directory()), cli.directory())) {
                engine.pulumi("preview").requireOutput();
            }
        }
        Set<Finding> expected = new TreeSet<>();
        other.secrets().words().keySet().forEach(name -> expected.add(new Finding(name, Kind.ENVIRONMENT, "java")));
        Set<Finding> found = search.findings();
        // With which the JVM starts kubectl: it has the JVM's environment until it becomes kubectl.
        found.removeIf(
                finding -> finding.kind() == Kind.ENVIRONMENT && finding.place().equals("jspawnhelper"));
        assertThat(found).isEqualTo(expected);
    }

    /** Takes the databases away until their exporters have noticed, and has Alertmanager try each of its receivers. */
    private CommandOutcome disturb() {
        node.kubectl("-n", APPLICATION, "scale", "deployment", "postgres", "redis", "--replicas=0");
        CommandOutcome tested = cli.run("alert", "test", STACK, "--timeout", "20");
        prometheus.await(
                "the exporters notice",
                DEADLINE,
                live -> live.value("redis_up").filter(up -> up == 0).isPresent()
                        && live.value("pg_up").filter(up -> up == 0).isPresent());
        node.kubectl("-n", APPLICATION, "scale", "deployment", "postgres", "redis", "--replicas=1");
        return tested;
    }

    private CommandOutcome set(Map<String, String> values) {
        StringBuilder said = new StringBuilder();
        values.forEach((name, value) -> {
            CommandOutcome outcome = cli.secret(STACK, name, value);
            said.append(outcome.requireOutput()).append(outcome.errors());
        });
        return new CommandOutcome(List.of("config", "set"), 0, said.toString(), "");
    }

    /** What is typed for a secret. The databases of the platform ask for the words alone. */
    private String value(String name) {
        if (name.equals("postgresDataSourceName")) {
            return NodePlatform.dataSourceName(APPLICATION, planted.word(name));
        }
        return name.startsWith("redisPassword")
                ? planted.word(name)
                : stack.values().getOrDefault(name, planted.value(name));
    }

    private void awaitTargets() {
        prometheus.awaitTargets(8);
        ClusterSnapshot.ready(node);
        prometheus.await("every database is up", DEADLINE, live -> live.value("redis_up + on() pg_up")
                .filter(up -> up == 2)
                .isPresent());
    }

    /** The identity of each Secret of the stack. */
    private Map<String, String> identities() {
        Map<String, String> identities = new TreeMap<>(ClusterSnapshot.of(node).identities());
        identities.keySet().removeIf(key -> !key.startsWith("Secret monitoring"));
        return identities;
    }

    /** The hashes of passwords by user: who has one can try passwords at leisure. */
    private Map<String, String> hashes() {
        String encoded = node.kubectl(
                "-n", "monitoring", "get", "secret", "prometheus-web", "--output=jsonpath={.data.web\\.yml}");
        String web = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
        Map<String, String> hashes = new TreeMap<>();
        Matcher hash = Pattern.compile("([a-z-]+)['\"]?: *['\"]?(\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53})")
                .matcher(web);
        while (hash.find()) {
            hashes.put(hash.group(1), hash.group(2));
        }
        assertThat(hashes).containsOnlyKeys("alice", "prometheus-scrape");
        return hashes;
    }
}
