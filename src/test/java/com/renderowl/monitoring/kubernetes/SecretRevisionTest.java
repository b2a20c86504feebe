package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SecretRevisionTest {

    @Test
    void revisionIsThirtyTwoBitsWhateverTheSecret() {
        assertThat(SecretRevision.of("staging/redisPassword", "x")).matches("[0-9a-f]{8}");
        assertThat(SecretRevision.of("staging/redisPassword", "x".repeat(10_000)))
                .matches("[0-9a-f]{8}");
    }

    @Test
    void revisionChangesWithTheSecretAndWithItsOwner() {
        String revision = SecretRevision.of("staging/redisPassword", "secret");

        assertThat(SecretRevision.of("staging/redisPassword", "Secret")).isNotEqualTo(revision);
        assertThat(SecretRevision.of("production/redisPassword", "secret")).isNotEqualTo(revision);
        assertThat(SecretRevision.of("staging/postgresDataSourceName", "secret"))
                .isNotEqualTo(revision);
    }

    /** Another text restarts every exporter of every stack, so it must not change by accident. */
    @Test
    void revisionStaysTheSameOverReleases() {
        assertThat(SecretRevision.of("staging/redisPassword", "secret")).isEqualTo("d48e36c1");
    }
}
