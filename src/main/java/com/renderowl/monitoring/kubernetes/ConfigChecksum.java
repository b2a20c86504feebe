package com.renderowl.monitoring.kubernetes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A short text that changes with a configuration file, so that pods which read it only when they start are restarted. It
 * is made of the plain text: a checksum of a resource's output would be unknown in every preview, and so a change.
 */
final class ConfigChecksum {

    /** The annotation of the pod template. */
    static final String ANNOTATION = "monitoring.renderowl.com/config-checksum";

    private ConfigChecksum() {}

    /** The SHA-256 of {@code text}. */
    static String of(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
