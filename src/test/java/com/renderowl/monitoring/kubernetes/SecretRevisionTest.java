package com.renderowl.monitoring.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.renderowl.monitoring.ProgramRun;
import com.renderowl.monitoring.ProgramRun.Registration;
import com.renderowl.monitoring.ProgramRun.Secret;
import com.renderowl.monitoring.TestStack;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SecretRevisionTest {

    private static final String OWNER = "staging/redisPassword";

    @Test
    void revisionChangesWithTheSecretItsOwnerAndTheKey() {
        String revision = SecretRevision.keyed("key", OWNER, "secret");

        assertThat(revision).matches("[0-9a-f]{16}").isEqualTo(SecretRevision.keyed("key", OWNER, "secret"));
        assertThat(SecretRevision.keyed("key", OWNER, "Secret")).isNotEqualTo(revision);
        assertThat(SecretRevision.keyed("key", "production/redisPassword", "secret"))
                .isNotEqualTo(revision);
        assertThat(SecretRevision.keyed("other", OWNER, "secret"))
                .as("a guess without the key says nothing")
                .isNotEqualTo(revision);
    }

    @Test
    void keyIsASecretThatIsMadeOnce() {
        Registration key = ProgramRun.of(TestStack.DEFAULTS).named("revision-key");

        assertThat(key.at("input")).isInstanceOfSatisfying(Secret.class, secret -> assertThat(
                        secret.value().toString())
                .matches("[0-9a-f]{64}"));
        assertThat(key.request().getIgnoreChangesList()).containsExactly("input");
    }

    /** Of all words in a dictionary many have the revision of any secret. */
    @Test
    void revisionInFilesFitsManySecrets() {
        Set<String> revisions = IntStream.range(0, 20)
                .mapToObj(number -> SecretRevision.derived(OWNER, "secret" + number))
                .collect(Collectors.toSet());

        assertThat(revisions).allMatch(revision -> revision.matches("[0-9a-f]{4}"));
        assertThat(revisions).hasSizeGreaterThan(15);
    }

    /** Another text restarts every exporter of every stack, so it must not change by accident. */
    @Test
    void revisionStaysTheSameOverReleases() {
        assertThat(SecretRevision.keyed("00ff", OWNER, "secret")).isEqualTo("e628cecb7380f2f8");
        assertThat(SecretRevision.derived(OWNER, "secret")).isEqualTo("d48e");
    }
}
