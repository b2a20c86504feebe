package com.renderowl.monitoring.model.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PasswordHashTest {

    private static final String HASH = PasswordHash.bcrypt(10, "project/staging/reader", "correct horse");

    @Test
    void hashVerifiesThePasswordAndNoOther() {
        assertThat(verifies("correct horse")).isTrue();
        assertThat(verifies("correct horsf")).isFalse();
        assertThat(verifies("")).isFalse();
    }

    @Test
    void hashHasTheCostAndTheVersionThatPrometheusReads() {
        assertThat(HASH).matches("\\$2y\\$10\\$[./A-Za-z0-9]{53}").doesNotContain("horse");
        assertThat(PasswordHash.bcrypt(11, "project/staging/reader", "correct horse"))
                .startsWith("$2y$11$");
    }

    @Test
    void sameOwnerAndPasswordMakeTheSameHash() {
        assertThat(PasswordHash.bcrypt(10, "project/staging/reader", "correct horse"))
                .isEqualTo(HASH);
    }

    @Test
    void equalPasswordsOfSeveralOwnersDoNotShow() {
        assertThat(PasswordHash.bcrypt(10, "project/staging/guest", "correct horse"))
                .isNotEqualTo(HASH);
        assertThat(PasswordHash.bcrypt(10, "project/production/reader", "correct horse"))
                .isNotEqualTo(HASH);
    }

    @Test
    void saltFollowsFromTheOwnerAndNotFromThePassword() {
        String other = PasswordHash.bcrypt(10, "project/staging/reader", "another password");

        assertThat(salt(other)).isEqualTo(salt(HASH));
        assertThat(salt(PasswordHash.bcrypt(10, "project/staging/guest", "correct horse")))
                .isNotEqualTo(salt(HASH));
    }

    @Test
    void longestPasswordCounts() {
        String longest = "x".repeat(71) + "y";
        String hash = PasswordHash.bcrypt(10, "owner", longest);

        assertThat(BCrypt.verifyer().verify(longest.toCharArray(), hash).verified)
                .isTrue();
        assertThat(BCrypt.verifyer().verify(("x".repeat(71) + "z").toCharArray(), hash).verified)
                .isFalse();
    }

    private static boolean verifies(String password) {
        return BCrypt.verifyer().verify(password.toCharArray(), HASH).verified;
    }

    private static String salt(String hash) {
        return hash.substring(7, 29);
    }
}
