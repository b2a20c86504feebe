package com.renderowl.monitoring.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Guesses which name was meant. */
final class NearestName {

    private NearestName() {}

    /** "did you mean ...?" where a name of {@code known} is near {@code given}, otherwise {@code otherwise}. */
    static String suggestion(String given, Collection<String> known, String otherwise) {
        return known.stream()
                .min(Comparator.comparingInt(name -> distance(given, name)))
                .filter(name -> distance(given, name) <= Math.max(2, given.length() / 2))
                .map(name -> "did you mean " + name + "?")
                .orElse(otherwise);
    }

    /** How many letters must be added, removed or exchanged to make one name of the other (Levenshtein), case aside. */
    private static int distance(String first, String second) {
        String one = first.toLowerCase(Locale.ROOT);
        String two = second.toLowerCase(Locale.ROOT);
        int[] previous = new int[two.length() + 1];
        for (int column = 0; column <= two.length(); column++) {
            previous[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] current = new int[two.length() + 1];
            current[0] = row;
            for (int column = 1; column <= two.length(); column++) {
                int exchange = previous[column - 1] + (one.charAt(row - 1) == two.charAt(column - 1) ? 0 : 1);
                current[column] = Math.min(exchange, 1 + Math.min(previous[column], current[column - 1]));
            }
            previous = current;
        }
        return previous[two.length()];
    }
}
