package com.renderowl.monitoring.model.prometheus;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/** Hashes passwords as Prometheus' web configuration wants them. */
public final class PasswordHash {

    private static final int SALT_BYTES = 16;

    private PasswordHash() {}

    /**
     * The bcrypt hash of {@code password}. A fresh salt on every run would be a change on every run, so the salt follows
     * from whose password it is, never from the password: a salt must differ between users, not be unguessable.
     *
     * @param cost the bcrypt cost; each step doubles the work
     * @param owner names the project, the stack and the user
     * @param password at most 72 bytes
     */
    public static String bcrypt(int cost, String owner, String password) {
        byte[] salt = Arrays.copyOf(digest(owner), SALT_BYTES);
        byte[] hash =
                BCrypt.with(BCrypt.Version.VERSION_2Y).hash(cost, salt, password.getBytes(StandardCharsets.UTF_8));
        return new String(hash, StandardCharsets.US_ASCII);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
