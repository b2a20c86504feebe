package com.renderowl.monitoring.rules;

import com.renderowl.monitoring.units.PrometheusDuration;
import java.util.regex.Pattern;

/**
 * Shortens the durations of rule files, so that a rehearsal need not wait for hours: how long an alert must hold, and the
 * ranges and offsets in expressions. Rates and their thresholds stay what they are.
 */
final class Durations {

    private static final Pattern DURATION = Pattern.compile(
            "(?<before>^ +for: |^ +keep_firing_for: |\\[|\\boffset )(?<duration>\\d[0-9a-z]*)(?<after>\\]|\\s|$)",
            Pattern.MULTILINE);

    private Durations() {}

    /** The text of a file with every duration divided by {@code divisor}. */
    static String divide(String text, int divisor) {
        return DURATION.matcher(text)
                .replaceAll(found -> found.group(1)
                        + new PrometheusDuration(
                                PrometheusDuration.parse(found.group(2)).milliseconds() / divisor)
                        + found.group(3));
    }
}
