package com.renderowl.monitoring.machine;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which releases read the data of others: an older major release cannot read the data of a newer one. Each Prometheus that the
 * configuration accepts reads the data of every Prometheus 3.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/migration/">Prometheus 3</a>
 * @see <a href="https://grafana.com/docs/grafana/latest/upgrade-guide/">Grafana migrates its database when it starts, and
 *     does not migrate it back</a>
 */
final class DataVersions {

    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.\\d+(\\..*)?");

    private DataVersions() {}

    /** Whether release {@code reading} of a program reads what release {@code written} of it wrote; unknown ones do. */
    static boolean reads(String reading, String written) {
        Optional<Integer> reader = major(reading);
        Optional<Integer> writer = major(written);
        return reader.isEmpty() || writer.isEmpty() || reader.get() >= writer.get();
    }

    private static Optional<Integer> major(String release) {
        Matcher matcher = VERSION.matcher(release);
        return matcher.matches() ? Optional.of(Integer.parseInt(matcher.group(1))) : Optional.empty();
    }
}
