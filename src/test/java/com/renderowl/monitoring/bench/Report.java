package com.renderowl.monitoring.bench;

import com.renderowl.monitoring.bench.Phases.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What the bench prints in the end: seconds, with the aims beside them, which nothing depends on. */
final class Report {

    private static final double MILLISECONDS = 1_000;

    private final List<String> lines = new ArrayList<>();

    /** An empty one, with a heading for the times. */
    Report() {
        lines.add(String.format(Locale.ROOT, "%-44s %7s %7s %7s   %s", "seconds", "median", "min", "max", "aim"));
    }

    /** Adds the time of something that there is no aim for. */
    void add(String title, Spread milliseconds) {
        addRow(title, milliseconds, "");
    }

    /** Adds a time that is to be at most so many seconds. */
    void add(String title, Spread milliseconds, double aim) {
        boolean isMet = milliseconds.median() <= aim * MILLISECONDS;
        addRow(title, milliseconds, String.format(Locale.ROOT, "%.1f %s", aim, isMet ? "(met)" : "(missed)"));
    }

    /** Adds a time that is to be at most so many times the median of another one. */
    void add(String title, Spread milliseconds, Spread other, double aim) {
        double times = milliseconds.median() / other.median();
        addRow(
                title,
                milliseconds,
                String.format(Locale.ROOT, "%.1f times; is %.2f (%s)", aim, times, times <= aim ? "met" : "missed"));
    }

    /** Adds something that could not be timed. */
    void addSkipped(String title, String reason) {
        lines.add(String.format(Locale.ROOT, "%-44s skipped: %s", title, reason));
    }

    private void addRow(String title, Spread milliseconds, String aim) {
        lines.add(String.format(
                        Locale.ROOT,
                        "%-44s %7.2f %7.2f %7.2f   %s",
                        title,
                        milliseconds.median() / MILLISECONDS,
                        milliseconds.least() / MILLISECONDS,
                        milliseconds.most() / MILLISECONDS,
                        aim)
                .stripTrailing());
    }

    /**
     * Adds where the time goes: median seconds of each part, and its share of their sum.
     *
     * @param java of the command
     * @param python of the Python program; without any, the column is left out
     */
    void addPhases(List<Phases> java, List<Phases> python) {
        Map<Phase, Double> ofJava = Phases.medians(java);
        Map<Phase, Double> ofPython = Phases.medians(python);
        lines.add("");
        lines.add(String.format(
                        Locale.ROOT,
                        "%-44s %15s %15s",
                        "where the time goes (median seconds, share)",
                        "./monitoring",
                        python.isEmpty() ? "" : "Python")
                .stripTrailing());
        for (Phase phase : Phase.values()) {
            lines.add(String.format(
                            Locale.ROOT,
                            "%-44s %15s %15s",
                            phase.title(),
                            part(phase, ofJava),
                            python.isEmpty() ? "" : part(phase, ofPython))
                    .stripTrailing());
        }
    }

    private static String part(Phase phase, Map<Phase, Double> medians) {
        double sum = medians.values().stream().mapToDouble(value -> value).sum();
        return Optional.ofNullable(medians.get(phase))
                .map(value -> String.format(Locale.ROOT, "%.2f  %3.0f %%", value / MILLISECONDS, 100 * value / sum))
                .orElse("-");
    }

    /** All of it, line by line. */
    List<String> lines() {
        return List.copyOf(lines);
    }
}
