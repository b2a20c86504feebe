package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.renderowl.monitoring.cli.support.CommandFailure;
import com.renderowl.monitoring.config.ConfigSource;
import com.renderowl.monitoring.config.StackConfigReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StackFileTest {

    @TempDir
    private Path folder;

    private StackFile read(String text) throws IOException {
        return StackFile.read(Files.writeString(folder.resolve("Pulumi.staging.yaml"), text));
    }

    @Test
    void tellsTheContextThatTheStackIsBoundTo() throws IOException {
        StackFile file = read("config:\n  p:cluster:\n    context: live\n");

        assertThat(file.clusterContext("p")).contains("live");
        assertThat(file.clusterContext("q")).isEmpty();
        assertThat(read("config:\n  p:cluster: {}\n").clusterContext("p")).isEmpty();
        assertThat(read("").clusterContext("p")).isEmpty();
    }

    @Test
    void seesSecretsAtAnyDepth() throws IOException {
        assertThat(read("config:\n  p:a:\n    secure: v1:x\n").hasSecrets()).isTrue();
        assertThat(read("config:\n  p:a:\n    b:\n    - c:\n        secure: v1:x\n")
                        .hasSecrets())
                .isTrue();
        assertThat(read("config:\n  p:a: secure\n").hasSecrets()).isFalse();
    }

    @Test
    void plainValuesHaveNothingOfWhatIsPartlyEncrypted() throws IOException {
        StackFile file = read(
                """
                secretsprovider: awskms://key
                encryptedkey: abc
                config:
                  p:day: yes
                  p:secrets:
                    a:
                      secure: v1:x
                    b: plain
                encryptionsalt: v1:salt
                """);

        assertThat(file.plainValues()).isEqualTo(Map.of("p:day", "yes"));
    }

    @Test
    void handsValuesOverAsTheEngineDoes() throws IOException {
        StackFile file = read("config:\n  p:text: 15d\n  p:flag: true\n  p:map:\n    number: 3\n    list: [a]\n");

        assertThat(file.plainValues())
                .containsEntry("p:text", "15d")
                .containsEntry("p:flag", "true")
                .containsEntry("p:map", "{\"list\":[\"a\"],\"number\":3}");
    }

    /** As measured with the engine: what stands in a file, and what a program is handed. */
    @ParameterizedTest
    @CsvSource({
        "yes, \"yes\"",
        "on, \"on\"",
        "No, \"No\"",
        "y, \"y\"",
        "1:30, \"1:30\"",
        "True, true",
        "FALSE, false",
        "'\"010\"', \"010\"",
        "'\"2026-01-01\"', \"2026-01-01\"",
        "v1.10, \"v1.10\"",
        "1.10.2, \"1.10.2\"",
        "15, 15",
        "0, 0",
        "-3, -3",
        "~, null",
    })
    void readsPlainValuesAsTheEngineDoes(String written, String handedOver) throws IOException {
        assertThat(read("config:\n  p:map:\n    label: " + written + "\n").plainValues())
                .containsEntry("p:map", "{\"label\":" + handedOver + "}");
        assertThat(read("config:\n  p:map: [" + written + "]\n").plainValues())
                .containsEntry("p:map", "[" + handedOver + "]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.10",
                "1.0",
                "1e3",
                "010",
                "08",
                "0o17",
                "0x1F",
                "0b1",
                "1_000",
                "+5",
                ".5",
                "2026-01-01",
                "2026-01-01 10:00:00",
                "12345678901234567890",
                ".inf",
                ".nan"
            })
    void refusesWhatTheEngineWouldHandOverOtherwise(String written) {
        assertThatThrownBy(() ->
                        read("config:\n  p:applications:\n    backend:\n      selector: {version: " + written + "}\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("Pulumi.staging.yaml, line 4: the value of version, " + written + ",")
                .hasMessageContaining("put it in quotes");
    }

    @Test
    void aNumberIsTheSameInAnotherNotation() throws IOException {
        assertThat(read("config:\n  p:alerts: {errorRatio: 0.10}\n  p:a: {limits: {cpu: 2.0}}\n")
                        .plainValues())
                .containsEntry("p:alerts", "{\"errorRatio\":0.1}")
                .containsEntry("p:a", "{\"limits\":{\"cpu\":2}}");
        assertThatThrownBy(() -> read("config:\n  p:a: {selector: {cpu: 2.0}}\n"))
                .hasMessageContaining("line 2");
    }

    @Test
    void namesEveryValueButNoSecret() {
        assertThatThrownBy(() -> read("config:\n  p:secrets:\n    redisPassword: 0123\n  p:list:\n  - 1.0\n"))
                .hasMessageContaining("line 3: the value of redisPassword is a number")
                .hasMessageContaining("line 5: the value of list, 1.0,")
                .hasMessageNotContaining("0123");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
        assertThatThrownBy(() -> read("config:\n  p:a:\n    b: 1\n    c: 2\n    b: 3\n"))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("line 5 has the key b of line 3 again");
        assertThatThrownBy(() -> read("config:\n  p:a: {}\n  p:b: {}\n  p:a: {}\n"))
                .hasMessageContaining("line 4 has the key p:a of line 2 again");
    }

    private static final String SEALED =
            """
            secretsprovider: awskms://key
            encryptedkey: abc
            config:
              renderowl-monitoring:prometheus:
                remoteWrite:
                  - name: far
                    url: https://far.example.com/
                    bearerTokenSecret: farToken
                    addresses: [192.0.2.0/24]
              renderowl-monitoring:basicAuth:
                enabled: true
                users:
                  ana.b:
                    passwordHash:
                      secure: v1:1
                  bo:
                    passwordSecret: boPassword
              renderowl-monitoring:secrets:
                postgresDataSourceName: {secure: v1:2}
                redisPassword: {secure: v1:3}
                scrapePassword: {secure: v1:4}
                boPassword: {secure: v1:5}
                farToken: {secure: v1:6}
            """;

    @Test
    void namesEveryEncryptedValueByItsPath() throws IOException {
        assertThat(read(SEALED).encrypted("renderowl-monitoring"))
                .containsEntry("basicAuth.users[\"ana.b\"].passwordHash", "v1:1")
                .containsEntry("secrets.farToken", "v1:6")
                .hasSize(6);
        assertThat(read("config:\n  p:a: {secure: v1:1}\n  q:l: [x, {secure: v1:2}]\n")
                        .encrypted("p"))
                .isEqualTo(Map.of("a", "v1:1", "q:l[1]", "v1:2"));
    }

    @Test
    void placeholdersPassTheReader() throws IOException {
        StackFile file = read(SEALED);
        Map<String, String> secret =
                file.withPlaceholders("renderowl-monitoring").orElseThrow();
        Map<String, String> values = new HashMap<>(file.plainValues());
        values.putAll(secret);

        StackConfigReader.Result result =
                StackConfigReader.read(new ConfigSource(values, secret.keySet()), "renderowl-monitoring", "staging");

        assertThat(secret.keySet())
                .containsExactlyInAnyOrder("renderowl-monitoring:basicAuth", "renderowl-monitoring:secrets");
        assertThat(values.toString()).doesNotContain("secure").doesNotContain("v1:");
        assertThat(result.secrets().has("postgresDataSourceName")).isTrue();
        assertThat(result.config().basicAuth().users()).hasSize(2);
    }

    @Test
    void nothingStandsForASectionThatIsEncryptedAsAWhole() throws IOException {
        assertThat(read("config:\n  p:secrets: {secure: v1:1}\n").withPlaceholders("p"))
                .isEmpty();
        assertThat(read("config:\n  p:basicAuth:\n    enabled: {secure: v1:1}\n")
                        .withPlaceholders("p"))
                .isEmpty();
    }

    @Test
    void whatMayNotBeEncryptedIsRefusedWithoutBeingRead() throws IOException {
        Map<String, String> values = read("config:\n  renderowl-monitoring:prometheus: {secure: v1:1}\n")
                .withPlaceholders("renderowl-monitoring")
                .orElseThrow();

        assertThatThrownBy(() -> StackConfigReader.read(
                        new ConfigSource(values, values.keySet()), "renderowl-monitoring", "staging"))
                .hasMessageContaining("prometheus: is stored encrypted, but would reach the cluster in clear text");
    }

    @Test
    void seesSecretsThatStandInClearBesideEncryptedOnes() throws IOException {
        StackFile mixed = read(
                """
                config:
                  p:secrets:
                    redisPassword: {secure: v1:1}
                    scrapePassword: planted
                    far.token: [planted]
                    secureLooking: {secure: v1:2, more: planted}
                    nothing:
                """);

        assertThat(mixed.clearSecrets("p"))
                .containsExactly("secrets.scrapePassword", "secrets[\"far.token\"]", "secrets.secureLooking");
        assertThat(mixed.hasEncryptedSecrets("p")).isTrue();
        assertThat(read("config:\n  p:secrets:\n    a: planted\n").hasEncryptedSecrets("p"))
                .isFalse();
        assertThat(read("config:\n  p:secrets: {secure: v1:1}\n").clearSecrets("p"))
                .isEmpty();
    }
}
