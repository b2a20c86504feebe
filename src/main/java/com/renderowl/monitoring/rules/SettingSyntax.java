package com.renderowl.monitoring.rules;

import com.renderowl.monitoring.units.MetricPattern;
import com.renderowl.monitoring.units.Names;
import java.math.BigDecimal;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the value of a setting may look like.
 *
 * @param check throws {@link IllegalArgumentException} with the reason, a predicate such as "is out of range", when a text
 *     is not allowed
 * @param isNumber whether texts are numbers, which can be the same and read differently
 * @param allowed what a reader of an error message may write instead
 */
record SettingSyntax(Consumer<String> check, boolean isNumber, String allowed) {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private static final Pattern ADDRESS = Pattern.compile("https?://[A-Za-z0-9][A-Za-z0-9./_~%-]*[A-Za-z0-9]");

    static final SettingSyntax JOB =
            matching(Names::isJobName, "is not a job name", "letters, digits, dots, dashes, slashes and underscores");

    static final SettingSyntax LABEL =
            matching(Names::isPrometheusLabel, "is not a label name", Names.PROMETHEUS_LABEL_ALLOWED);

    static final SettingSyntax PATTERN = new SettingSyntax(
            MetricPattern::parse,
            false,
            "an RE2 regular expression of letters, digits, _ and :, such as 5.. or failed|error");

    static final SettingSyntax WEB_ADDRESS = matching(
            text -> ADDRESS.matcher(text).matches(),
            "is not an address of pages",
            "an http or https address without a slash at its end, to which /ALERT.md is added");

    /** A share of a whole; neither nothing nor all of it can be exceeded in a useful way. */
    static final SettingSyntax RATIO = number("0.01", "0.99");

    /** A decimal number of these bounds. */
    static SettingSyntax number(String smallest, String largest) {
        return new SettingSyntax(
                text -> {
                    if (!NUMBER.matcher(text).matches()) {
                        throw new IllegalArgumentException("is not a decimal number");
                    }
                    BigDecimal value = new BigDecimal(text);
                    if (value.compareTo(new BigDecimal(smallest)) < 0 || value.compareTo(new BigDecimal(largest)) > 0) {
                        throw new IllegalArgumentException("is out of range");
                    }
                },
                true,
                "a number from " + smallest + " to " + largest);
    }

    private static SettingSyntax matching(Predicate<String> accepts, String reason, String allowed) {
        return new SettingSyntax(
                text -> {
                    if (!accepts.test(text)) {
                        throw new IllegalArgumentException(reason);
                    }
                },
                false,
                allowed);
    }
}
