package com.renderowl.monitoring.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
