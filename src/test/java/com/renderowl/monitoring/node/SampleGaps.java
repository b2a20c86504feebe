package com.renderowl.monitoring.node;

import java.util.Collection;
import java.util.Locale;

/**
 * What is missing in series that should have a sample every so often.
 *
 * @param lost how many samples, over all series
 * @param gaps how many gaps the series with the most of them has
 * @param longestSeconds the longest time between two samples that follow each other, less the usual time
 */
record SampleGaps(int lost, int gaps, double longestSeconds) {

    /**
     * Looks at series.
     *
     * @param times of each series' samples, in seconds, ascending
     * @param interval the longest time between two samples that is as it should be, in seconds
     */
    static SampleGaps of(Collection<double[]> times, double interval) {
        int lost = 0;
        int mostGaps = 0;
        double longest = 0;
        for (double[] series : times) {
            int gaps = 0;
            for (int index = 1; index < series.length; index++) {
                double distance = series[index] - series[index - 1];
                // A scrape may be late by a part of the interval, as the machine is busy; then the next one is early.
                int missing = (int) Math.round(distance / interval) - 1;
                if (missing > 0) {
                    lost += missing;
                    gaps++;
                    longest = Math.max(longest, distance - interval);
                }
            }
            mostGaps = Math.max(mostGaps, gaps);
        }
        return new SampleGaps(lost, mostGaps, longest);
    }

    @Override
    public String toString() {
        return lost == 0
                ? "0 lost"
                : String.format(Locale.ROOT, "%d lost, %d gap(s), %.1f s", lost, gaps, longestSeconds);
    }
}
