package com.renderowl.monitoring.units;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A size as Prometheus writes it: {@code 10GB}. Its units are powers of two although they look decimal: {@code 1KB} is
 * 1,024 bytes.
 *
 * @param bytes the size; more than zero
 * @see <a href="https://prometheus.io/docs/prometheus/latest/storage/">Prometheus: storage</a>
 */
public record PrometheusSize(long bytes) {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED =
            "a whole number with a unit (B, KB, MB, GB, TB or PB; powers of two), such as 512MB or 10GB";

    private static final List<String> UNITS = List.of("B", "KB", "MB", "GB", "TB", "PB");

    private static final Pattern SYNTAX = Pattern.compile("(\\d{1,15})(B|KB|MB|GB|TB|PB)");

    public PrometheusSize {
        if (bytes <= 0) {
            throw new IllegalArgumentException("is not more than zero");
        }
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not a size. */
    public static PrometheusSize parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("is not a size");
        }
        long factor = 1L << (10 * UNITS.indexOf(matcher.group(2)));
        try {
            return new PrometheusSize(Math.multiplyExact(Long.parseLong(matcher.group(1)), factor));
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException("is larger than any volume", overflow);
        }
    }

    /** The largest unit that holds the value exactly. */
    @Override
    public String toString() {
        long number = bytes;
        int unit = 0;
        while (number % 1024 == 0 && unit < UNITS.size() - 1) {
            number /= 1024;
            unit++;
        }
        return number + UNITS.get(unit);
    }
}
