package com.renderowl.monitoring.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestTest {

    @Test
    void tracesOfPulumiAreRemovedAndNothingElse() {
        Manifest manifest = Manifest.of(
                """
                apiVersion: v1
                data:
                  prometheus.yml: |
                    global:
                      scrape_interval: 15s
                  mode: "0440"
                kind: ConfigMap
                metadata:
                  annotations:
                    pulumi.com/skipAwait: "true"
                    example.com/owner: video
                  creationTimestamp: null
                  labels:
                    app.kubernetes.io/managed-by: pulumi
                    app: prometheus
                  name: config
                  namespace: monitoring
                """);

        assertThat(manifest.text())
                .isEqualTo(
                        """
                        apiVersion: v1
                        data:
                          prometheus.yml: |
                            global:
                              scrape_interval: 15s
                          mode: "0440"
                        kind: ConfigMap
                        metadata:
                          annotations:
                            example.com/owner: video
                          labels:
                            app: prometheus
                          name: config
                          namespace: monitoring
                        """);
        assertThat(manifest.kind()).isEqualTo("ConfigMap");
        assertThat(manifest.namespace()).isEqualTo("monitoring");
        assertThat(manifest.name()).isEqualTo("config");
    }

    /** The whole of it is compared with the provider itself in {@code RenderParityTest}. */
    @Test
    void objectsAreWrittenInTheNotationOfTheProvider() {
        Map<String, Object> data = new LinkedHashMap<>();
        List.of(
                        "yes",
                        "010",
                        "1e3",
                        "1:30",
                        "2026-01-01",
                        "~",
                        "",
                        "*",
                        "a: b",
                        "\uD83E\uDD89",
                        "a\nb\n",
                        "a \nb",
                        "plain")
                .forEach(text -> data.put("key" + data.size(), text));
        Manifest manifest = Manifest.of(Map.of(
                "apiVersion",
                "v1",
                "kind",
                "Secret",
                "metadata",
                Map.of("name", "texts", "labels", Map.of()),
                "data",
                data,
                "stringData",
                Map.of("word", "\u00fc")));

        assertThat(manifest.text())
                .isEqualTo(
                        """
                        apiVersion: v1
                        data:
                          key0: "yes"
                          key1: "010"
                          key2: "1e3"
                          key3: "1:30"
                          key4: "2026-01-01"
                          key5: "~"
                          key6: ""
                          key7: '*'
                          key8: 'a: b'
                          key9: "\uD83E\uDD89"
                          key10: |
                            a
                            b
                          key11: "a \\nb"
                          key12: plain
                          word: w7w=
                        kind: Secret
                        metadata:
                          name: texts
                        """);
    }

    @Test
    void mapsThatAreEmptyThenGoToo() {
        Manifest manifest = Manifest.of(
                """
                kind: Namespace
                metadata:
                  annotations: {pulumi.com/a: b}
                  labels: {app.kubernetes.io/managed-by: pulumi}
                  name: monitoring
                """);

        assertThat(manifest.text()).isEqualTo("kind: Namespace\nmetadata:\n  name: monitoring\n");
        assertThat(manifest.namespace()).isEmpty();
    }

    @Test
    void aLabelOfAnotherManagerStays() {
        assertThat(Manifest.of("kind: A\nmetadata:\n  labels: {app.kubernetes.io/managed-by: Helm}\n  name: a\n")
                        .text())
                .contains("managed-by: Helm");
    }

    @Test
    void longValuesAreNotFolded() {
        String line = "word ".repeat(60).strip();

        assertThat(Manifest.of("kind: A\nmetadata: {name: a}\nspec:\n  text: " + line + "\n")
                        .text())
                .contains("  text: " + line + "\n");
    }

    @Test
    void aSecretDoesNotShowItsValues() {
        Manifest secret = Manifest.of("kind: Secret\nmetadata: {name: s, namespace: n}\ndata: {a: planted}\n");

        assertThat(secret.isSecret()).isTrue();
        assertThat(secret).hasToString("Secret n/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "- a\n", "kind: A\n", "metadata: {name: a}\n", "kind: A\nmetadata: {}\n"})
    void whatIsNoObjectIsRefused(String text) {
        assertThatThrownBy(() -> Manifest.of(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("not a Kubernetes object: ");
    }
}
