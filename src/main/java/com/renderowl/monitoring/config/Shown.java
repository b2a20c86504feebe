package com.renderowl.monitoring.config;

import java.util.regex.Pattern;

/** How a value that a user gave appears in a message: quoted, short, on one line, and never when it may be a secret. */
final class Shown {

    /** Stands for a value that must not be repeated. */
    static final String HIDDEN = "the value (not shown)";

    private static final int LONGEST = 80;

    /**
     * What a password looks like that was put into the wrong place: {@code user:password@host}, {@code password=...}. A
     * digest behind an image's name is none.
     */
    private static final Pattern MAY_BE_SECRET = Pattern.compile(
            ":[^@]*@(?!sha256:)|(?:pass(?:word|wd)?|pwd|secret|token|credentials?|(?:api|access)[_-]?key)\\s*[=:]",
            Pattern.CASE_INSENSITIVE);

    private Shown() {}

    /** Whether {@code text} may hold a password or a token. */
    static boolean mayBeSecret(String text) {
        return MAY_BE_SECRET.matcher(text).find();
    }

    /** The value in quotes, or words that stand for it where it may be a secret. */
    static String quoted(String text) {
        if (mayBeSecret(text)) {
            return HIDDEN;
        }
        String line = text.replace("\n", "\\n").replaceAll("\\p{Cntrl}", "?");
        return "'" + (line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...") + "'";
    }
}
