package com.renderowl.monitoring.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
final class NearestName {

    /** Shorter names are part of too many others. */
    private static final int SHORTEST_PART = 4;

    private NearestName() {}

    /** The name of {@code known} that {@code given} is most likely a slip of, the first of equally near ones. */
    static Optional<String> of(String given, Collection<String> known) {
        return known.stream()
                .filter(name -> isNear(given, name))
                .min(Comparator.comparingInt(name -> distance(given, name)));
    }

    /** One slip in three letters, or one name being a part of the other: {@code interval} for scrapeInterval. */
    private static boolean isNear(String given, String name) {
        String one = given.toLowerCase(Locale.ROOT);
        String two = name.toLowerCase(Locale.ROOT);
        boolean part =
                Math.min(one.length(), two.length()) >= SHORTEST_PART && (one.contains(two) || two.contains(one));
        return part || distance(given, name) <= Math.max(1, given.length() / 3);
    }

    /**
     * How many letters must be added, removed, exchanged or swapped with their neighbour to make one name of the other
     * (optimal string alignment), case aside.
     */
    private static int distance(String first, String second) {
        String one = first.toLowerCase(Locale.ROOT);
        String two = second.toLowerCase(Locale.ROOT);
        int[][] cost = new int[one.length() + 1][two.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= two.length(); column++) {
                if (row == 0 || column == 0) {
                    cost[row][column] = row + column;
                    continue;
                }
                boolean same = one.charAt(row - 1) == two.charAt(column - 1);
                int exchange = cost[row - 1][column - 1] + (same ? 0 : 1);
                int addOrRemove = 1 + Math.min(cost[row - 1][column], cost[row][column - 1]);
                cost[row][column] = Math.min(exchange, addOrRemove);
                boolean swapped = row > 1
                        && column > 1
                        && one.charAt(row - 1) == two.charAt(column - 2)
                        && one.charAt(row - 2) == two.charAt(column - 1);
                if (swapped) {
                    cost[row][column] = Math.min(cost[row][column], cost[row - 2][column - 2] + 1);
                }
            }
        }
        return cost[one.length()][two.length()];
    }
}
