package com.renderowl.monitoring.units;

import java.util.regex.Pattern;

/**
 * The syntaxes of names that Kubernetes and Prometheus accept.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/names/">Kubernetes: names</a>
 * @see <a href="https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/">Kubernetes: labels</a>
 */
public final class Names {

    /** What a reader of an error message may write instead of a wrong object name. */
    public static final String OBJECT_ALLOWED =
            "lower-case letters, digits and dashes, starting and ending with a letter or digit, at most 63 characters";

    /** What a reader of an error message may write instead of a wrong DNS name. */
    public static final String DNS_ALLOWED = "lower-case letters, digits, dashes and dots, each part between dots"
            + " starting and ending with a letter or digit, such as prometheus.example.com";

    /** What a reader of an error message may write instead of a wrong Kubernetes label key. */
    public static final String LABEL_KEY_ALLOWED =
            "a name of letters, digits, dots, dashes and underscores (at most 63), optionally behind a DNS name and a slash,"
                    + " such as app or app.kubernetes.io/name";

    /** What a reader of an error message may write instead of a wrong Kubernetes label value. */
    public static final String LABEL_VALUE_ALLOWED =
            "at most 63 letters, digits, dots, dashes and underscores, starting and ending with a letter or digit";

    /** What a reader of an error message may write instead of a wrong Prometheus label name. */
    public static final String PROMETHEUS_LABEL_ALLOWED =
            "letters, digits and underscores, not starting with a digit or with two underscores, such as environment";

    private static final Pattern OBJECT = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern DNS_NAME =
            Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
    private static final Pattern LABEL = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?");
    private static final Pattern PROMETHEUS_LABEL = Pattern.compile("(?!__)[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern JOB = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9._/-]{0,127}");

    private Names() {}

    /** Whether {@code text} can name a namespace, a Service, a Secret or the like. */
    public static boolean isObjectName(String text) {
        return OBJECT.matcher(text).matches();
    }

    /** Whether {@code text} is a DNS name of at most 253 characters, as hosts are. */
    public static boolean isDnsName(String text) {
        return text.length() <= 253 && DNS_NAME.matcher(text).matches();
    }

    /** Whether {@code text} can be the key of a Kubernetes label. */
    public static boolean isLabelKey(String text) {
        int slash = text.indexOf('/');
        return slash < 0
                ? LABEL.matcher(text).matches()
                : isDnsName(text.substring(0, slash))
                        && LABEL.matcher(text.substring(slash + 1)).matches();
    }

    /** Whether {@code text} can be the value of a Kubernetes label. */
    public static boolean isLabelValue(String text) {
        return text.isEmpty() || LABEL.matcher(text).matches();
    }

    /** Whether {@code text} can be the name of a label that users give to series. */
    public static boolean isPrometheusLabel(String text) {
        return PROMETHEUS_LABEL.matcher(text).matches();
    }

    /** Whether {@code text} can be the name of a scrape job; stricter than Prometheus, so that it needs no quoting. */
    public static boolean isJobName(String text) {
        return JOB.matcher(text).matches();
    }
}
