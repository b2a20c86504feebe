package com.renderowl.monitoring.machine;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which releases read what others have written. Only that is refused of which it is known that it fails: an older major
 * release does not read what a newer one has made of its data.
 *
 * @see <a href="https://prometheus.io/docs/prometheus/latest/migration/">Prometheus 3: only 2.55 and later read its data</a>
 * @see <a href="https://grafana.com/docs/grafana/latest/upgrade-guide/">Grafana migrates its database when it starts, and
 *     does not migrate it back</a>
 */
final class DataVersions {

    private static final Pattern VERSION = Pattern.compile("v?(\\d+)\\.(\\d+)(\\..*)?");

    /** Of the releases of an older major, those that read the data of the next one: program to its oldest minor. */
    private static final Map<String, Release> FORWARD_COMPATIBLE = Map.of("prometheus", new Release(2, 55));

    private record Release(int major, int minor) {}

    private DataVersions() {}

    /** Whether release {@code reading} of a program reads what release {@code written} wrote; unknown ones do. */
    static boolean reads(String program, String reading, String written) {
        Optional<Release> reader = release(reading);
        Optional<Release> writer = release(written);
        if (reader.isEmpty() || writer.isEmpty() || reader.get().major >= writer.get().major) {
            return true;
        }
        Release oldest = FORWARD_COMPATIBLE.get(program);
        return oldest != null
                && reader.get().major == oldest.major
                && reader.get().minor >= oldest.minor
                && writer.get().major == oldest.major + 1;
    }

    private static Optional<Release> release(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches()
                ? Optional.of(new Release(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
