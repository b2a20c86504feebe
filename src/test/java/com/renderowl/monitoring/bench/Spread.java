package com.renderowl.monitoring.bench;

import java.util.List;

/**
 * What repeated measurements came to, in the unit that they were made in.
 *
 * @param median the middle one, or the mean of the middle two
 * @param least the smallest
 * @param most the largest
 */
record Spread(double median, double least, double most) {

    /**
     * Of measurements in any order.
     *
     * @throws IllegalArgumentException if there are none
     */
    static Spread of(List<Double> measurements) {
        if (measurements.isEmpty()) {
            throw new IllegalArgumentException("nothing was measured");
        }
        List<Double> sorted = measurements.stream().sorted().toList();
        int size = sorted.size();
        double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(size - 1));
    }
}
