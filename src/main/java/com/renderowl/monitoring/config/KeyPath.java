package com.renderowl.monitoring.config;

import java.util.regex.Pattern;

/**
 * The paths of keys, as {@code pulumi config set --path} takes them: {@code prometheus.remoteWrite[0].name},
 * {@code applications.backend.selector["app.kubernetes.io/name"]}.
 *
 * @see <a href="https://www.pulumi.com/docs/concepts/config/#structured-configuration">Structured configuration</a>
 */
public final class KeyPath {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

    private KeyPath() {}

    /** The path of the key {@code name} of the object at {@code parent}, which is empty for the whole configuration. */
    public static String child(String parent, String name) {
        if (!PLAIN.matcher(name).matches()) {
            return parent + "[\"" + name.replace("\"", "\\\"") + "\"]";
        }
        return parent.isEmpty() ? name : parent + "." + name;
    }

    /** The path of an entry of the list at {@code parent}. */
    public static String entry(String parent, int index) {
        return parent + "[" + index + "]";
    }

    /** The path as a shell takes it for one word. */
    public static String quoted(String path) {
        return path.matches("[A-Za-z0-9_.-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
