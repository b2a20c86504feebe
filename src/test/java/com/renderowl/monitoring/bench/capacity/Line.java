package com.renderowl.monitoring.bench.capacity;

import java.util.List;

/**
 * A straight line.
 *
 * @param start its value at zero
 * @param slope by how much it rises per unit
 */
record Line(double start, double slope) {

    /** A point that it should come near. */
    record Point(double x, double y) {}

    /** The line with the least squares of distances; at least two points with different places. */
    static Line through(List<Point> points) {
        double x = points.stream().mapToDouble(Point::x).average().orElseThrow();
        double y = points.stream().mapToDouble(Point::y).average().orElseThrow();
        double products = 0;
        double squares = 0;
        for (Point point : points) {
            products += (point.x - x) * (point.y - y);
            squares += (point.x - x) * (point.x - x);
        }
        double slope = products / squares;
        return new Line(y - slope * x, slope);
    }
}
