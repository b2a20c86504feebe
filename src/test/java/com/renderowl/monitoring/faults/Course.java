package com.renderowl.monitoring.faults;

import com.renderowl.monitoring.platform.WebhookReceiver.Notice;
import java.util.Locale;

/**
 * What became of a fault; all times in seconds.
 *
 * @param fault what went wrong
 * @param pending from the fault until Prometheus had the alert as pending
 * @param firing from the fault until it fired
 * @param received from the fault until the receiver had been told
 * @param notice what the receiver was told
 * @param resolved from the repair until the receiver was told that it is over
 */
record Course(Fault fault, double pending, double firing, double received, Notice notice, double resolved) {

    private static final String HEADINGS = "%-30s %8s %7s %9s %9s  %s%n";

    /** The headings of the columns of {@link #line}. */
    static String headings() {
        return String.format(Locale.ROOT, HEADINGS, "alert", "pending", "firing", "received", "resolved", "when");
    }

    /** A line of the table, with its end. */
    String line() {
        return String.format(
                Locale.ROOT,
                "%-30s %8.1f %7.1f %9.1f %9.1f  %s%n",
                fault.alert(),
                pending,
                firing,
                received,
                resolved,
                fault.cause());
    }
}
