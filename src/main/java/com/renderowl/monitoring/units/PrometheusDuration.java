package com.renderowl.monitoring.units;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A duration as Prometheus writes it: {@code 15d}, {@code 1h30m}, {@code 500ms}. A day has 24 hours, a week 7 days, a
 * year 365 days; each unit may appear once, the larger first.
 *
 * @param milliseconds the length; more than zero, at most 292 years
 * @see <a href="https://prometheus.io/docs/prometheus/latest/configuration/configuration/">Prometheus: duration</a>
 */
public record PrometheusDuration(long milliseconds) implements Comparable<PrometheusDuration> {

    /** What a reader of an error message may write instead. */
    public static final String ALLOWED = "a number with a unit (ms, s, m, h, d, w or y), such as 15s, 1h30m or 15d";

    private static final Pattern SYNTAX = Pattern.compile("(?:(\\d{1,15})y)?(?:(\\d{1,15})w)?(?:(\\d{1,15})d)?"
            + "(?:(\\d{1,15})h)?(?:(\\d{1,15})m)?(?:(\\d{1,15})s)?(?:(\\d{1,15})ms)?");

    /** Prometheus counts nanoseconds in 64 bits. */
    private static final long LONGEST_MILLISECONDS =
            Duration.ofNanos(Long.MAX_VALUE).toMillis();

    private static final String TOO_LONG = "is longer than the 292 years that Prometheus can count";

    private static final long[] UNIT_MILLISECONDS = {
        Duration.ofDays(365).toMillis(),
        Duration.ofDays(7).toMillis(),
        Duration.ofDays(1).toMillis(),
        Duration.ofHours(1).toMillis(),
        Duration.ofMinutes(1).toMillis(),
        Duration.ofSeconds(1).toMillis(),
        1
    };

    private static final String[] UNIT_NAMES = {"y", "w", "d", "h", "m", "s", "ms"};

    public PrometheusDuration {
        if (milliseconds <= 0) {
            throw new IllegalArgumentException("is not more than zero");
        }
        if (milliseconds > LONGEST_MILLISECONDS) {
            throw new IllegalArgumentException(TOO_LONG);
        }
    }

    /** Reads {@code text}; throws {@link IllegalArgumentException} with the reason when it is not a duration. */
    public static PrometheusDuration parse(String text) {
        Matcher matcher = SYNTAX.matcher(text);
        if (text.isEmpty() || !matcher.matches()) {
            throw new IllegalArgumentException("is not a duration");
        }
        long sum = 0;
        try {
            for (int unit = 0; unit < UNIT_MILLISECONDS.length; unit++) {
                String digits = matcher.group(unit + 1);
                if (digits != null) {
                    sum = Math.addExact(sum, Math.multiplyExact(Long.parseLong(digits), UNIT_MILLISECONDS[unit]));
                }
            }
        } catch (ArithmeticException overflow) {
            throw new IllegalArgumentException(TOO_LONG, overflow);
        }
        return new PrometheusDuration(sum);
    }

    /** The length in seconds, with its fraction. */
    public double seconds() {
        return milliseconds / 1000.0;
    }

    @Override
    public int compareTo(PrometheusDuration other) {
        return Long.compare(milliseconds, other.milliseconds);
    }

    /**
     * The largest single unit that holds the value exactly, weeks and years left out because {@code 15d} reads better
     * than {@code 2w1d}; {@link #parse} reads it back.
     */
    @Override
    public String toString() {
        for (int unit = 2; unit < UNIT_MILLISECONDS.length; unit++) {
            if (milliseconds % UNIT_MILLISECONDS[unit] == 0) {
                return milliseconds / UNIT_MILLISECONDS[unit] + UNIT_NAMES[unit];
            }
        }
        throw new AssertionError("every number of milliseconds is a multiple of one");
    }
}
