package com.renderowl.monitoring.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * A short text that changes with a secret, so that pods which read the secret only when they start are restarted.
 *
 * <p>It stands in clear in the pod template, so it must not help anybody to guess the secret: it is derived slowly
 * (PBKDF2) and then cut to 32 bits, which leaves too little to recognise a right guess by.
 */
final class SecretRevision {

    /** The annotation of the pod template. */
    static final String ANNOTATION = "monitoring.renderowl.com/secret-revision";

    private static final int ROUNDS = 20_000;
    private static final int BITS = 32;

    private SecretRevision() {}

    /**
     * The revision of {@code value}.
     *
     * @param owner names the stack and the secret; equal values of different owners have different revisions
     */
    static String of(String owner, String value) {
        PBEKeySpec specification =
                new PBEKeySpec(value.toCharArray(), owner.getBytes(StandardCharsets.UTF_8), ROUNDS, BITS);
        try {
            return HexFormat.of()
                    .formatHex(SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(specification)
                            .getEncoded());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has PBKDF2", impossible);
        } finally {
            specification.clearPassword();
        }
    }
}
