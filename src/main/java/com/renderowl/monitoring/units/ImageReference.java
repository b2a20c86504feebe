package com.renderowl.monitoring.units;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A container image that is pinned: with a tag other than {@code latest}, a digest, or both.
 *
 * @param repository the name without tag and digest, such as {@code prom/prometheus}
 * @param tag the tag, or null where only a digest is given
 * @param digest the digest such as {@code sha256:...}, or null
 * @see <a href="https://pkg.go.dev/github.com/distribution/reference">The grammar of references</a>
 */
public record ImageReference(String repository, @Nullable String tag, @Nullable String digest) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED =
            "an image with a tag other than latest, a digest or both, such as prom/prometheus:v3.16.0";

    private static final String REGISTRY = "(?:[a-zA-Z0-9](?:[a-zA-Z0-9.-]*[a-zA-Z0-9])?(?::\\d{1,5})?/)?";

    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";

    private static final Pattern SYNTAX = Pattern.compile("(" + REGISTRY + PART + "(?:/" + PART + ")*)"
            + "(?::([a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}))?(?:@(sha256:[0-9a-f]{64}))?");

    private static final Pattern RELEASE = Pattern.compile("v?(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})(?:[-_].*)?");

    /** The largest length of a label's value in Kubernetes. */
    private static final int LONGEST_VERSION = 63;

    public ImageReference {
        if (digest == null && (tag == null || tag.equals("latest"))) {
            throw new IllegalArgumentException("is not pinned: what runs would depend on the day it is pulled");
        }
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not a pinned image. */
    public static ImageReference parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not an image");
        }
        return new ImageReference(matcher.group(1), matcher.group(2), matcher.group(3));
    }

    /**
     * What the {@code app.kubernetes.io/version} label says: the tag without a leading v, or the digest's start; always a
     * valid label value.
     */
    public String version() {
        if (tag == null) {
            return digest == null ? "" : digest.substring("sha256:".length(), "sha256:".length() + 12);
        }
        String version = tag.matches("v\\d.*") ? tag.substring(1) : tag;
        String shortened = version.substring(0, Math.min(version.length(), LONGEST_VERSION));
        return shortened.replaceAll("^[._-]+|[._-]+$", "");
    }

    /**
     * Whether the tag names a release before {@code release}; false where it names none, as after a digest alone.
     *
     * @param release such as 3.12.0
     */
    public boolean isBefore(String release) {
        Matcher given = RELEASE.matcher(tag == null ? "" : tag);
        Matcher other = RELEASE.matcher(release);
        if (!given.matches() || !other.matches()) {
            return false;
        }
        for (int part = 1; part <= given.groupCount(); part++) {
            int difference = Integer.parseInt(given.group(part)) - Integer.parseInt(other.group(part));
            if (difference != 0) {
                return difference < 0;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return repository + (tag == null ? "" : ":" + tag) + (digest == null ? "" : "@" + digest);
    }
}
