package com.renderowl.monitoring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.pulumi.core.Output;
import com.pulumi.core.internal.Internal;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Secrets stay out of whatever could be printed. */
class SecrecyTest {

    private static final String PLANTED = "planted-secret";

    private static final ConfigSource SOURCE = Stacks.source(
            """
            basicAuth: {enabled: true, users: {alice: {passwordSecret: alicePassword}}}
            secrets:
              postgresDataSourceName: postgresql://u:planted-secret@db:5432/renderowl
              scrapePassword: planted-secret
              alicePassword: planted-secret
            """);

    private final StackConfigReader.Result result = StackConfigReader.read(SOURCE, Stacks.PROJECT, "staging");

    @Test
    void printsNamesOnly() {
        assertThat(result.secrets()).hasToString("StackSecrets[postgresDataSourceName, scrapePassword, alicePassword]");
        assertThat(result.toString()).contains("alicePassword").doesNotContain(PLANTED);
        assertThat(SOURCE).hasToString("ConfigSource[2 keys]");
    }

    @Test
    void handsOutSecretsAsSecretOutputs() {
        StackSecrets secrets = result.secrets();
        assertThat(secrets.has("scrapePassword")).isTrue();
        assertThat(secrets.value("scrapePassword")).isEqualTo(PLANTED);
        Output<String> output = secrets.output("scrapePassword");
        assertThat(Internal.of(output).isSecret().join()).isTrue();
        assertThat(Internal.of(output).getValueNullable().join()).isEqualTo(PLANTED);
        assertThat(output.toString()).doesNotContain(PLANTED);
    }

    @Test
    void knowsNothingOfASecretThatIsNotThere() {
        assertThat(result.secrets().has("redisPassword")).isFalse();
        assertThatThrownBy(() -> result.secrets().value("redisPassword"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no secret named redisPassword");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:planted-secret@host/",
                "redis://:planted-secret@redis:6379",
                "user:planted-secret@host",
                "host=db user=u password=planted-secret",
                "PGPASSWORD: planted-secret",
                "https://host/?token=planted-secret",
                "https://host/?apiKey=planted-secret",
                "access_key = planted-secret",
                "client_secret=planted-secret",
            })
    void hidesWhatMayBeASecretInTheWrongPlace(String text) {
        assertThat(Shown.quoted(text)).isEqualTo("the value (not shown)");
    }

    @Test
    void showsOtherValuesShortAndOnOneLine() {
        assertThat(Shown.quoted("prom/prometheus:v3@sha256:12")).isEqualTo("'prom/prometheus:v3@sha256:12'");
        assertThat(Shown.quoted("redis:6379")).isEqualTo("'redis:6379'");
        assertThat(Shown.quoted("bob@example.com")).isEqualTo("'bob@example.com'");
        assertThat(Shown.quoted("a\nb\tc")).isEqualTo("'a\\nb?c'");
        assertThat(Shown.quoted("x".repeat(80))).isEqualTo("'" + "x".repeat(80) + "'");
        assertThat(Shown.quoted("x".repeat(81))).isEqualTo("'" + "x".repeat(80) + "...'");
    }

    @Test
    void readsTheEnvironmentOfTheLanguageHost() {
        ConfigSource source = ConfigSource.fromEnvironment(Map.of(
                "PULUMI_CONFIG", "{\"p:a\": \"1\", \"p:b\": \"{\\\"c\\\": 2}\"}",
                "PULUMI_CONFIG_SECRET_KEYS", "[\"p:b\"]"));
        assertThat(source).isEqualTo(new ConfigSource(Map.of("p:a", "1", "p:b", "{\"c\": 2}"), Set.of("p:b")));
        assertThat(ConfigSource.fromEnvironment(Map.of())).isEqualTo(new ConfigSource(Map.of(), Set.of()));
        assertThat(ConfigSource.fromEnvironment(Map.of("PULUMI_CONFIG", "", "PULUMI_CONFIG_SECRET_KEYS", "")))
                .isEqualTo(new ConfigSource(Map.of(), Set.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "planted-secret",
                "[\"planted-secret\"]",
                "{\"p:a\": planted-secret}",
                "{\"p:a\": {\"planted-secret\": 1}}",
                "{\"p:a\": null}",
                "null"
            })
    void refusesAnEnvironmentThatIsNotTheLanguageHosts(String config) {
        assertThatThrownBy(() -> ConfigSource.fromEnvironment(Map.of("PULUMI_CONFIG", config)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasNoCause()
                .hasMessage("The stack's configuration has a problem; nothing was changed."
                        + "\n  1. PULUMI_CONFIG: the environment variable is not what Pulumi writes"
                        + "\n     allowed: the JSON that Pulumi's Java language host puts there"
                        + "\n     fix: start the program by ./monitoring or pulumi, which set it");
    }

    @Test
    void refusesSecretKeysThatAreNoList() {
        assertThatThrownBy(() -> ConfigSource.fromEnvironment(Map.of("PULUMI_CONFIG_SECRET_KEYS", "{}")))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("1. PULUMI_CONFIG_SECRET_KEYS: the environment variable is not");
    }
}
