package com.renderowl.monitoring.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * What the measurements were made on.
 *
 * @param description processors, system, JDK
 * @param processors how many there are
 * @param load how many processes wanted a processor in the last minute, or negative where nobody knows
 */
public record Machine(String description, int processors, double load) {

    /** Above this share of the processors, what else runs is likely to be seen in the times. */
    private static final double BUSY = 0.25;

    /** This one, now. */
    public static Machine now() {
        int processors = Runtime.getRuntime().availableProcessors();
        String description = String.format(
                Locale.ROOT,
                "%d processors, %s %s, Java %s (%s)",
                processors,
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                System.getProperty("java.vendor"));
        return new Machine(
                description,
                processors,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    /** Whether other work is likely to have made the times longer. */
    public boolean isBusy() {
        return load > BUSY * processors;
    }
}
