package com.renderowl.monitoring.cli.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiagnosisTest {

    /** What pulumi 3.254.0 and the provider 4.25.0 were seen to say. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    error: getting stack configuration: get stack secrets manager: incorrect passphrase | passphrase is not the one | 1
                    error: passphrase must be set with PULUMI_CONFIG_PASSPHRASE | set PULUMI_CONFIG_PASSPHRASE or | 3
                    error: the stack is currently locked by 1 lock(s). Either wait | working on this stack | 1
                    error: configured Kubernetes cluster is unreachable: unable to load | cluster does not answer | 3
                    connection refused; error: Detected that X exited prematurely. This is *always* a bug | plugin was killed | 1
                    services is forbidden: User "eve" cannot create resource "services" | may not do this | 1
                    error: You must be logged in to the server (Unauthorized) | does not accept your login | 3
                    error: no resource plugin 'pulumi-resource-kubernetes' found in the workspace | tools/build kubernetes | 3
                    error: no stack named 'staging' found | removed from its backend | 1
                    error: PULUMI_ACCESS_TOKEN must be set for login during non-interactive CLI sessions | pulumi login | 3
                    """)
    void knowsWhatToDo(String said, String fix, int exitCode) {
        assertThat(Diagnosis.of(said)).hasValueSatisfying(diagnosis -> {
            assertThat(diagnosis.sentence()).contains(fix);
            assertThat(diagnosis.exitCode()).isEqualTo(exitCode);
        });
    }

    @Test
    void addsNothingToWhatItDoesNotKnow() {
        assertThat(Diagnosis.of("error: update failed")).isEmpty();
    }
}
