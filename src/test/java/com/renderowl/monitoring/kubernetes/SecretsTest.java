package com.renderowl.monitoring.kubernetes;

import static com.renderowl.monitoring.Document.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.renderowl.monitoring.Document;
import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.ProgramRun.Secret;
import com.renderowl.monitoring.RunMode;
import com.renderowl.monitoring.TestStack;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class SecretsTest {

    private static final ProgramRun BASIC_AUTH = ProgramRun.of(TestStack.BASIC_AUTH);
    private static final ProgramRun EXPORTERS = ProgramRun.of(TestStack.EXPORTER_SECRETS);

    @Test
    void filesOfTheWebConfigurationAreInOneSecret() {
        Document files = files(BASIC_AUTH.named("prometheus-web"));

        assertThat(((Map<?, ?>) files.root()).keySet()).isEqualTo(Set.of("web.yml", "probe.yml", "scrape-password"));
        assertThat(files.root().toString()).contains("scrape-password=" + TestStack.SCRAPE_PASSWORD);
    }

    @Test
    void everyUserIsLetInByOwnPasswordOrByTheHashThatWasGiven() {
        Map<?, ?> hashes = (Map<?, ?>) webConfiguration(BASIC_AUTH).at("basic_auth_users");

        assertThat(hashes.keySet()).isEqualTo(Set.of("prometheus-scrape", "reader", "guest"));
        assertThat(verifies(TestStack.SCRAPE_PASSWORD, hashes.get("prometheus-scrape")))
                .isTrue();
        assertThat(verifies(TestStack.READER_PASSWORD, hashes.get("reader"))).isTrue();
        assertThat(verifies(TestStack.READER_PASSWORD, hashes.get("prometheus-scrape")))
                .isFalse();
        assertThat(hashes.get("guest")).isEqualTo("$2y$10$abcdefghijklmnopqrstuuABCDEFGHIJKLMNOPQRSTUVWXYZ01234");
    }

    @Test
    void secondRunMakesTheSameSecret() {
        ProgramRun second = ProgramRun.run(TestStack.source(TestStack.BASIC_AUTH), new RunMode.Deploy());

        assertThat(second.named("prometheus-web").inputs())
                .isEqualTo(BASIC_AUTH.named("prometheus-web").inputs());
    }

    @Test
    void nativeTlsAloneNeedsAWebConfigurationButNoPassword() {
        Document files = files(ProgramRun.of(TestStack.NATIVE_TLS).named("prometheus-web"));

        assertThat(((Map<?, ?>) files.root()).keySet()).isEqualTo(Set.of("web.yml", "probe.yml"));
        assertThat(webConfiguration(ProgramRun.of(TestStack.NATIVE_TLS)).at("basic_auth_users"))
                .isNull();
    }

    @Test
    void remoteWriteCredentialsHaveTheNamesThatTheConfigurationReads() {
        assertThat(files(ProgramRun.of(TestStack.REMOTE_WRITE).named("prometheus-remote-write"))
                        .root())
                .isEqualTo(yaml("{archiveToken: planted-archive-token, centralPassword: planted-central-password}"));
    }

    @Test
    void exportersSecretsHaveTheKeysThatTheirPodsRead() {
        assertThat(EXPORTERS.named("postgres-exporter-secret").at("metadata.name"))
                .isEqualTo("postgres-exporter");
        assertThat(files(EXPORTERS.named("postgres-exporter-secret")).root())
                .isEqualTo(yaml(
                        "DATA_SOURCE_NAME: postgresql://metrics:planted-postgres-password@postgres:5432/renderowl"));
        assertThat(EXPORTERS.named("redis-exporter-secret").at("metadata.name")).isEqualTo("redis-exporter");
        assertThat(files(EXPORTERS.named("redis-exporter-secret")).root())
                .isEqualTo(yaml("REDIS_PASSWORD: planted-redis-password"));
    }

    @Test
    void exporterRestartsWhenItsSecretChangesAndOnlyThen() {
        ProgramRun changed = ProgramRun.of(TestStack.EXPORTER_SECRETS.replace("planted-redis", "planted-other-redis"));

        assertThat(revision(changed, "redis-exporter"))
                .matches("[0-9a-f]{16}")
                .isNotEqualTo(revision(EXPORTERS, "redis-exporter"));
        assertThat(revision(changed, "postgres-exporter")).isEqualTo(revision(EXPORTERS, "postgres-exporter"));
        assertThat(ProgramRun.of(TestStack.DEFAULTS)
                        .named("redis-exporter-deployment")
                        .at("spec.template.metadata.annotations"))
                .isNull();
    }

    @Test
    void passwordOfPrometheusRestartsNothing() {
        ProgramRun changed = ProgramRun.of(TestStack.BASIC_AUTH.replace("planted-reader", "planted-other-reader"));

        assertThat(changed.named("prometheus-web").inputs())
                .isNotEqualTo(BASIC_AUTH.named("prometheus-web").inputs());
        assertThat(changed.named("prometheus-deployment").inputs())
                .isEqualTo(BASIC_AUTH.named("prometheus-deployment").inputs());
    }

    @ParameterizedTest
    @ValueSource(strings = {TestStack.BASIC_AUTH, TestStack.REMOTE_WRITE, TestStack.EXPORTER_SECRETS})
    void noValueLeavesTheProgramInClear(String config) {
        ProgramRun run = ProgramRun.of(config);

        assertThat(run.ofKind("Secret")).isNotEmpty().allSatisfy(secret -> {
            assertThat(secret.at("stringData")).isInstanceOf(Secret.class);
            assertThat(secret.at("data")).isNull();
        });
        assertThat(run.registrations())
                .allSatisfy(resource -> assertThat(inClear(resource.inputs().root()))
                        .as(resource.toString())
                        .noneMatch(text -> text.contains("planted")));
        assertThat(run.outputs().toString() + run.warnings()).doesNotContain("planted");
    }

    @Test
    void renderedStackLeavesSecretsOutUnlessAskedTo() {
        Path directory = Path.of("never-written");
        String config = TestStack.EXPORTER_SECRETS;

        ProgramRun without = ProgramRun.run(TestStack.source(config), new RunMode.Render(directory, false));
        assertThat(without.failure()).isEmpty();
        assertThat(without.ofKind("Secret")).isEmpty();
        assertThat(without.ofKind("Deployment")).hasSize(4);

        ProgramRun with = ProgramRun.run(TestStack.source(config), new RunMode.Render(directory, true));
        assertThat(with.ofKind("Secret")).hasSize(2);
    }

    @Test
    void withoutSecretsNoneAreMade() {
        assertThat(ProgramRun.of(TestStack.DEFAULTS).ofKind("Secret")).isEmpty();
    }

    private static Document files(Registration secret) {
        return new Document(((Secret) secret.at("stringData")).value());
    }

    private static Document webConfiguration(ProgramRun run) {
        return Document.parse(
                (String) ((Map<?, ?>) files(run.named("prometheus-web")).root()).get("web.yml"));
    }

    private static boolean verifies(String password, Object hash) {
        return BCrypt.verifyer().verify(password.toCharArray(), (String) hash).verified;
    }

    private static String revision(ProgramRun run, String exporter) {
        Object annotations = run.named(exporter + "-deployment").at("spec.template.metadata.annotations");
        return String.valueOf(((Map<?, ?>) annotations).get("monitoring.renderowl.com/secret-revision"));
    }

    /** Every text that is not inside a secret. */
    private static Stream<String> inClear(Object value) {
        if (value instanceof Secret) {
            return Stream.empty();
        }
        if (value instanceof Map<?, ?> map) {
            return Stream.concat(map.keySet().stream(), map.values().stream()).flatMap(SecretsTest::inClear);
        }
        return value instanceof Collection<?> list
                ? list.stream().flatMap(SecretsTest::inClear)
                : Stream.of(String.valueOf(value));
    }
}
