package com.renderowl.monitoring.kubernetes;

import com.pulumi.core.Output;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Makes short texts that change with a secret, so that pods which read the secret only when they start are restarted. Such
 * a text is in clear in the pod template and in previews, so it must not confirm a guess of the secret.
 *
 * @param key a random secret of the stack, in hexadecimal digits, without which no guess can be checked (HMAC-SHA256); null
 *     in files, which have no such key: there the text is derived slowly (PBKDF2) and has 16 bits, so one wrong guess of
 *     65,536 looks right
 */
public record SecretRevision(@Nullable Output<String> key) {

    /** The annotation of the pod template. */
    static final String ANNOTATION = "monitoring.renderowl.com/secret-revision";

    private static final int ROUNDS = 20_000;
    private static final int BITS = 16;
    private static final int SHOWN_BYTES = 8;

    /**
     * The annotation with the revision of {@code value}.
     *
     * @param owner names the stack and the secret; equal values of different owners have different revisions
     */
    Output<Map<String, String>> annotation(String owner, String value) {
        return key == null
                ? Output.of(Map.of(ANNOTATION, derived(owner, value)))
                : key.applyValue(hexadecimal -> Map.of(ANNOTATION, keyed(hexadecimal, owner, value)))
                        .asPlaintext();
    }

    /** The revision with a key. */
    static String keyed(String key, String owner, String value) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), mac.getAlgorithm()));
            byte[] revision = mac.doFinal((owner + "\n" + value).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(Arrays.copyOf(revision, SHOWN_BYTES));
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has HMAC-SHA256", impossible);
        }
    }

    /** The revision without a key. */
    static String derived(String owner, String value) {
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
