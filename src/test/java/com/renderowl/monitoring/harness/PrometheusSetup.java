package com.renderowl.monitoring.harness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a {@link PrometheusServer} starts with.
 *
 * @param files name, relative to its directory, to text; {@link #ADDRESS} in a text becomes the server's own address
 * @param flags further command-line flags
 * @param credentials {@code user:password} for all requests of the test, empty for none
 */
public record PrometheusSetup(Map<String, String> files, List<String> flags, String credentials) {

    /** Stands for {@code 127.0.0.1:PORT} of the server in its files. */
    public static final String ADDRESS = "@ADDRESS@";

    static final String CONFIG = "prometheus.yml";

    public PrometheusSetup {
        files = Map.copyOf(files);
        flags = List.copyOf(flags);
    }

    /** Only a {@code prometheus.yml}. */
    public static PrometheusSetup of(String config) {
        return new PrometheusSetup(Map.of(CONFIG, config), List.of(), "");
    }

    /** With one more file, as {@code file("rules/backend.yaml", ...)}. */
    public PrometheusSetup file(String name, String text) {
        Map<String, String> more = new HashMap<>(files);
        more.put(name, text);
        return new PrometheusSetup(more, flags, credentials);
    }

    /** With one more flag; a relative path in it is relative to the server's directory. */
    public PrometheusSetup flag(String flag) {
        List<String> more = new ArrayList<>(flags);
        more.add(flag);
        return new PrometheusSetup(files, more, credentials);
    }

    /** With basic auth in the requests of the test. */
    public PrometheusSetup credentials(String user, String password) {
        return new PrometheusSetup(files, flags, user + ":" + password);
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return "PrometheusSetup[files=%s, flags=%s]".formatted(files.keySet(), flags);
    }
}
