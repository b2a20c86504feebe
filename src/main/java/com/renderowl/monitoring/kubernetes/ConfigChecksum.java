package com.renderowl.monitoring.kubernetes;

import com.renderowl.monitoring.model.TextDigest;

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
        return TextDigest.of(text);
    }
}
