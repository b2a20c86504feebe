package com.renderowl.monitoring.cli.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void withoutSecretsNothingEncryptedIsLeft() throws IOException {
        StackFile file = read(
                """
                secretsprovider: awskms://key
                encryptedkey: abc
                config:
                  p:day: 2001-12-14
                  p:secrets:
                    a:
                      secure: v1:x
                    b: plain
                encryptionsalt: v1:salt
                """);

        assertThat(file.withoutSecrets()).isEqualTo("config:\n  p:day: 2001-12-14\n");
    }

    @Test
    void handsValuesOverAsTheEngineDoes() throws IOException {
        StackFile file = read("config:\n  p:text: 15d\n  p:flag: true\n  p:map:\n    number: 3\n    list: [a]\n");

        assertThat(file.plainValues())
                .containsEntry("p:text", "15d")
                .containsEntry("p:flag", "true")
                .containsEntry("p:map", "{\"number\":3,\"list\":[\"a\"]}");
    }
}
